"""What a message is about, in words. Never to whom it goes: an address that was given for notices is nobody else's to read."""

from __future__ import annotations

from app.language import _
from app.outbox import Kind


def about(kind: str) -> str:
    """What a message of this kind says."""
    return {
        Kind.QUESTION: _("The question whether an author may be written to"),
        Kind.DECISION: _("That a comment has been read"),
        Kind.ANSWER: _("That a comment has an answer"),
        Kind.DIGEST: _("What waits, to a moderator"),
        Kind.ALERT: _("Possible danger, to a moderator"),
    }[Kind(kind)]
