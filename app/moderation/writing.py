"""Writing to a comment's author: the receipt is the only way to reach somebody who left neither name nor address."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, delete, select, update

from app.accounts import Moderator
from app.comments import CommentGone, Note, Status, find_unheld
from app.db import FOREVER, db, now, writing

LONGEST_NOTE = 4000
"""In characters: a letter."""


_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class NoteTooLong(ValueError):
    """A note has more than LONGEST_NOTE characters."""


class NothingWritten(ValueError):
    """There are no words to send."""


def write_to_author(comment_id: int, text: str, *, by: Moderator) -> None:
    """Put a note on a comment's receipt at once, whatever was decided or not. Sending the same words twice is sending them once.

    Raises:
        CommentNotFound: there is no such comment.
        CommentGone: its author took it back; nobody looks for a note there.
        NothingWritten, NoteTooLong: the words cannot be sent as they are.
    """
    words = tidy_note(text)
    if not words:
        raise NothingWritten
    check_note(words)
    with writing():
        comment = find_unheld(comment_id)
        db.session.refresh(comment, with_for_update=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            raise CommentGone
        last = db.session.scalar(select(Note.text).where(_written(comment_id)).order_by(Note.id.desc()).limit(1))
        drop_draft(comment_id, by=by)
        if last != words:
            db.session.add(Note(comment_id=comment.id, text=words, shown_from=now(), moderator_id=by.id))


def tidy_note(text: str) -> str:
    """A note as it is kept: without signs that are no text: pasting brings them along, and no database keeps them alike."""
    return _NO_TEXT.sub("", text).strip()


def check_note(text: str) -> None:
    """Refuse what cannot be kept.

    Raises:
        NoteTooLong: it has more than LONGEST_NOTE characters.
    """
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong


def written_to_author(comment_id: int) -> list[Note]:
    """What moderators wrote to a comment's author, oldest first; some may wait for a decision to take effect."""
    return list(db.session.scalars(select(Note).where(_written(comment_id)).order_by(Note.id)))


def keep_as_draft(decision_id: int) -> None:
    """The decision that a note went with is undone: nobody is shown the note, and who wrote it finds it where it was typed.

    The caller commits.
    """
    db.session.execute(update(Note).where(Note.decision_id == decision_id).values(decision_id=None, shown_from=FOREVER))


def drop_draft(comment_id: int, *, by: Moderator) -> None:
    """Forget the draft of `by`: it was sent, or is not wanted any more. The caller commits."""
    mine = Note.comment_id == comment_id, Note.moderator_id == by.id, Note.shown_from == FOREVER
    db.session.execute(delete(Note).where(*mine))


def keep_typed(comment_id: int, text: str, *, by: Moderator) -> None:
    """What `by` has typed beside a comment and not sent stands there again, for nobody else to see; nothing where it is blank.

    The caller commits.
    """
    drop_draft(comment_id, by=by)
    words = tidy_note(text)
    if words:
        db.session.add(Note(comment_id=comment_id, text=words, shown_from=FOREVER, moderator_id=by.id))


def drafts_of(comments: Collection[int], *, by: Moderator) -> dict[int, str]:
    """What `by` had typed beside these comments and not sent, or with a decision that was undone, by number; one query."""
    mine = select(Note.comment_id, Note.text).where(Note.comment_id.in_(comments), Note.moderator_id == by.id)
    return {row.comment_id: row.text for row in db.session.execute(mine.where(Note.shown_from == FOREVER).order_by(Note.id))}


def _written(comment_id: int) -> ColumnElement[bool]:
    return and_(Note.comment_id == comment_id, Note.shown_from < FOREVER)
