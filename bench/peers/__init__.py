"""What we are measured beside, each in an environment of its own. One that cannot be had says why."""


class CannotStart(Exception):
    """A peer could not be installed or started; the message says why."""
