"""Submitting a comment: the one way in, whichever door it comes through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from app import hourly, jobs
from app.accounts import Moderator
from app.articles import Article
from app.comments import index, screening
from app.comments.author import Commenter
from app.comments.comment import Comment, Lane, Revision
from app.comments.consent import check_consent, keep_consent
from app.comments.content_note import ContentNote
from app.comments.form_keys import is_form_key
from app.comments.notices import address_from, ask_instead, subscription_of
from app.comments.place import place_below
from app.comments.public import is_public_now
from app.comments.receipt import Receipt, hash_of, token_from
from app.comments.reserved import check_name, signs_as
from app.comments.staff_words import check_said_by_staff
from app.comments.switches import Openness, Switch
from app.comments.usable import UnusableWords, check_words, tidy, tidy_name
from app.db import db, now, writing
from app.language import _
from app.markup import POLICY_VERSION, render_comment
from app.statements import ask, next_ids

HOLD = timedelta(hours=1)
"""How long an author may keep moderators from reading a comment."""

WRITTEN = {"name", "content_note", "consent"}
"""What an author sets of a comment; all else is the house's."""

POSTED = "posted"
"""What a comment is counted as in the hour in which it comes."""


class CommentsClosed(Exception):
    """No comment can be written here now. `by` is the switch of a moderator that says so, None where the article's file does."""

    def __init__(self, by: Switch | None = None) -> None:
        super().__init__("no comments here")
        self.by = by


class ParentNotFound(LookupError):
    """What is answered is no public comment under this article: unknown, elsewhere and hidden are all alike."""


class ForgedField(ValueError):
    """A form holds what no form of ours has and only the house sets: whether a comment is public, who decided, its number."""


class AlreadySent(Exception):
    """This form was sent before, with other words or, where `same_words`, with another choice beside them.

    `receipt` is that comment's.
    """

    def __init__(self, receipt: Receipt, *, same_words: bool) -> None:
        super().__init__("this form was sent before")
        self.receipt, self.same_words = receipt, same_words


@dataclass(frozen=True, slots=True)
class Submission:
    """What a reader wants to post. `form_key` is the random key of the form, 32 hexadecimal digits; `email` is for notices.

    `consent` is the version of the sentence that was ticked, empty where none was. `hold`: nobody is to read it for an hour.
    `trap` is what stands in the field that nobody is asked to fill.
    """

    body: str
    name: str
    form_key: str
    parent: int | None = None
    content_note: ContentNote | None = None
    consent: str = ""
    hold: bool = False
    email: str = ""
    trap: str = ""


def check_fields(names: Iterable[str]) -> None:
    """Refuse a form that tries to decide about its comment by itself.

    Raises:
        ForgedField: one of the names is of something that only the house sets.
    """
    ours = set(Comment.__table__.columns.keys()) - WRITTEN
    if forged := sorted(ours.intersection(names)):
        raise ForgedField(forged[0])


def submit(
    article: Article,
    submission: Submission,
    *,
    by: Commenter,
    max_length: int,
    consent: str = "",
    moderator: Moderator | None = None,
) -> Receipt:
    """Keep a comment for a moderator to read, and return its receipt once it is safely in the database.

    Sending the same form twice is sending it once. `consent` is the sentence that the site asks authors to agree to, if any.
    The receipt says whether the owner of the address could be asked.
    A `moderator` who signs with their own name is marked as one.

    Raises:
        CommentsClosed: the article takes no comments now.
        UnusableWords, TooComplex: the words cannot be kept as they are, the name is reserved, or the sentence not agreed to.
        UnusableAddress: there is an e-mail address that nobody can be written to at.
        ParentNotFound: it answers nothing that readers see under this article.
        AlreadySent: the same form was sent before with other words, or with another name, note, pause or address.
    """
    address = address_from(submission.email) if submission.email.strip() else None
    receipt = _kept(article, submission, address, by=by, max_length=max_length, consent=consent, moderator=moderator)
    return replace(receipt, unasked=True) if address and not ask_instead(receipt.comment, address) else receipt


