"""Submitting a comment: the one way in, whichever door it comes through."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.articles import Article
from app.comments import screening
from app.comments.author import Commenter
from app.comments.comment import Comment, Revision
from app.comments.public import is_public_now
from app.comments.receipt import Receipt, hash_of, token_from
from app.comments.switches import Openness, Switch
from app.db import db, now, writing
from app.language import _, ngettext
from app.markup import POLICY_VERSION, render_comment

MAX_NAME = 60
"""In characters: longer than any name, shorter than any message."""

_FORM_KEY = re.compile(r"[0-9a-f]{32}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


class CommentsClosed(Exception):
    """No comment can be written here now. `by` is the switch of a moderator that says so, None where the article's file does."""

    def __init__(self, by: Switch | None = None) -> None:
        super().__init__("no comments here")
        self.by = by


class ParentNotFound(LookupError):
    """What is answered is no public comment under this article: unknown, elsewhere and hidden are all alike."""


class UnusableWords(ValueError):
    """The words cannot be kept as they are; the message tells the author what to change."""


class AlreadySent(Exception):
    """This form was sent before, with other words; `receipt` is that comment's."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("this form was sent before")
        self.receipt = receipt


@dataclass(frozen=True, slots=True)
class Submission:
    """What a reader wants to post. `form_key` is the random key of the form, 32 hexadecimal digits."""

    body: str
    name: str
    form_key: str
    parent: int | None = None


def new_form_key() -> str:
    """128 random bits for one form; the receipt's address comes from them."""
    return secrets.token_hex(16)


def form_key_from(sent: str | None) -> str:
    """The key a form was sent with, so that sending it again stays one act; a new one where that is no key."""
    return sent if sent and _FORM_KEY.fullmatch(sent) else new_form_key()


def check_words(body: str, name: str, *, max_length: int) -> None:
    """Refuse what cannot be kept.

    Raises:
        UnusableWords: nothing is written, it is over `max_length` characters, or it holds characters that are no text.
    """
    if not body.strip():
        raise UnusableWords(_("There are no words in the comment yet."))
    if len(body) > max_length:
        over = len(body) - max_length
        raise UnusableWords(
            ngettext(
                "The comment is %(num)s character too long. You can shorten it or send it in parts.",
                "The comment is %(num)s characters too long. You can shorten it or send it in parts.",
                over,
            )
        )
    if len(name) > MAX_NAME:
        raise UnusableWords(_("The name is too long: at most %(most)s characters.", most=MAX_NAME))
    check_characters(body, _("The comment"))
    check_characters(name, _("The name"))
    if _BIDI.search(name):
        raise UnusableWords(_("The name holds a mark that turns the writing direction. Please remove it."))


def check_characters(text: str, where: str) -> None:
    """Refuse characters that are no text: no database keeps them alike. `where` names the place in the message.

    Raises:
        UnusableWords: there is one.
    """
    if _CONTROLS.search(text) or _SURROGATES.search(text):
        raise UnusableWords(_("%(where)s holds an invisible control character. Please remove it.", where=where))


def submit(article: Article, submission: Submission, *, by: Commenter, max_length: int) -> Receipt:
    """Keep a comment for a moderator to read, and return its receipt once it is safely in the database.

    Sending the same form twice is sending it once.

    Raises:
        CommentsClosed: the article takes no comments now.
        UnusableWords, TooComplex: the words cannot be kept as they are.
        ParentNotFound: it answers nothing that readers see under this article.
        AlreadySent: the same form was sent before with other words.
    """
    body, name = tidy(submission.body), " ".join(submission.name.split())
    check_words(body, name, max_length=max_length)
    if not _FORM_KEY.fullmatch(submission.form_key):
        raise UnusableWords(_("This form was incomplete. Your words are below; please send them once more."))
    token, html = token_from(submission.form_key), render_comment(body)
    commenter, face = by.hashed, by.face_under(article.identity)
    subject = screening.Subject(body, name, commenter, now())
    findings = screening.screen(subject)
    try:
        with writing():
            at = now()
            before = _sent_before(token, body)
            if before:
                return before
            openness = Openness.of(article, at)
            if not openness.open:
                raise CommentsClosed(openness.closed_by())
            parent = _parent(article, submission.parent, at)
            comment = Comment(
                article_id=article.identity,
                parent_id=parent.id if parent else None,
                depth=parent.depth + 1 if parent else 0,
                commenter=commenter,
                face=face.number,
                name=name or None,
                receipt_hash=hash_of(token),
                posted_at=at,
                status_from=at,
                waiting_since=at,
                lane=screening.lane_for(findings),
            )
            words = _keep(comment, parent, body, str(html), at, likeness=subject.words.likeness)
            screening.keep(findings, words)
    except IntegrityError:
        # The same form, sent twice in the same moment: the other one came first.
        before = _sent_before(token, body)
        if before is None:
            raise
        return before
    return Receipt(token, comment)


def _keep(comment: Comment, parent: Comment | None, body: str, html: str, at: datetime, *, likeness: int) -> Revision:
    db.session.add(comment)
    db.session.flush()
    comment.stand_below(parent)
    return keep_words(comment, body, html, at, likeness=likeness)


def keep_words(comment: Comment, body: str, html: str, at: datetime, *, likeness: int, number: int = 1) -> Revision:
    """Give a comment a revision with these words, which become its newest. The caller commits."""
    words = Revision(
        comment_id=comment.id, number=number, source=body, html=html, policy=POLICY_VERSION, likeness=likeness, written_at=at
    )
    db.session.add(words)
    db.session.flush()
    comment.revision_id = words.id
    return words


def sent_before(submission: Submission) -> bool:
    """Whether this form was sent already: sending it again makes no new comment."""
    token = token_from(submission.form_key)
    return db.session.scalar(select(Comment.id).where(Comment.receipt_hash == hash_of(token))) is not None


def tidy(body: str) -> str:
    """The words with one kind of line end and no empty lines around them."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _sent_before(token: str, body: str) -> Receipt | None:
    comment = db.session.scalar(select(Comment).where(Comment.receipt_hash == hash_of(token)))
    if comment is None:
        return None
    first = db.session.scalars(select(Revision.source).where(Revision.comment_id == comment.id, Revision.number == 1)).one()

    receipt = Receipt(token, comment)
    if first != body:
        raise AlreadySent(receipt)
    return receipt


def _parent(article: Article, parent_id: int | None, at: datetime) -> Comment | None:
    if parent_id is None:
        return None
    parent = db.session.get(Comment, parent_id) if 0 < parent_id < 2**63 else None
    if parent is None or parent.article_id != article.identity or not is_public_now(parent, at):
        raise ParentNotFound(parent_id)
    return parent
