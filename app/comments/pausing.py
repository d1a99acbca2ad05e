"""Pausing: an author keeps a comment back for an hour, and may let it go before."""

from __future__ import annotations

from app.comments.comment import Comment
from app.comments.receipt import Receipt
from app.db import db, now, writing


def release(receipt: Receipt) -> None:
    """End the pause: from now on the comment waits for a moderator. Doing it twice is doing it once."""
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True, populate_existing=True)
        at = now()
        if comment.is_held(at):
            comment.not_before, comment.waiting_since = None, at
