"""Editing: an author writes a comment anew; what is public stays up until a person has read the new words."""

from __future__ import annotations

from app import jobs, outbox
from app.comments import index, screening
from app.comments.comment import Comment, Lane, Revision, Status
from app.comments.content_note import ContentNote
from app.comments.receipt import Receipt
from app.comments.staff_words import check_staff_words
from app.comments.submission import keep_words
from app.comments.thread import recount
from app.comments.usable import check_words, tidy
from app.comments.versions import raise_version
from app.db import db, now, writing
from app.markup import render_comment
from app.statements import next_ids


class CommentGone(Exception):
    """The comment was withdrawn or erased: there is nothing left to change."""


def edit(receipt: Receipt, body: str, *, max_length: int, content_note: ContentNote | None = None) -> None:
    """Give a comment new words, for a moderator to read, and a note for readers, which shows at once: it is one of a few.

    Sending the words it has already changes nothing about them.

    Raises:
        CommentGone: the comment was withdrawn or erased.
        UnusableWords, TooComplex: the words cannot be kept as they are.
    """
    words = tidy(body)
    check_words(words, "", max_length=max_length)
    if receipt.comment.moderator_id is not None:
        check_staff_words(words)
    html = render_comment(words)
    subject = screening.Subject(words, receipt.comment.name or "", receipt.comment.commenter, now(), receipt.comment.id)
    findings = screening.screen(subject)
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True, populate_existing=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            raise CommentGone
        _note(comment, content_note)
        last = db.session.get_one(Revision, comment.revision_id)
        if last.source == words:
            return
        at = now()
        (fresh,) = next_ids(Revision)
        keep_words(fresh, comment.id, words, str(html), at, likeness=subject.words.likeness, number=last.number + 1)
        comment.revision_id = fresh
        index.put(comment, words)
        found = screening.lane_for(findings)
        comment.lane = _lane(comment, found)
        if comment.lane == Lane.DANGER != found and screening.noticed_danger(last.id):
            findings.append(screening.danger_before())
        screening.keep(findings, comment.id, fresh)
        if comment.lane == Lane.DANGER and comment.is_held(at):
            comment.not_before = comment.waiting_since = None
        comment.waiting_since = comment.waiting_since or at
        comment.take_new_words(at)
        if not comment.is_public(at):
            outbox.forget(comment=comment.id)
            recount(comment)
    if comment.lane == Lane.DANGER:
        jobs.wake(jobs.Job.TELL)


def _lane(comment: Comment, found: Lane) -> Lane:
    """Where the new words are read: what waits because of danger or a report stays as near to the top as it was."""
    urgent = comment.waiting_since is not None and comment.lane in (Lane.DANGER, Lane.REPORTED)
    return min(Lane(comment.lane), found) if urgent else found


def _note(comment: Comment, note: ContentNote | None) -> None:
    if comment.content_note != note:
        comment.content_note = note
        raise_version(comment.article_id)
