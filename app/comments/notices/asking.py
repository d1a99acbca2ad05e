"""Asking, confirming, changing, ending: an address hears nothing before its owner has said yes, and nothing after a no."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app import jobs, keys, outbox, rates
from app.comments.comment import Comment, Status
from app.comments.notices.announcing import put_decision
from app.comments.notices.subscription import Subscription, address_from, subscription_of
from app.comments.notices.wording import put_question
from app.db import db, now, writing
from app.jobs import Job

KEPT = timedelta(days=7)
"""How long an address that was never confirmed is kept."""

QUESTIONS = "3/day"
"""How often one address is asked, whoever types it: nobody can have somebody else's mailbox filled from here."""


def ask(comment: Comment, typed: str, *, of_decision: bool = True, of_answers: bool = True) -> None:
    """Write to an address about a comment, once its owner has confirmed that they want it. Takes the place of one before.

    Whoever confirmed the address for another comment of theirs under the same article is not asked again.

    Raises:
        UnusableAddress: nobody can be written to there.
        TooFast: this address was asked too often today.
    """
    address = address_from(typed)
    keys.lasting(keys.NOTICES)
    known = _said_yes(comment, address)
    if not known:
        rates.hit(QUESTIONS, what="question", who=address.lower())
    with writing():
        comment = db.session.get_one(Comment, comment.id, with_for_update=True, populate_existing=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            return
        Subscription.erase(comment.id)
        fresh = Subscription(
            comment_id=comment.id,
            article_id=comment.article_id,
            email=address,
            of_decision=of_decision,
            of_answers=of_answers,
            confirmed_at=now() if known else None,
        )
        db.session.add(fresh)
        db.session.flush()
        if not known:
            put_question(fresh)
    jobs.wake(Job.DELIVER)


def ask_instead(comment: Comment, address: str | None) -> bool:
    """Let the address that came with a comment take the place of any other, and none end it; twice is once.

    The comment is kept, whatever becomes of the mails about it: False where the owner of the address was asked too often today.
    """
    known = subscription_of(comment.id)
    if known and known.email != address:
        change(comment)
    if address is None or (known and known.email == address):
        return True
    try:
        ask(comment, address)
    except rates.TooFast:
        return False
    return True


def confirm(subscription: Subscription) -> None:
    """The owner of an address says yes. What was decided meanwhile is told at once. Doing it twice is doing it once."""
    with writing():
        locked = db.session.get(Subscription, subscription.id, with_for_update=True, populate_existing=True)
        if locked is None or locked.confirmed_at is not None:
            return
        at = now()
        locked.confirmed_at = at
        comment = db.session.get_one(Comment, locked.comment_id)
        if locked.of_decision and comment.status_at(at) is not Status.PENDING:
            outbox.forget(subscription=locked.id)
            put_decision(locked, comment, decision=None, approved=comment.is_public(at), at=at)
    jobs.wake(Job.DELIVER)


def change(comment: Comment, *, of_decision: bool = False, of_answers: bool = False) -> None:
    """Hear of other things than before; of nothing is an end."""
    with writing():
        found = subscription_of(comment.id)
        if found is not None:
            found.of_decision, found.of_answers = of_decision, of_answers
        if not (of_decision or of_answers):
            Subscription.erase(comment.id)


def stop(subscription: Subscription) -> None:
    """Write to this address no more about this article, and forget it there, in whichever case its letters were typed: hardly
    any mailbox makes a difference. Doing it twice is doing it once.
    """
    address, article_id = subscription.email.lower(), subscription.article_id
    with writing():
        here = Subscription.article_id == article_id
        same = select(Subscription.comment_id).where(func.lower(Subscription.email) == address, here)
        for comment_id in list(db.session.scalars(same)):
            Subscription.erase(comment_id)


def forget_unconfirmed() -> None:
    """Forget addresses whose owners never answered. The caller commits."""
    silent = select(Subscription.comment_id).where(Subscription.confirmed_at.is_(None), Subscription.asked_at < now() - KEPT)
    for comment_id in list(db.session.scalars(silent)):
        Subscription.erase(comment_id)


def _said_yes(comment: Comment, address: str) -> bool:
    """Whether the same author confirmed the same address under the same article."""
    before = (
        select(Subscription.id)
        .join(Comment, Comment.id == Subscription.comment_id)
        .where(
            Subscription.email == address,
            Subscription.article_id == comment.article_id,
            Subscription.confirmed_at.is_not(None),
            Comment.commenter == comment.commenter,
        )
    )
    return db.session.scalar(before.limit(1)) is not None
