"""Editing: an author writes a comment anew; what is public stays up until a person has read the new words."""

from __future__ import annotations

from app.comments.comment import Comment, Revision, Status
from app.comments.receipt import Receipt
from app.comments.submission import check_words, tidy
from app.db import db, now, writing
from app.markup import POLICY_VERSION, render_comment


class CommentGone(Exception):
    """The comment was withdrawn or erased: there is nothing left to change."""


def edit(receipt: Receipt, body: str, *, max_length: int) -> None:
    """Give a comment new words, for a moderator to read. Sending the words it has already changes nothing.

    Raises:
        CommentGone: the comment was withdrawn or erased.
        UnusableWords, TooComplex: the words cannot be kept as they are.
    """
    words = tidy(body)
    check_words(words, "", max_length=max_length)
    html = render_comment(words)
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True, populate_existing=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            raise CommentGone
        last = db.session.get_one(Revision, comment.revision_id)
        if last.source == words:
            return
        at = now()
        fresh = Revision(
            comment_id=comment.id, number=last.number + 1, source=words, html=str(html), policy=POLICY_VERSION, written_at=at
        )
        db.session.add(fresh)
        db.session.flush()
        comment.revision_id = fresh.id
        comment.waiting_since = comment.waiting_since or at
        if not comment.is_public(at):
            comment.status = comment.former_status = Status.PENDING
            comment.status_from, comment.public_from = at, None
