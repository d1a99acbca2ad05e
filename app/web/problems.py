"""What can be wrong with a request as such."""


class ForeignForm(Exception):
    """The browser says that this form came from another site."""


class SignInNeeded(Exception):
    """Only a signed-in moderator may see this."""
