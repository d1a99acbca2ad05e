"""Finding: what one screen noticed about one revision, in words for the moderator."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, delete, exists, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from app.comments.holding import HoldsWords
from app.db import Base, BigId, db


class Screen(StrEnum):
    """What is looked for, in the order in which the moderator is told."""

    DANGER = "danger"
    PERSONAL = "personal"
    SPAM = "spam"
    BLOCKED = "blocked"
    TRAP = "trap"
    REPEATED = "repeated"
    FAST = "fast"
    LINKS = "links"
    RESERVED = "reserved"
    SHOUTING = "shouting"
    FIRST = "first"


_QUOTATION = re.compile(r"(?: \(|: | )?“")
"""Where the words of a finding begin to quote, in every language of the house."""


class Finding(HoldsWords, Base):
    """What one screen noticed. `words` may quote the comment, and are empty once it is erased; `weight` is how much it speaks
    for spam, 100 being enough."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revisions.id"), index=True)
    screen: Mapped[str]
    words: Mapped[str]
    weight: Mapped[int] = mapped_column(default=0)

    @property
    def why(self) -> str:
        """What was noticed without a word of the comment; empty where there is little else in it."""
        return "" if self.screen == Screen.SPAM else _QUOTATION.split(self.words, maxsplit=1)[0]

    @classmethod
    def erase(cls, comment_id: int) -> None:
        """Delete all but that there was danger, without a word of it: the receipt goes on to help."""
        about = cls.comment_id == comment_id
        db.session.execute(delete(cls).where(about, cls.screen != Screen.DANGER))
        db.session.execute(update(cls).where(about).values(words=""))

    @classmethod
    def erase_revision(cls, comment_id: int, revision_id: int) -> None:
        """Delete what was noticed about it."""
        db.session.execute(delete(cls).where(cls.revision_id == revision_id))

    @classmethod
    def erase_name(cls, comment_id: int) -> None:
        """Delete what quotes the name."""
        db.session.execute(delete(cls).where(cls.comment_id == comment_id, cls.screen == Screen.RESERVED))


_INSERT = insert(Finding)


def keep(findings: Sequence[Finding], comment_id: int, revision_id: int) -> None:
    """Store what was found about a revision, in the transaction under way. The caller commits."""
    about = {"comment_id": comment_id, "revision_id": revision_id}
    rows = [{**about, "screen": one.screen, "words": one.words, "weight": one.weight} for one in findings]
    if rows:
        db.session.connection().execute(_INSERT, rows)


def noticed_danger(revision_id: int | None) -> bool:
    """Whether these words sounded like danger, or those before them that nobody had read."""
    found = select(Finding.id).where(Finding.revision_id == revision_id, Finding.screen == Screen.DANGER).limit(1)
    return db.session.scalar(found) is not None


def sounds_like_danger(revision_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The same of words that another question is about, to be asked with it."""
    return exists().where(Finding.revision_id == revision_id, Finding.screen == Screen.DANGER)


def findings_of(revision_ids: Collection[int]) -> dict[int, list[Finding]]:
    """What was found about each of these revisions, in the order of Screen; one query."""
    order = {screen: place for place, screen in enumerate(Screen)}
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in db.session.scalars(select(Finding).where(Finding.revision_id.in_(revision_ids))):
        found[finding.revision_id].append(finding)
    for findings in found.values():
        findings.sort(key=lambda finding: order.get(Screen(finding.screen), len(order)))
    return found
