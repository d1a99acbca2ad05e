"""Reporting: any reader may say that something is wrong with a public comment, which stays until a moderator has read that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app import jobs, keys
from app.comments import screening
from app.comments.author import Commenter
from app.comments.comment import Comment, Lane
from app.comments.holding import HoldsWords
from app.comments.public import is_public_now
from app.comments.usable import UnusableWords, check_characters
from app.db import Base, BigId, db, now, writing
from app.language import _

MOST = 500
"""In characters: a few words, and room for a long sentence."""


class Report(HoldsWords, Base):
    """What one reader finds wrong with one comment. `reason` is a key of site.toml's reasons, `closed_by` a decision's number."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("comment_id", "reporter"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"))
    reporter: Mapped[bytes] = mapped_column(LargeBinary(32))
    reason: Mapped[str | None]
    words: Mapped[str]
    reported_at: Mapped[datetime] = mapped_column(default=now)
    closed_by: Mapped[int | None] = mapped_column(BigId, index=True)


class Heard(StrEnum):
    """What becomes of a report: it is read before ordinary comments, before everything, or says what was answered already."""

    SOON = "soon"
    FIRST = "first"
    BEFORE = "before"


class CommentNotPublic(LookupError):
    """Readers do not see this comment, or not any more: there is nothing to report."""


def report(comment_id: int, *, reason: str | None, words: str, by: Commenter) -> Heard:
    """Tell the moderators what is wrong with a public comment. It stays as it is, and is read before ordinary ones; where the
    report sounds as if somebody is in danger, before everything.

    A reader reports a comment once: until somebody has read it, reporting again changes what was said. After that it is read
    again where there is anything new in it, or danger.

    Raises:
        UnusableWords: neither a reason nor words, or words that cannot be kept.
        CommentNotPublic: readers do not see the comment.
    """
    words = " ".join(words.split())
    check_report(reason, words)
    heard = Heard.FIRST if _sounds_like_danger(words) else Heard.SOON
    reporter = keys.keyed_hash(keys.AUTHORS, "reporter", str(comment_id), by.key)
    with writing():
        comment, at = reportable(comment_id), now()
        db.session.refresh(comment, with_for_update=True)
        said = db.session.scalar(select(Report).where(Report.comment_id == comment_id, Report.reporter == reporter))
        if said is not None and _is_answered(said, reason, words) and heard is not Heard.FIRST:
            return Heard.BEFORE
        if said is None:
            said = Report(comment_id=comment_id, reporter=reporter)
            db.session.add(said)
        said.reason, said.words, said.reported_at, said.closed_by = reason or None, words, at, None
        _ask_for(comment, at, Lane.DANGER if heard is Heard.FIRST else Lane.REPORTED)
    if heard is Heard.FIRST:
        jobs.wake(jobs.Job.TELL)
    return heard


def _sounds_like_danger(words: str) -> bool:
    """Whether a report is about somebody in danger. What it quotes of the comment counts: it is reported for that."""
    return screening.danger_in(words.replace(">", " ")) is not None


def _is_answered(said: Report, reason: str | None, words: str) -> bool:
    """Whether a decision answered this already, and there is nothing new in it."""
    return said.closed_by is not None and words in ("", said.words) and (reason or None) in (None, said.reason)


def reportable(comment_id: int) -> Comment:
    """The comment with this number, where readers see it.

    Raises:
        CommentNotPublic: they do not.
    """
    comment = db.session.get(Comment, comment_id) if 0 < comment_id < 2**63 else None
    if comment is None or not is_public_now(comment, now()):
        raise CommentNotPublic(comment_id)
    return comment


def check_report(reason: str | None, words: str) -> None:
    """Refuse what cannot be kept.

    Raises:
        UnusableWords: the message says why.
    """
    if not (reason or words):
        raise UnusableWords(_("Please choose one of the house rules, or write a few words."))
    if len(words) > MOST:
        raise UnusableWords(_("A few words are enough: at most %(most)s characters.", most=MOST))
    check_characters(words, _("The report"))


def reports_of(comment_ids: Collection[int]) -> dict[int, list[Report]]:
    """The reports about each of these comments that nobody has decided on, oldest first; one query."""
    found: dict[int, list[Report]] = defaultdict(list)
    open_ones = select(Report).where(Report.comment_id.in_(comment_ids), Report.closed_by.is_(None)).order_by(Report.id)
    for one in db.session.scalars(open_ones):
        found[one.comment_id].append(one)
    return found


def is_reported(comment_id: int) -> bool:
    """Whether a report about the comment waits for a decision."""
    waits = select(Report.id).where(Report.comment_id == comment_id, Report.closed_by.is_(None)).limit(1)
    return db.session.scalar(waits) is not None


def close_reports(comment_id: int, *, by_decision: int) -> None:
    """A decision answers every report about its comment. The caller commits."""
    waiting = update(Report).where(Report.comment_id == comment_id, Report.closed_by.is_(None))
    db.session.execute(waiting.values(closed_by=by_decision))


def reopen_reports(*, by_decision: int) -> None:
    """The decision was undone: what it answered waits again. The caller commits."""
    db.session.execute(update(Report).where(Report.closed_by == by_decision).values(closed_by=None))


def _ask_for(comment: Comment, at: datetime, lane: Lane) -> None:
    """Put the comment before a moderator, public as it is. Readers' concern ends a pause that its author chose for new words."""
    waited = comment.waiting_since is not None
    comment.lane = min(Lane(comment.lane), lane) if waited else lane
    comment.waiting_since = min(comment.waiting_since or at, at)
    comment.not_before = None
