"""Consent: the sentence that the site asks authors to agree to, kept in every wording that anybody agreed to."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, insert_or_ignore, now


class Consent(Base):
    """One wording of the sentence. `version` is the first 16 hexadecimal digits of its SHA-256."""

    __tablename__ = "consents"

    version: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    first_asked_at: Mapped[datetime]


def version_of_consent(text: str) -> str:
    """What a form sends and a comment keeps of the sentence that was ticked."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def keep_consent(text: str) -> str:
    """Keep this wording, so that what was agreed to can be read later; returns its version. The caller commits."""
    version = version_of_consent(text)
    insert_or_ignore(Consent, version=version, text=text, first_asked_at=now())
    return version
