"""Consent: the sentence that the site asks authors to agree to, kept in every wording that anybody agreed to."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.comments.usable import UnusableWords
from app.db import Base, now
from app.language import _
from app.statements import insert_or_ignore


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


def check_consent(ticked: str, asked: str) -> None:
    """Refuse a comment whose author has not agreed to the sentence that the site asks for now.

    Raises:
        UnusableWords: nothing was ticked, or the sentence has another wording by now.
    """
    if not asked or ticked == version_of_consent(asked):
        return
    if ticked:
        raise UnusableWords(_("The sentence that you agreed to has changed. Please read it once more below, and tick it again."))
    raise UnusableWords(_("One thing is left: this site asks you to agree to the sentence below. Please tick it, then send."))
