"""Subscription: an e-mail address that may be written to about one comment, and the secret links that such mails carry."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from app import keys, outbox
from app.comments.holding import HoldsWords
from app.db import Base, BigId, db, now
from app.language import _

LONGEST = 254
"""Characters of an address (RFC 5321)."""

_ADDRESS = re.compile(r"[!-~]{1,64}@(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}")
_NOT_IN_NAME = frozenset('"(),:;<>@[\\]')

CONFIRM, STOP = "confirm", "stop"


class UnusableAddress(ValueError):
    """Nobody can be written to there; the message says so to whoever typed it."""


class NoticesEnded(LookupError):
    """No mail goes out because of this link any more, if one ever did."""


class Subscription(HoldsWords, Base):
    """One address, for one comment. Until `confirmed_at`, nothing is sent there but the question whether it may be."""

    __tablename__ = "subscriptions"
    __table_args__ = (Index("ix_subscriptions_address", "email", "article_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), unique=True)
    article_id: Mapped[str]
    email: Mapped[str]
    of_decision: Mapped[bool]
    of_answers: Mapped[bool]
    salt: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(16))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_at: Mapped[datetime | None]

    @classmethod
    def erase(cls, comment_id: int) -> None:
        """Forget the address, and the mails that wait to go there."""
        found = subscription_of(comment_id)
        if found is not None:
            outbox.forget(subscription=found.id)
            db.session.delete(found)
            db.session.flush()

    def token(self, purpose: str) -> str:
        """The secret of a link that does one thing for this address: its number and 128 bits, and no receipt's"""
        hashed = keys.keyed_hash(keys.NOTICES, purpose, str(self.id), self.salt)[:16]
        return f"{self.id}-{urlsafe_b64encode(hashed).decode().rstrip('=')}"


def subscription_of(comment_id: int) -> Subscription | None:
    """The address that is written to about a comment, or was asked whether it may be."""
    return db.session.scalar(select(Subscription).where(Subscription.comment_id == comment_id))


def to_confirm(token: str) -> Subscription:
    """The subscription that a link confirms.

    Raises:
        NoticesEnded: there is none, or not any more.
    """
    return _opened(token, CONFIRM)


def to_stop(token: str) -> Subscription:
    """The subscription that a link ends.

    Raises:
        NoticesEnded: there is none, or not any more.
    """
    return _opened(token, STOP)


def _opened(token: str, purpose: str) -> Subscription:
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NoticesEnded
    found = db.session.get(Subscription, int(number))
    if found is None or not hmac.compare_digest(found.token(purpose).encode(), token.encode("utf-8", "replace")):
        raise NoticesEnded
    return found


def address_from(typed: str) -> str:
    """The address somebody typed, as mail servers read it: its domain in lower case, and in ASCII.

    Raises:
        UnusableAddress: it is none.
    """
    name, _at, domain = typed.strip().rpartition("@")
    try:
        address = f"{name}@{domain.lower().encode('idna').decode()}"
    except UnicodeError:
        address = ""
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address) or _NOT_IN_NAME & set(name):
        raise UnusableAddress(_("This e-mail address cannot be written to. Please look whether it is whole."))
    return address
