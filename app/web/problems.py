"""What can be wrong with a request as such."""


class ForeignForm(Exception):
    """The browser says that this form came from another site."""


class SignInNeeded(Exception):
    """Only a signed-in moderator may see this."""


class SecondFactorNeeded(Exception):
    """The admins ask everybody for a second factor, and this moderator has none yet."""


class ConfirmationNeeded(Exception):
    """This cannot be undone, or changes who may sign in: the moderator has to show once more who they are."""


class AdminsOnly(Exception):
    """Only those who look after people and rules may do this."""
