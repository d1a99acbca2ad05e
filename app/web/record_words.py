"""What a line of the record says, in the site's language."""

from __future__ import annotations

from collections.abc import Callable

from app.language import _
from app.record import Act, Line
from app.rules import Rule
from app.site import Site

WORDS: dict[Act, Callable[[], str]] = {
    Act.APPROVED: lambda: _("Approved a comment"),
    Act.REJECTED: lambda: _("Rejected a comment"),
    Act.SPAM: lambda: _("Marked a comment as spam"),
    Act.UNDONE: lambda: _("Undid a decision"),
    Act.ERASED: lambda: _("Erased a comment for good"),
    Act.SIGNED_IN: lambda: _("Signed in"),
    Act.SIGNED_OUT: lambda: _("Signed out"),
    Act.SECOND_FACTOR_FAILED: lambda: _("Gave the password and a wrong second factor"),
    Act.RECOVERY_CODE_USED: lambda: _("Signed in with a recovery code"),
    Act.SESSIONS_ENDED: lambda: _("Ended sessions"),
    Act.ADDED: lambda: _("Let somebody in"),
    Act.INVITED: lambda: _("Made an invitation"),
    Act.INVITE_REVOKED: lambda: _("Took an invitation back"),
    Act.JOINED: lambda: _("Accepted an invitation"),
    Act.ROLE_CHANGED: lambda: _("Changed a role"),
    Act.DISABLED: lambda: _("Shut somebody out"),
    Act.ENABLED: lambda: _("Let somebody in again"),
    Act.PASSWORD_CHANGED: lambda: _("Changed a password"),
    Act.SECOND_FACTOR_ADDED: lambda: _("Added a second factor"),
    Act.SECOND_FACTOR_REMOVED: lambda: _("Removed a second factor"),
    Act.PAUSED: lambda: _("Paused the site"),
    Act.ARTICLE_CLOSED: lambda: _("Closed the comments of an article"),
    Act.THREAD_CLOSED: lambda: _("Closed a thread"),
    Act.OPENED: lambda: _("Opened again what was closed"),
    Act.RULE_CHANGED: lambda: _("Changed a rule"),
}

DETAILS: dict[str, Callable[[], str]] = {
    "approved": lambda: _("approved"),
    "rejected": lambda: _("rejected"),
    "spam": lambda: _("spam"),
    "admin": lambda: _("admin"),
    "moderator": lambda: _("moderator"),
    "new-password": lambda: _("a new password"),
    "app": lambda: _("app"),
    "codes": lambda: _("recovery codes"),
    "passkey": lambda: _("passkey"),
    "site": lambda: _("the whole site"),
    "article": lambda: _("article"),
    "thread": lambda: _("thread"),
    f"{Rule.SECOND_FACTOR_FOR_ALL}=on": lambda: _("a second factor for everybody"),
    f"{Rule.SECOND_FACTOR_FOR_ALL}=off": lambda: _("a second factor for whoever wants one"),
    f"{Rule.SIGN_IN_FROM_MAIL}=on": lambda: _("signing in before a comment is decided from a mail"),
    f"{Rule.SIGN_IN_FROM_MAIL}=off": lambda: _("deciding from a mail without signing in, but for sensitive articles"),
    f"{Rule.PUBLIC_RECORD}=on": lambda: _("everybody may see what was decided"),
    f"{Rule.PUBLIC_RECORD}=off": lambda: _("only admins see what was decided"),
}


def words_of(line: Line, site: Site) -> str:
    """What was done, with its detail; a reason in the words that the house rules have for it now."""
    said = WORDS[Act(line.act)]()
    if not line.detail:
        return said
    reason = site.reason(line.detail)
    detail = reason.title if reason else DETAILS[line.detail]() if line.detail in DETAILS else line.detail
    return f"{said}: {detail}"
