"""Undoing a decision: inside the window nothing has left the house, so nothing has to be called back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import joinedload

from app import jobs, outbox, record
from app.accounts import Moderator
from app.comments import Comment, Revision, Status, notices, raise_version, recount, reopen_reports
from app.db import AT, db, now, writing
from app.moderation.deciding import AlreadyDecided, CommentTakenBack, standing
from app.moderation.decision import MAILS, Decision, Verdict
from app.moderation.former import put_back
from app.moderation.statistics.counting import uncount_decision
from app.moderation.teaching import unteach
from app.moderation.writing import keep_as_draft
from app.outbox import Kind
from app.record import Act
from app.statements import ask

STEPS_BACK = 10
"""How many decisions are offered to be undone at once: whoever is further on looks for the comment itself."""


class TooLateToUndo(Exception):
    """The decision is in force; a new decision can change it."""


class DecisionNotFound(LookupError):
    """There is no such decision."""


def undo(decision_id: int, *, by: Moderator) -> Decision:
    """Put back what was before a decision. Doing it twice is doing it once.

    Raises:
        DecisionNotFound: there is none.
        TooLateToUndo: it is in force already.
        AlreadyDecided: a later decision stands on it; undo that first.
        CommentTakenBack: the author withdrew the comment meanwhile.
    """
    with writing():
        decision = db.session.get(Decision, decision_id) if 0 < decision_id < 2**63 else None
        if decision is None:
            raise DecisionNotFound(decision_id)
        comment = db.session.get_one(Comment, decision.comment_id, with_for_update=True, populate_existing=True)
        db.session.refresh(decision)
        if decision.undone_at is not None:
            return decision
        at = now()
        if at >= decision.takes_effect_at:
            raise TooLateToUndo
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            raise CommentTakenBack
        last = standing(comment.id)
        if last is not None and last.id != decision.id:
            raise AlreadyDecided(last)
        since, lane = comment.waiting_since, comment.lane
        put_back(comment, decision.before)
        edited_at = _edited_after(decision)
        if edited_at is not None:
            comment.take_new_words(edited_at)
        if since is not None:  # edited or reported since: it waits for that, where that is read
            comment.waiting_since, comment.lane = since, min(lane, comment.lane)
        decision.undone_at, decision.undone_by = at, by.id
        keep_as_draft(decision.id)
        reopen_reports(by_decision=decision.id)
        unteach(decision, standing(comment.id))
        recount(comment)
        outbox.forget(decision=decision.id)
        _announce_again(comment, {Kind(kind) for kind in decision.before.get(MAILS, ())}, at)
        raise_version(comment.article_id)
        uncount_decision(decision)
        record.write(Act.UNDONE, by=by.id, comment=comment.id, article=comment.article_id, detail=decision.verdict)
    jobs.wake(jobs.Job.DELIVER)
    return decision


def _edited_after(decision: Decision) -> datetime | None:
    """When the author first wrote other words than those that were decided on, or None."""
    newer = select(func.min(Revision.written_at)).where(
        Revision.comment_id == decision.comment_id, Revision.id > decision.revision_id
    )
    return db.session.scalar(newer)


def _announce_again(comment: Comment, kinds: set[Kind], at: datetime) -> None:
    """Put back the mails of the decision that stands again, which the one that was undone had taken out.

    Not where newer words wait: what they would say is over.
    """
    last = standing(comment.id)
    if last is not None and kinds and comment.status != Status.PENDING:
        approved, effect = last.verdict == Verdict.APPROVED, max(last.takes_effect_at, at)
        notices.announce(comment, decision=last.id, approved=approved, kinds=kinds, at=effect)


def undo_all(*, by: Moderator) -> list[int]:
    """Put back what was before each decision of `by` that can still be undone, the newest first; the comments, in that order."""
    made = select(Decision.id).where(_can_be_undone(by, now()))
    undone: dict[int, None] = {}
    for number in db.session.scalars(made.order_by(Decision.id.desc())).all():
        with suppress(TooLateToUndo, AlreadyDecided, CommentTakenBack):
            undone[undo(number, by=by).comment_id] = None
    return list(undone)


def undoable(by: Moderator, at: datetime | None = None) -> Sequence[Decision]:
    """This moderator's decisions that can still be undone, newest first, at most STEPS_BACK."""
    made = select(Decision).options(joinedload(Decision.comment)).where(_can_be_undone(by, at or now()))
    return db.session.scalars(made.order_by(Decision.id.desc()).limit(STEPS_BACK)).all()


def number_undoable(by: Moderator, at: datetime) -> int:
    """How many of this moderator's decisions can still be undone, however many are shown."""
    return db.session.scalar(select(func.count(Decision.id)).where(_can_be_undone(by, at))) or 0


def _can_be_undone(by: Moderator, at: datetime) -> ColumnElement[bool]:
    return and_(Decision.moderator_id == by.id, Decision.takes_effect_at > at, Decision.undone_at.is_(None))


def in_force(comment_id: int, at: datetime) -> Decision | None:
    """The last decision about a comment whose time has come, or None."""
    made = select(Decision).where(Decision.comment_id == comment_id, Decision.undone_at.is_(None), Decision.takes_effect_at <= at)
    return db.session.scalar(made.order_by(Decision.id.desc()).limit(1))


_COMING = select(func.min(Decision.takes_effect_at)).where(Decision.takes_effect_at > AT)
# A subquery, not a join: a planner that begins with the comments of a large article asks for the decisions of each.
_ARTICLE = select(Comment.article_id).where(Comment.id == Decision.comment_id).scalar_subquery()
_COMING_UNDER = _COMING.where(bindparam("article_id", type_=Comment.article_id.type) == _ARTICLE)


def next_effect(at: datetime, article_id: str | None = None) -> datetime | None:
    """The next moment after `at` when a decision takes effect, under one article or anywhere; None where none waits."""
    coming: datetime | None = ask(_COMING if article_id is None else _COMING_UNDER, at=at, article_id=article_id).scalar()
    return coming


def history(comment_id: int) -> Sequence[Decision]:
    """Every decision about a comment, undone ones too, newest first."""
    return db.session.scalars(select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.id.desc())).all()
