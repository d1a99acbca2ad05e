"""Deciding about a comment: one commit that holds the Decision and all it brings about."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from app import jobs, outbox, record
from app.accounts import Moderator
from app.articles import library
from app.comments import (
    Comment,
    Lane,
    Note,
    close_reports,
    find_unheld,
    has_words,
    is_reported,
    notices,
    raise_version,
    recount,
    screening,
)
from app.config import settings
from app.db import db, now, writing
from app.moderation.decision import MAILS, Decision, Verdict
from app.moderation.effect import bring_about
from app.moderation.former import remember
from app.moderation.sitting import count_opened
from app.moderation.statistics.counting import count_decision
from app.moderation.teaching import teach
from app.moderation.writing import check_note, drop_draft, keep_typed, tidy_note
from app.outbox import Kind
from app.record import Act

WAITED = 0
"""Instead of a decision's number: none stood on the comment, it waited."""


class WordsChanged(Exception):
    """The comment has newer words than those that were shown; nothing was decided."""

    def __init__(self, comment: Comment, shown: int) -> None:
        super().__init__(f"comment {comment.id} has newer words than revision {shown}")
        self.comment, self.shown = comment, shown


class AlreadyDecided(Exception):
    """Somebody decided before; nothing was decided now. `decision` says who, what and when."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"decision {decision.id} stands")
        self.decision = decision


class CommentTakenBack(Exception):
    """The author has withdrawn the comment, or it was erased: there is nothing left to decide."""


class ReasonNotFound(LookupError):
    """site.toml has no reason with this key."""


def decide(
    comment_id: int,
    revision_id: int,
    verdict: Verdict,
    *,
    by: Moderator,
    reason: str | None = None,
    note: str | None = None,
    after: int | None = WAITED,
) -> Decision:
    """Approve, reject or mark as spam the words that `by` was shown. It takes effect after the undo window.

    `after` is the decision that stood when the comment was shown. None where nobody says: then one of somebody else that is not
    in force yet is taken for made meanwhile. Deciding the same twice is deciding once.

    Raises:
        CommentNotFound: there is no such comment.
        CommentTakenBack: its author withdrew it, or its words were erased.
        WordsChanged: the author has written newer words.
        AlreadyDecided: another decision was made meanwhile.
        NoteTooLong: the note is longer than a letter.
        ReasonNotFound: the house rules have no such reason to reject.
    """
    words, why = tidy_note(note or ""), _reason_for(verdict, reason)
    check_note(words)
    with writing():
        comment = _locked_with_words(comment_id)
        if comment.revision_id != revision_id:
            raise WordsChanged(comment, revision_id)
        last = standing(comment_id)
        at, lane = now(), Lane(comment.lane)
        if comment.waiting_since is None and last and last.id != after:
            if (last.moderator_id, last.revision_id, last.verdict) == (by.id, revision_id, verdict):
                return last
            if after is not None or (last.moderator_id != by.id and last.takes_effect_at > at):
                raise AlreadyDecided(last)
        effect = at + timedelta(seconds=settings().undo_seconds)
        decision = Decision(
            comment_id=comment.id,
            revision_id=revision_id,
            verdict=verdict,
            reason=why,
            moderator_id=by.id,
            decided_at=at,
            takes_effect_at=effect,
            before=remember(comment),
        )
        db.session.add(decision)
        db.session.flush()
        was_public, is_news = comment.is_public(at), not _is_so_already(comment, revision_id, verdict, at)
        bring_about(comment, verdict, revision_id, at, effect, reported=is_reported(comment_id))
        close_reports(comment_id, by_decision=decision.id)
        teach(decision)
        drop_draft(comment.id, by=by)
        if words:
            db.session.add(
                Note(comment_id=comment.id, decision_id=decision.id, text=words, shown_from=effect, moderator_id=by.id)
            )
        if lane is Lane.DANGER or screening.noticed_danger(revision_id):
            count_opened(comment.id, by=by)
        recount(comment)
        raise_version(comment.article_id)
        if is_news:
            taken_out = _announce(decision, comment, appears=not was_public)
        else:
            taken_out = outbox.forget(decision=last.id) if last and last.takes_effect_at > at else set()
        decision.before = decision.before | {MAILS: sorted(taken_out)}
        count_decision(decision)
        record.write(Act(verdict), by=by.id, comment=comment.id, article=comment.article_id, detail=why)
    jobs.wake(jobs.Job.DELIVER, at=effect)
    return decision


def _reason_for(verdict: Verdict, reason: str | None) -> str | None:
    """The key to keep: one that was chosen and is not what was decided for says nothing."""
    if verdict is not Verdict.REJECTED or not reason:
        return None
    if library().site.reason(reason) is None:
        raise ReasonNotFound(reason)
    return reason


def _is_so_already(comment: Comment, revision_id: int, verdict: Verdict, at: datetime) -> bool:
    """Whether readers see these very words and go on seeing them: a report that changed nothing is no news to the author."""
    return verdict is Verdict.APPROVED and comment.is_public(at) and comment.shown_revision_id(at) == revision_id


def _announce(decision: Decision, comment: Comment, *, appears: bool) -> set[Kind]:
    """Let the mails that a decision brings wait until it is in force; the kinds of those that waited before."""
    approved = decision.verdict == Verdict.APPROVED
    kinds = {Kind.DECISION, Kind.ANSWER} if approved and appears else {Kind.DECISION}
    return notices.announce(comment, decision=decision.id, approved=approved, kinds=kinds, at=decision.takes_effect_at)


def hand_over(comment_id: int, *, by: Moderator, note: str | None = None) -> Comment:
    """Keep a comment waiting, for another person. Doing it twice is doing it once.

    A `note` that was begun is not sent: it stands beside the comment for `by`, who may take it back. None where nobody says.

    Raises:
        CommentNotFound: there is no such comment.
        CommentTakenBack: its author withdrew it, or its words were erased.
        AlreadyDecided: it does not wait any more.
        NoteTooLong: the note is longer than a letter.
    """
    check_note(note or "")
    with writing():
        comment = _waiting(comment_id)
        comment.handed_over_by = by.id
        if note is not None:
            keep_typed(comment_id, note, by=by)
    return comment


def take_back(comment_id: int, *, by: Moderator) -> None:
    """Undo handing over: the comment waits for `by` as before. Doing it twice is doing it once.

    Raises:
        CommentNotFound: there is no such comment.
        CommentTakenBack: its author withdrew it, or its words were erased.
        AlreadyDecided: it does not wait any more.
    """
    with writing():
        comment = _waiting(comment_id)
        if comment.handed_over_by == by.id:
            comment.handed_over_by = None


def _waiting(comment_id: int) -> Comment:
    """A comment that somebody has still to decide on."""
    comment = _locked_with_words(comment_id)
    last = standing(comment_id) if comment.waiting_since is None else None
    if last is not None:
        raise AlreadyDecided(last)
    return comment


def _locked_with_words(comment_id: int) -> Comment:
    comment = locked(comment_id)
    if not has_words(comment):
        raise CommentTakenBack
    return comment


def standing(comment_id: int) -> Decision | None:
    """The last decision about a comment that was not undone, or None."""
    made = select(Decision).where(Decision.comment_id == comment_id, Decision.undone_at.is_(None))
    return db.session.scalar(made.order_by(Decision.id.desc()).limit(1))


def locked(comment_id: int) -> Comment:
    """The comment with this number as it is now; on PostgreSQL nobody else changes it until the end of the transaction.

    Raises:
        CommentNotFound: there is no such comment.
    """
    comment = find_unheld(comment_id)
    db.session.refresh(comment, with_for_update=True)
    return comment