def _kept(
    article: Article,
    submission: Submission,
    address: str | None,
    *,
    by: Commenter,
    max_length: int,
    consent: str,
    moderator: Moderator | None,
) -> Receipt:
    """The comment in the database, from now on or since the form was sent before."""
    body, name = tidy(submission.body), tidy_name(submission.name)
    check_words(body, name, max_length=max_length)
    check_name(name, by=moderator)
    check_said_by_staff(body, name, by=moderator)
    check_consent(submission.consent, consent)
    if not is_form_key(submission.form_key):
        raise UnusableWords(_("This form was incomplete. Your words are below; please send them once more."))
    token, html = token_from(submission.form_key), render_comment(body)
    commenter, face = by.hashed, by.face_under(article.identity)
    subject = screening.Subject(body, name, commenter, now(), trap=submission.trap)
    findings = screening.screen(subject)
    lane = screening.lane_for(findings)
    hold = HOLD if submission.hold and lane is not Lane.DANGER else None
    row: dict[str, object] = {
        "article_id": article.identity,
        "commenter": commenter,
        "face": face.number,
        "name": name or None,
        "moderator_id": moderator.id if moderator and signs_as(moderator, name) else None,
        "content_note": submission.content_note,
        "receipt_hash": hash_of(token),
        "lane": lane,
    }
    tokens = index.tokens_of(body, name or face.name)
    try:
        # Whoever holds the lock keeps all others waiting on SQLite: nothing is reckoned here that could be before, and asked is
        # only what must be true of this very moment.
        with writing():
            at = now()
            if before := _sent_before(token, body, name, address, submission):
                return before
            above = _room(article, submission.parent, at)
            id, revision_id = next_ids(Comment, Revision)
            row |= {"id": id, "revision_id": revision_id, "consent": keep_consent(consent) if consent else None}
            row |= {"parent_id": above.id, "depth": above.depth + 1} if above else {"parent_id": None, "depth": 0}
            row |= {"root_id": above.root_id if above else id, "place": place_below(above.place, id) if above else b""}
            row |= {"posted_at": at, "status_from": at}
            row |= {"waiting_since": at + hold if hold else at, "not_before": at + hold if hold else None}
            db.session.connection().execute(_COMMENT, row)
            keep_words(revision_id, id, body, str(html), at, likeness=subject.words.likeness)
            index.add(id, tokens)
            screening.keep(findings, id, revision_id)
            hourly.count((POSTED,), at)
    except IntegrityError:
        # The same form, sent twice in the same moment: the other one came first.
        if before := _sent_before(token, body, name, address, submission):
            return before
        raise
    if lane is Lane.DANGER:
        jobs.wake(jobs.Job.TELL)
    return Receipt(token, id)


def _room(article: Article, parent_id: int | None, at: datetime) -> Comment | None:
    """The comment that is answered, or None for a new branch; raises what is in the way, as `submit` says."""
    openness = Openness.of(article, at)
    if not openness.open:
        raise CommentsClosed(openness.closed_by())
    parent = _parent(article, parent_id, at)
    if parent and (closed := openness.closed_by(parent.root_id)):
        raise CommentsClosed(closed)
    return parent


_COMMENT = insert(Comment)
_WORDS = insert(Revision)


def keep_words(id: int, comment_id: int, body: str, html: str, at: datetime, *, likeness: int, number: int = 1) -> None:
    """Store the revision numbered `id`, with these words of a comment. The caller commits."""
    row = {"id": id, "comment_id": comment_id, "number": number, "source": body, "html": html}
    made = {"policy": POLICY_VERSION, "likeness": likeness, "written_at": at}
    db.session.connection().execute(_WORDS, {**row, **made})


def sent_before(submission: Submission) -> bool:
    """Whether this form was sent already: sending it again makes no new comment."""
    return _number_of(token_from(submission.form_key)) is not None


_NUMBER = select(Comment.id).where(Comment.receipt_hash == bindparam("hash", type_=Comment.receipt_hash.type))


def _number_of(token: str) -> int | None:
    number: int | None = ask(_NUMBER, hash=hash_of(token)).scalar()
    return number


def _sent_before(token: str, body: str, name: str, address: str | None, submission: Submission) -> Receipt | None:
    """The receipt of what this form sent before, if all of it is the same; looks no further where it sent nothing."""
    number = _number_of(token)
    if number is None:
        return None
    first = db.session.scalars(select(Revision.source).where(Revision.comment_id == number, Revision.number == 1)).one()
    receipt, same_words = Receipt(token, number), first == body
    if not (same_words and _chose_the_same(receipt.comment, name, address, submission)):
        raise AlreadySent(receipt, same_words=same_words)
    return receipt


def _chose_the_same(comment: Comment, name: str, address: str | None, submission: Submission) -> bool:
    """Whether the comment stands as the form has it. A pause that is over, and an address that is new, are no other choice."""
    known = subscription_of(comment.id)
    return (
        comment.name == (name or None)
        and comment.content_note == submission.content_note
        and (known is None or known.email == address)
        and _pauses_alike(comment, hold=submission.hold)
    )


def _pauses_alike(comment: Comment, *, hold: bool) -> bool:
    if hold:
        return comment.not_before is not None or comment.lane == Lane.DANGER
    return not comment.is_held(now())


def _parent(article: Article, parent_id: int | None, at: datetime) -> Comment | None:
    if parent_id is None:
        return None
    parent = db.session.get(Comment, parent_id) if 0 < parent_id < 2**63 else None
    if parent is None or parent.article_id != article.identity or not is_public_now(parent, at):
        raise ParentNotFound(parent_id)
    return parent
