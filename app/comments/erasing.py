"""Erasing: the one place from which a comment's words, its name and what was said about it disappear.

A table with words of a comment, or about one, inherits from HoldsWords; then everything that erases reaches it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select, update

from app import jobs, outbox
from app.comments.comment import Comment, Revision
from app.comments.holding import HoldsWords
from app.comments.thread import recount
from app.comments.versions import raise_version
from app.db import DatabaseError, db, now, start_afresh
from app.forgetting import forget_rows, forget_the_log, is_quick

NOBODY = bytes(32)
"""The author of comments of which it is not known any more."""


def erase_words(comment: Comment, at: datetime | None = None) -> None:
    """Erase every word of a comment and about it, from all rows. The caller gives it its status first, and commits.

    Pages, feeds and caches stop showing them with that commit. The rest is for `forget_withdrawn`, afterwards.
    """
    for table in _tables():
        table.part_with(comment.id)
    for table in _tables():
        table.erase(comment.id)
    outbox.forget(comment=comment.id)
    comment.name = comment.moderator_id = comment.content_note = None
    recount(comment)
    _begun(comment, at or now())


def erase_name(comment: Comment, at: datetime | None = None) -> None:
    """Erase the name that a comment was signed with, from all rows; its words stay. The caller commits.

    That it was a moderator's goes with it: in a small house the mark beside the words is as good as a name.
    """
    for table in _tables():
        table.erase_name(comment.id)
    comment.name = comment.moderator_id = None
    _begun(comment, at or now())


def erase_revision(comment: Comment, revision: Revision, at: datetime | None = None) -> None:
    """Erase the words of one revision that readers do not see; the comment keeps its others. The caller commits."""
    for table in _tables():
        table.part_with(comment.id, revision.id)
    for table in _tables():
        table.erase_revision(comment.id, revision.id)
    _begun(comment, at or now())


def erase_commenter(comment: Comment) -> None:
    """Erase who wrote a comment: nothing ties it to others by the same author any more. The caller commits."""
    comment.commenter = NOBODY


def forget_withdrawn(*, breath: float = 0.0) -> bool:
    """Forget erased words where the database itself still holds them: in full-text indexes and in its log.

    Takes a step of at most 50 ms of each; False where there is more to do or a reader was in the way, to ask again. Whoever has
    time leaves a `breath`, in seconds, between two commits: who waits to write gets no turn where the next begins at once.
    """
    began = now()
    waiting = select(Comment.id).where(Comment.erased_at <= began, Comment.forgotten_at.is_(None))
    numbers = list(db.session.scalars(waiting))
    db.session.rollback()
    settled = [table.settle(breath) for table in _tables()]
    if not (all(settled) and _forgotten()):
        return False
    if numbers:
        done = update(Comment).where(Comment.id.in_(numbers), Comment.erased_at <= began, Comment.forgotten_at.is_(None))
        db.session.execute(done.values(forgotten_at=now()))
        db.session.commit()
    return True


def forget_at_once() -> None:
    """Try it right away where that is quick, on SQLite; elsewhere, and where somebody is in the way, it is done soon after.

    The rows were committed before: nothing that fails here may look as if they had not been.
    """
    done = False
    with suppress(DatabaseError):
        done = is_quick() and forget_withdrawn()
    if not done:
        start_afresh()
        jobs.wake(jobs.Job.FORGET)


def forgetting_waits() -> bool:
    """Whether anything was erased that `forget_withdrawn` has not dealt with yet."""
    waiting = select(Comment.id).where(Comment.erased_at.is_not(None), Comment.forgotten_at.is_(None)).limit(1)
    return db.session.scalar(waiting) is not None


def _begun(comment: Comment, at: datetime) -> None:
    comment.erased_at, comment.forgotten_at = at, None
    if comment.public_from is not None:
        raise_version(comment.article_id)


def _forgotten() -> bool:
    held = [Comment.__tablename__, outbox.Message.__tablename__, *(name for table in _tables() for name in table.tables())]
    return forget_rows(held) and forget_the_log()


def _tables() -> list[type[HoldsWords]]:
    return HoldsWords.__subclasses__()
