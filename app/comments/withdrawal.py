"""Withdrawing: an author takes a comment back for good."""

from __future__ import annotations

from sqlalchemy import delete, update

from app.comments.comment import Comment, Note, Revision, Status
from app.comments.receipt import Receipt
from app.comments.versions import raise_version
from app.db import db, forget_the_log, now, writing


def withdraw(receipt: Receipt) -> None:
    """Take back a comment for good: its text, name and the notes about it are erased at once.

    Doing it twice is doing it once. Replies stay, under a note that their parent was withdrawn.
    """
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            return
        at = now()
        comment.status = comment.former_status = Status.WITHDRAWN
        comment.status_from, comment.waiting_since, comment.name = at, None, None
        if not comment.is_public(at):
            comment.public_from = None if comment.public_from and comment.public_from > at else comment.public_from
        comment.public_until = min(comment.public_until, at)
        db.session.execute(update(Revision).where(Revision.comment_id == comment.id).values(source="", html=""))
        db.session.execute(delete(Note).where(Note.comment_id == comment.id))
        raise_version(comment.article_id)
    forget_the_log()


def forget_withdrawn() -> bool:
    """Empty what the database's log still holds of erased words; False where a reader was in the way, to ask again."""
    return forget_the_log()
