"""Announcing: what a decision brings is put into the outbox with it, to wait there until it is in force."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from app import articles, outbox, paths
from app.comments.comment import Comment
from app.comments.notices.subscription import Subscription, subscription_of
from app.comments.notices.wording import answer_words, decision_words, stop_address
from app.comments.public import is_public_now
from app.db import db, now
from app.outbox import Kind, Message

APART = timedelta(hours=1)
"""Between two mails about answers to one comment; the later one stands for all that came meanwhile."""


def announce(comment: Comment, *, decision: int, approved: bool, kinds: Collection[Kind], at: datetime) -> set[Kind]:
    """Put in what a decision brings that is in force from `at` on: a word to the author, and to whom the comment answers.

    `kinds` are those of them that it may bring. Messages about the comment that wait are taken out: what they say is over,
    as long as the decision is not undone. Their kinds are given back. The caller commits, and wakes the delivery for `at`.
    """
    taken_out = outbox.forget(comment=comment.id)
    author = subscription_of(comment.id) if Kind.DECISION in kinds else None
    if author is not None and author.of_decision:
        put_decision(author, comment, decision=decision, approved=approved, at=at)
    asked = subscription_of(comment.parent_id) if comment.parent_id and Kind.ANSWER in kinds else None
    if asked is not None and asked.of_answers and not _same_author(comment, asked):
        _put_answer(asked, comment, decision=decision, at=at)
    return taken_out


def put_decision(to: Subscription, comment: Comment, *, decision: int | None, approved: bool, at: datetime) -> None:
    """Tell the author of a comment that it was read. The caller commits."""
    subject, body = decision_words(to, paths.comment(comment.id) if approved else None)
    about = {"comment": comment.id, "decision": decision, "subscription": to.id}
    outbox.put(Kind.DECISION, to.email, subject, body, not_before=at, stop_at=stop_address(to), **about)


def still_true(message: Message) -> bool:
    """Whether a notice may go out now: its reader wants it, and what it tells of is public. It is then worded as things are
    at this moment: an article may have become sensitive, or not public, while the mail waited.

    Whatever is no notice is not for this room to judge, and is.
    """
    if message.kind not in (Kind.QUESTION, Kind.DECISION, Kind.ANSWER):
        return True
    to = db.session.get(Subscription, message.subscription_id or 0)
    if to is None:
        return False
    if message.kind == Kind.QUESTION:
        return to.confirmed_at is None
    wanted = to.of_decision if message.kind == Kind.DECISION else to.of_answers
    comment = db.session.get(Comment, message.comment_id or 0)
    if not wanted or to.confirmed_at is None or comment is None:
        return False
    at = now()
    seen, path = _is_seen(comment, at), paths.comment(comment.id)
    if message.kind == Kind.DECISION:
        newest_stands = seen and comment.shown_revision_id(at) == comment.revision_id
        message.subject, message.body = decision_words(to, path if newest_stands else None)
        return True
    message.subject, message.body = answer_words(to, path)
    return seen


def _put_answer(to: Subscription, answer: Comment, *, decision: int, at: datetime) -> None:
    subject, body = answer_words(to, paths.comment(answer.id))
    outbox.put(
        Kind.ANSWER,
        to.email,
        subject,
        body,
        not_before=outbox.turn(Kind.ANSWER, to.id, at, apart=APART),
        stop_at=stop_address(to),
        comment=answer.id,
        decision=decision,
        subscription=to.id,
    )


def _same_author(answer: Comment, to: Subscription) -> bool:
    return db.session.get_one(Comment, to.comment_id).commenter == answer.commenter


def _is_seen(comment: Comment, at: datetime) -> bool:
    article = articles.library().with_id(comment.article_id)
    return article is not None and article.shows_comments(at) and is_public_now(comment, at)
