"""Withdrawing: an author takes a comment back for good."""

from __future__ import annotations

from app.comments.comment import Comment, Status
from app.comments.erasing import erase_words, forget_at_once
from app.comments.receipt import Receipt
from app.db import db, now, writing


def withdraw(receipt: Receipt) -> None:
    """Take back a comment for good: its text, its name and all that was said about it are erased at once.

    Doing it twice is doing it once. Replies stay, under a note that their parent was withdrawn.
    """
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True, populate_existing=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            return
        at = now()
        comment.status = comment.former_status = Status.WITHDRAWN
        comment.status_from, comment.waiting_since, comment.not_before = at, None, None
        comment.end(at)
        erase_words(comment, at)
    forget_at_once()
