"""Erasing: a comment's words disappear for good. Nothing brings them back, so it has a guard of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app import record
from app.accounts import Moderator
from app.comments import Status, erase_words, find_unheld, forget_at_once, has_words
from app.db import db, now, writing
from app.moderation.deciding import locked
from app.record import Act, Line


@dataclass(frozen=True, slots=True)
class Ending:
    """How a comment came to have no words any more, and when. `by` is who erased it, None where that was its author or time."""

    status: Status
    at: datetime
    by: Moderator | None


class OnlyAdminsErase(Exception):
    """Erasing is for those who look after people and rules."""


def erase(comment_id: int, *, by: Moderator) -> None:
    """Take a comment's words, its name and all that was said about it out of every row, for good.

    What was decided about it stays, without words; replies are hidden with it. Doing it twice is doing it once.

    Raises:
        OnlyAdminsErase: `by` is no admin.
        CommentNotFound: there is no such comment.
    """
    if not by.is_admin:
        raise OnlyAdminsErase
    with writing():
        comment = locked(comment_id)
        if comment.status == Status.ERASED:
            return
        at = now()
        comment.status = comment.former_status = Status.ERASED
        comment.status_from, comment.waiting_since, comment.not_before = at, None, None
        comment.end(at)
        erase_words(comment, at)
        record.write(Act.ERASED, by=by.id, comment=comment.id, article=comment.article_id)
    forget_at_once()


def ending_of(comment_id: int) -> Ending | None:
    """How a comment lost its words; None where it still has some.

    Raises:
        CommentNotFound: there is no such comment.
    """
    comment = find_unheld(comment_id)
    if has_words(comment):
        return None
    status = Status(comment.status)
    acted = select(Moderator).join(Line, Line.by_id == Moderator.id).where(Line.act == Act.ERASED, Line.comment_id == comment_id)
    by = db.session.scalar(acted.limit(1)) if status is Status.ERASED else None
    return Ending(status, comment.erased_at or comment.status_from, by)
