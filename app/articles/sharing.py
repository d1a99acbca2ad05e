"""Sharing: a secret address that shows an article to somebody before readers may see it.

The address ends in a token of 256 random bits with their signature. Only its hash is kept, so nobody who reads the
database, or a copy of it, can open anything.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app import keys
from app.articles.addresses import LONGEST_NAME
from app.articles.article import Article
from app.articles.library import Library
from app.db import Base, db, now

SIGNING = "shares"
MOST_DAYS = 90
_SECRET = 32
_SIGNED = 22


class ShareNotFound(LookupError):
    """No address that was ever handed out ends like this."""


class ShareEnded(Exception):
    """The address showed an article once; its time is over, it was taken back, or the article is gone."""


class AlreadyPublic(Exception):
    """Readers see the article anyway, or have seen it."""


class Share(Base):
    """One address that was handed out. `token_hash` is all that is kept of it, 32 bytes."""

    __tablename__ = "shares"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(String(LONGEST_NAME), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    def is_alive(self, at: datetime) -> bool:
        """Whether the address shows its article at that moment."""
        return self.revoked_at is None and at < self.ends_at


@dataclass(frozen=True, slots=True)
class Shared:
    """What an address shows: an article, and until when it does."""

    article: Article
    ends_at: datetime


def share(article: Article, *, days: int) -> str:
    """The token of a new address that shows the article for so many days, at most MOST_DAYS. It is told only this once.

    Raises:
        AlreadyPublic: readers see it, or saw it until it expired.
        ValueError: the number of days is out of range.
    """
    at = now()
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(days)
    if article.is_public(at) or article.is_over(at):
        raise AlreadyPublic(article.slug)
    token = _new_token()
    made = Share(article_id=article.identity, token_hash=_hash(token), made_at=at, ends_at=at + timedelta(days=days))
    db.session.add(made)
    db.session.commit()
    return token


def open_share(token: str, library: Library) -> Shared:
    """What the address shows now. Of a public article it may be asked even after its time: it only leads there.

    Raises:
        ShareNotFound: no address ever ended like this.
        ShareEnded: it was taken back, its time is over, or there is nothing to show any more.
    """
    found = db.session.scalar(select(Share).where(Share.token_hash == _hash(token)))
    if found is None or not _is_signed(token):
        raise ShareNotFound
    at, article = now(), library.with_id(found.article_id)
    if article is None or article.is_over(at) or found.revoked_at is not None:
        raise ShareEnded
    if not found.is_alive(at) and not article.is_public(at):
        raise ShareEnded
    return Shared(article, found.ends_at)


def unshare(article_id: str) -> int:
    """Take back every address of an article; how many showed it until now. Doing it twice is doing it once."""
    at = now()
    living = update(Share).where(Share.article_id == article_id, Share.revoked_at.is_(None), Share.ends_at > at)
    ended = db.session.scalars(living.values(revoked_at=at).returning(Share.id)).all()
    db.session.commit()
    return len(ended)


def shares(at: datetime) -> list[Share]:
    """Every address that shows something at that moment, the one that ends first before the others."""
    living = select(Share).where(Share.revoked_at.is_(None), Share.ends_at > at)
    return list(db.session.scalars(living.order_by(Share.ends_at, Share.id)))


def _new_token() -> str:
    secret = secrets.token_urlsafe(_SECRET)
    return secret + _signature(secret)


def _is_signed(token: str) -> bool:
    secret, signature = token[:-_SIGNED], token[-_SIGNED:]
    return hmac.compare_digest(signature, _signature(secret))


def _signature(secret: str) -> str:
    return urlsafe_b64encode(keys.keyed_hash(SIGNING, secret)[:16]).decode().rstrip("=")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
