"""Erasing: a comment's words disappear for good. Nothing brings them back, so it has a guard of its own."""

from __future__ import annotations

from app import record
from app.accounts import Moderator
from app.comments import Status, erase_words, forget_at_once
from app.db import now, writing
from app.moderation.deciding import locked
from app.record import Act


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
