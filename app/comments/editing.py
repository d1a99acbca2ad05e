"""Editing: an author writes a comment anew; what is public stays up until a person has read the new words."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import datetime

from markupsafe import Markup

from app import jobs, outbox
from app.accounts import Moderator
from app.comments import index, notices, screening
from app.comments.comment import Comment, Lane, Revision, Status
from app.comments.content_note import ContentNote
from app.comments.erasing import erase_name, forget_at_once
from app.comments.receipt import Receipt
from app.comments.reserved import check_name, signs_as
from app.comments.staff_words import check_staff_words
from app.comments.submission import HOLD, Submission, keep_words
from app.comments.thread import recount
from app.comments.usable import UnusableWords, check_words, tidy, tidy_name
from app.comments.versions import raise_version
from app.db import db, now, writing
from app.language import _
from app.markup import render_comment
from app.statements import next_ids


class CommentGone(Exception):
    """The comment was withdrawn or erased: there is nothing left to change."""


class EditedMeanwhile(Exception):
    """The comment has other words by now than those its author began to change: both are theirs, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a form says beside the words when it is sent again: the name, None for a pseudonym, and whether to pause."""

    name: str | None
    hold: bool
    moderator: Moderator | None = None


def edit(
    receipt: Receipt, body: str, *, max_length: int, content_note: ContentNote | None = None, began_with: int | None = None
) -> None:
    """Give a comment new words, for a moderator to read, and a note for readers, which shows at once: it is one of a few.

    Sending the words it has already changes nothing about them. `began_with` is the revision that its author was shown.

    Raises:
        CommentGone: the comment was withdrawn or erased.
        EditedMeanwhile: it has newer words than `began_with`, and others than these.
        UnusableWords, TooComplex: the words cannot be kept as they are.
    """
    _rewrite(receipt, body, None, max_length=max_length, content_note=content_note, began_with=began_with)


def check_edit(receipt: Receipt, body: str, *, max_length: int) -> None:
    """Refuse what `edit` would refuse, and change nothing.

    Raises:
        CommentGone: the comment was withdrawn or erased.
        UnusableWords, TooComplex: the words cannot be kept as they are.
    """
    if receipt.comment.status in (Status.WITHDRAWN, Status.ERASED):
        raise CommentGone
    _check(receipt, tidy(body), None, max_length=max_length)


def replace(receipt: Receipt, submission: Submission, *, max_length: int, moderator: Moderator | None = None) -> Receipt:
    """Let a form that is sent again stand for what it sent before: words, name, note for readers, pause and address for notices.

    Another name is read like other words, so a public comment keeps the one it has, or none. The receipt says whether the owner
    of the address was asked.

    Raises:
        CommentGone: the comment was withdrawn or erased.
        UnusableWords, TooComplex, UnusableAddress: something cannot be kept as it is.
    """
    name = tidy_name(submission.name)
    address = notices.address_from(submission.email) if submission.email.strip() else None
    check_name(name, by=moderator)
    signed = Signed(name or None, submission.hold, moderator)
    _rewrite(receipt, submission.body, signed, max_length=max_length, content_note=submission.content_note)
    return replaced(receipt, unasked=not notices.ask_instead(receipt.comment, address))


def _rewrite(
    receipt: Receipt,
    body: str,
    signed: Signed | None,
    *,
    max_length: int,
    content_note: ContentNote | None,
    began_with: int | None = None,
) -> None:
    words, name = tidy(body), signed.name if signed else receipt.comment.name
    html = _check(receipt, words, signed, max_length=max_length)
    subject = screening.Subject(words, name or "", receipt.comment.commenter, now(), receipt.comment.id)
    findings = screening.screen(subject)
    with writing():
        comment = db.session.get_one(Comment, receipt.comment.id, with_for_update=True, populate_existing=True)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            raise CommentGone
        last = db.session.get_one(Revision, comment.revision_id)
        if began_with not in (None, last.id) and last.source != words:
            raise EditedMeanwhile
        at, lost_its_name = now(), False
        _note(comment, content_note)
        renamed = signed is not None and signed.name != comment.name
        if signed and renamed:
            lost_its_name = _rename(comment, signed, at)
        if last.source != words or (renamed and comment.name):
            (fresh,) = next_ids(Revision)
            keep_words(fresh, comment.id, words, str(html), at, likeness=subject.words.likeness, number=last.number + 1)
            comment.revision_id = fresh
            index.put(comment, words)
            found = screening.lane_for(findings)
            comment.lane = _lane(comment, found)
            if comment.lane == Lane.DANGER != found and screening.noticed_danger(last.id):
                findings.append(screening.danger_before())
            screening.keep(findings, comment.id, fresh)
            _wait(comment, at)
        if signed:
            _hold(comment, at, asked=signed.hold)
    if comment.lane == Lane.DANGER:
        jobs.wake(jobs.Job.TELL)
    if lost_its_name:
        forget_at_once()


def _check(receipt: Receipt, words: str, signed: Signed | None, *, max_length: int) -> Markup:
    """The words as HTML, where they can be kept."""
    check_words(words, (signed and signed.name) or "", max_length=max_length)
    if receipt.comment.moderator_id is not None or (signed and signs_as(signed.moderator, signed.name or "")):
        check_staff_words(words)
    return render_comment(words)


def _wait(comment: Comment, at: datetime) -> None:
    """Let the new words wait for a moderator; what is public stays so."""
    if comment.lane == Lane.DANGER and comment.is_held(at):
        comment.not_before = comment.waiting_since = None
    comment.waiting_since = comment.waiting_since or at
    comment.take_new_words(at)
    if not comment.is_public(at):
        outbox.forget(comment=comment.id)
        recount(comment)


def _rename(comment: Comment, signed: Signed, at: datetime) -> bool:
    """Take the name off, and put another in its place where nobody reads it yet; whether one was erased."""
    if signed.name and comment.is_public(at):
        raise UnusableWords(
            _("This comment is public by now, and keeps its name. You can take the name off, or send this as another comment.")
        )
    had_one = comment.name is not None
    if had_one:
        erase_name(comment, at)
    comment.name = signed.name
    comment.moderator_id = signed.moderator.id if signed.moderator and signs_as(signed.moderator, signed.name or "") else None
    return had_one


def _hold(comment: Comment, at: datetime, *, asked: bool) -> None:
    """Begin the pause or end it, where the comment still waits to be read for the first time."""
    if comment.is_held(at) and not asked:
        comment.not_before, comment.waiting_since = None, at
    waits = comment.status_at(at) is Status.PENDING and comment.waiting_since is not None and not comment.is_public(at)
    if asked and waits and not comment.is_held(at) and comment.lane != Lane.DANGER:
        comment.not_before = comment.waiting_since = at + HOLD


def _lane(comment: Comment, found: Lane) -> Lane:
    """Where the new words are read: what waits because of danger or a report stays as near to the top as it was."""
    urgent = comment.waiting_since is not None and comment.lane in (Lane.DANGER, Lane.REPORTED)
    return min(Lane(comment.lane), found) if urgent else found


def _note(comment: Comment, note: ContentNote | None) -> None:
    if comment.content_note != note:
        comment.content_note = note
        raise_version(comment.article_id)
