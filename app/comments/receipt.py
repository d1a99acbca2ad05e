"""Receipt: an author's secret link to one comment. Who holds it is its author; there is no other account."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from app.comments.comment import Comment, Note, Revision, Status
from app.comments.public import is_public_now
from app.comments.screening import noticed_danger
from app.db import db


class ReceiptNotFound(LookupError):
    """No comment has this receipt."""


@dataclass(frozen=True)
class Receipt:
    """The secret of one comment. `token` is 43 characters of 256 bits; the database keeps only its hash.

    `unasked`: an address came with the comment just now, and its owner could not be asked whether they want to be written to.
    """

    token: str
    comment_id: int
    unasked: bool = False

    @cached_property
    def comment(self) -> Comment:
        """The comment itself, read when it is first asked for: whoever has just posted goes on to another page."""
        return db.session.get_one(Comment, self.comment_id)

    def status_at(self, at: datetime) -> Status:
        """What is in force: a decision inside its undo window is not yet."""
        return self.comment.status_at(at)

    def newest(self) -> Revision | None:
        """The author's latest words that were not erased, or None where all were."""
        numbers = (self.comment.revision_id, self.comment.public_revision_id)
        found = (db.session.get(Revision, number) for number in numbers if number)
        return next((words for words in found if words and words.source), None)

    def tells_of_danger(self) -> bool:
        """Whether the author's latest words sounded like danger, also where they are erased by now.

        What others report does not count: nobody learns from their receipt that somebody worries.
        """
        words = self.newest()
        return noticed_danger(words.id if words else self.comment.revision_id)

    def standing(self, at: datetime) -> Revision | None:
        """The words that are public while the author has written newer ones, or None where there are no two."""
        comment, shown = self.comment, self.comment.shown_revision_id(at)
        return db.session.get(Revision, shown) if comment.is_public(at) and shown != comment.revision_id else None

    def is_seen(self, at: datetime) -> bool:
        """Whether readers see the comment now."""
        return is_public_now(self.comment, at)

    def notes(self, at: datetime) -> list[Note]:
        """What moderators wrote to the author, oldest first."""
        written = select(Note).where(Note.comment_id == self.comment.id, Note.shown_from <= at).order_by(Note.id)
        return list(db.session.scalars(written))


def open_receipt(token: str) -> Receipt:
    """The receipt with this token.

    Raises:
        ReceiptNotFound: there is none.
    """
    comment = db.session.scalar(select(Comment).where(Comment.receipt_hash == hash_of(token)))
    if comment is None:
        raise ReceiptNotFound
    return Receipt(token, comment.id)


def token_from(form_key: str) -> str:
    """The token that follows from a form's key; nobody can go back from it to the key."""
    return urlsafe_b64encode(hashlib.sha256(b"receipt\x00" + form_key.encode()).digest()).decode().rstrip("=")


def hash_of(token: str) -> bytes:
    """What the database keeps of a token, 32 bytes."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
