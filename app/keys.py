"""Random keys that live in the database: they outlive a new SECRET_KEY, and every process shares them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, db, now
from app.statements import insert_or_ignore, replace

AUTHORS = "authors"
RATES = "rates"
NOTICES = "notices"


class Key(Base):
    """A named key of 256 bits."""

    __tablename__ = "keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    made_at: Mapped[datetime]


def keyed_hash(name: str, *parts: str) -> bytes:
    """The HMAC-SHA256 of `parts` under the key called `name`, which is made on its first use."""
    return _hmac(lasting(name), parts)


def daily_hash(name: str, *parts: str) -> str:
    """The same under a key that is overwritten every day (UTC): after it, nobody can tell what was hashed."""
    return _hmac(_of_today(name), parts).hex()


def lasting(name: str) -> str:
    """The key called `name`, in hexadecimal, made on its first use. It never changes, so each process reads it once."""
    known: dict[str, str] = current_app.extensions.setdefault("understory.keys", {})
    if name not in known:
        known[name] = _value(name) or _made(name)
    return known[name]


def _made(name: str) -> str:
    insert_or_ignore(Key, name=name, value=secrets.token_hex(32), made_at=now())
    db.session.commit()
    return str(_value(name))


def _value(name: str) -> str | None:
    return db.session.scalar(select(Key.value).where(Key.name == name))


def _of_today(name: str) -> str:
    key = db.session.execute(select(Key.value, Key.made_at).where(Key.name == name)).one_or_none()
    if key and key.made_at.date() == _today():
        return str(key.value)
    replace(Key, {"name": name}, value=secrets.token_hex(32), made_at=now())
    db.session.commit()
    return str(_value(name))


def _today() -> date:
    return now().date()


def _hmac(key: str, parts: tuple[str, ...]) -> bytes:
    message = b"\x00".join(part.encode() for part in parts)
    return hmac.digest(bytes.fromhex(key), message, hashlib.sha256)
