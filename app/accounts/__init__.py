"""People who may sign in: moderators, their passwords, and the sessions they signed in to."""

from app.accounts.moderator import Moderator, Role, SignIn
from app.accounts.passwords import MIN_LENGTH, PasswordTooShort, made_up
from app.accounts.people import EmailTaken, ModeratorNotFound, add, by_email, disable, everyone, reset_password, use_keys
from app.accounts.sign_in import WrongPassword, moderator_of, sign_in, sign_out

__all__ = [
    "MIN_LENGTH",
    "EmailTaken",
    "Moderator",
    "ModeratorNotFound",
    "PasswordTooShort",
    "Role",
    "SignIn",
    "WrongPassword",
    "add",
    "by_email",
    "disable",
    "everyone",
    "made_up",
    "moderator_of",
    "reset_password",
    "sign_in",
    "sign_out",
    "use_keys",
]
