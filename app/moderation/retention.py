"""Retention: words that were turned down are erased after the days that site.toml names; the decision about them stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from app.comments import NOBODY, Comment, Revision, Status, erase_commenter, erase_revision, erase_words
from app.db import db, now, writing
from app.moderation.decision import Decision
from app.site import Retention

HAS_WORDS = exists().where(Revision.comment_id == Comment.id, Revision.source != "")


def erase_what_is_over(terms: Retention) -> int:
    """Erase every word whose term is over, and who wrote what was withdrawn; returns how many comments were changed.

    Each is a transaction of its own, so that nobody waits for long. Doing it twice is doing it once, and being
    stopped in the middle loses nothing. Afterwards wake Job.FORGET.
    """
    at = now()
    rejected, spam, withdrawn = (
        at - timedelta(days=days) for days in (terms.rejected_days, terms.spam_days, terms.withdrawn_days)
    )
    turned_down = or_(_since(Status.REJECTED, rejected), _since(Status.SPAM, spam))
    changed = sum(_erase(number, turned_down) for number in _numbers(select(Comment.id).where(turned_down, HAS_WORDS)))
    gone = and_(_since(Status.WITHDRAWN, withdrawn), Comment.commenter != NOBODY)
    changed += sum(_unlink(number) for number in _numbers(select(Comment.id).where(gone)))
    refused = or_(_refused_since(Status.REJECTED, rejected), _refused_since(Status.SPAM, spam))
    edits = _refused_edits(refused)
    changed += sum(_erase_edit(number, edits) for number in _numbers(edits))
    return changed


def _since(status: Status, before: datetime) -> ColumnElement[bool]:
    return and_(Comment.status == status, Comment.status_from <= before, Comment.waiting_since.is_(None))


def _refused_since(status: Status, before: datetime) -> ColumnElement[bool]:
    return and_(Decision.verdict == status, Decision.takes_effect_at <= before)


def _refused_edits(refused: ColumnElement[bool]) -> Select[int]:
    """Revisions that were turned down while the comment went on with other words: they are neither shown nor waiting."""
    in_use = or_(
        and_(Revision.id == Comment.public_revision_id, or_(Comment.next_from.is_(None), Comment.next_from > now())),
        Revision.id == Comment.next_revision_id,
        and_(Revision.id == Comment.revision_id, or_(Comment.waiting_since.is_not(None), Comment.status != Status.APPROVED)),
    )
    return (
        select(Revision.id)
        .join(Comment, Comment.id == Revision.comment_id)
        .join(Decision, Decision.revision_id == Revision.id)
        .where(Decision.undone_at.is_(None), refused, Revision.source != "", ~in_use.is_(True))
    )


def _numbers(found: Select[int]) -> list[int]:
    numbers = list(dict.fromkeys(db.session.scalars(found)))
    db.session.rollback()
    return numbers


def _erase(number: int, turned_down: ColumnElement[bool]) -> bool:
    """Erase one comment's words, unless something happened to it meanwhile."""
    with writing():
        comment = db.session.scalar(select(Comment).where(Comment.id == number, turned_down).with_for_update())
        if comment is not None:
            erase_words(comment)
    return comment is not None


def _unlink(number: int) -> bool:
    with writing():
        erase_commenter(db.session.get_one(Comment, number, with_for_update=True))
    return True


def _erase_edit(number: int, edits: Select[int]) -> bool:
    with writing():
        words = db.session.get_one(Revision, number)
        comment = db.session.get_one(Comment, words.comment_id, with_for_update=True)
        still_so = db.session.scalar(edits.where(Revision.id == number).limit(1)) is not None
        if still_so:
            erase_revision(comment, words)
    return still_so
