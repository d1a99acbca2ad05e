"""Making a comment anonymous: the name goes, the words stay."""

from __future__ import annotations

from app.comments.comment import Comment, Status
from app.comments.editing import CommentGone
from app.comments.erasing import erase_name, forget_at_once
from app.comments.receipt import Receipt
from app.db import db, now, writing


def make_anonymous(receipt: Receipt) -> None:
    """Erase the name that a comment was signed with; its author is a gentle pseudonym from now on.

    Doing it twice is doing it once. Whatever was public stays so; nobody has to read anything again.

    Raises:
        CommentGone: the comment was withdrawn or erased, and its name with it.
    """
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True, populate_existing=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            raise CommentGone
        if comment.name is None:
            return
        erase_name(comment, now())
    forget_at_once()
