"""MailedCard: a secret address that lets one moderator decide, once, on the words of one comment as they are now."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts import Moderator
from app.comments import Comment, has_words
from app.db import Base, BigId, db, now
from app.moderation.deciding import standing
from app.moderation.decision import Decision, Verdict

LASTS = timedelta(hours=72)


class Ended(StrEnum):
    """Why an address that was sent opens nothing any more."""

    OVER = "over"
    USED = "used"
    CHANGED = "changed"
    DECIDED = "decided"
    TAKEN_BACK = "taken back"


class LinkNotFound(LookupError):
    """Nobody was ever sent this address."""


class LinkEnded(Exception):
    """The address was sent, and opens nothing any more: `why`, and the `decision` that was made before, if that is why."""

    def __init__(self, why: Ended, decision: Decision | None = None) -> None:
        super().__init__(why)
        self.why, self.decision = why, decision


class LinkOfAnother(Exception):
    """The address was sent to somebody else than who is signed in here."""


class MailedCard(Base):
    """What an address opens: to whom it was sent, about which words, and what may be decided there.

    The mail has the token, this row only its hash. `allowed` are verdicts with blanks between them. `used_at` is set
    before a decision is made with it, `decision_id` after, so that the same address can undo it while that is possible.
    """

    __tablename__ = "mailed_cards"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revisions.id"))
    allowed: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sent_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(BigId)

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)

    @property
    def verdicts(self) -> list[Verdict]:
        """What may be decided."""
        return [Verdict(word) for word in self.allowed.split()]

    def why_ended(self, at: datetime) -> Ended | None:
        """Why it opens nothing any more at a moment, or None where it does."""
        person = self.moderator
        signed_out = person.signed_out_at is not None and person.signed_out_at >= self.sent_at
        if person.disabled_at is not None or signed_out or at >= self.sent_at + LASTS:
            return Ended.OVER
        if self.used_at is not None:
            return Ended.USED
        comment = db.session.get_one(Comment, self.comment_id, populate_existing=True)
        if comment.revision_id != self.revision_id:
            return Ended.CHANGED
        if not has_words(comment):
            return Ended.TAKEN_BACK
        return None if comment.waiting_since is not None and comment.waiting_since <= at else Ended.DECIDED


def new_link(comment: Comment, verdicts: list[Verdict], *, to: Moderator) -> str:
    """The token of an address for one moderator. The caller commits."""
    token = secrets.token_urlsafe(32)
    card = MailedCard(
        moderator_id=to.id,
        comment_id=comment.id,
        revision_id=comment.revision_id,
        allowed=" ".join(verdicts),
        token_hash=_hash(token),
        sent_at=now(),
    )
    db.session.add(card)
    return token


def open_link(token: str, *, by: Moderator | None, used: bool = False) -> MailedCard:
    """What an address opens. `by` is whoever is signed in where it was opened, if anybody is.

    Raises:
        LinkNotFound: it was never sent.
        LinkOfAnother: it was sent to somebody else.
        LinkEnded: it is over, unless `used` and that is why.
    """
    card = db.session.scalar(select(MailedCard).where(MailedCard.token_hash == _hash(token)))
    if card is None:
        raise LinkNotFound
    if by is not None and by.id != card.moderator_id:
        raise LinkOfAnother
    why = card.why_ended(now())
    if why is not None and not (used and why is Ended.USED):
        raise LinkEnded(why, standing(card.comment_id) if why is Ended.DECIDED else None)
    return card


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
