"""The page that shows a comment to its author: how it will look, what went wrong if anything, the words in a form that works."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template, session

from app import comments
from app.articles import Article
from app.comments import AlreadySent, Commenter, CommentsClosed, ContentNote, Entry, Face, Receipt
from app.db import DatabaseError, now, start_afresh
from app.web import guards, in_place
from app.web.forms import CommentForm
from app.web.looks import Looks
from app.web.receipt_words import nobody_now

AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a comment from being sent: the sentence for its author, and the error behind it.

    `replaced` is the comment in whose place it was to be put, if it was.
    """

    sentence: str
    error: Exception
    replaced: Receipt | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent here for now."""
        return isinstance(self.error, CommentsClosed)

    @property
    def earlier(self) -> str | None:
        """The token of the comment that this very form already sent, if its words still stand and may be replaced."""
        receipt = self.error.receipt if isinstance(self.error, AlreadySent) else self.replaced
        return receipt.token if receipt and receipt.newest() else None

    @property
    def same_words(self) -> bool:
        """Whether that comment has these words already, so that what was meant is to change what stands beside them."""
        return isinstance(self.error, AlreadySent) and self.error.same_words


def preview_page(article: Article, form: CommentForm, trouble: Trouble | None = None) -> Response:
    """The author's words in a form that can be sent, with what they will look like and what went wrong, if anything.

    Opens the session: from here on the reader is somebody who writes. A script that shows it in place gets the form's
    lower half only.

    Raises:
        ParentNotFound: what is answered is not here any more, and the author was not told yet.
    """
    sent_before = trouble is not None and isinstance(trouble.error, AlreadySent)
    form.form_key.data = comments.new_form_key() if sent_before else _key(article, form)
    face, answered = _from_the_database(article, form, trouble)
    page = render_template(
        "commenting/in_place.html" if in_place.asked() else "commenting/preview.html",
        article=article,
        form=form,
        looks=Looks.of(form.body.data or "", form.name.data or ""),
        name_shown=comments.tidy_name(form.name.data or "") or (face.name if face else ""),
        note=ContentNote.known(form.content_note.data),
        hue=face.hue if face else 0,
        leaf=face.leaf if face else 0,
        replying_to=answered,
        trouble=trouble,
        nobody_now=nobody_now(now()),
    )
    return guards.private(make_response(page))


def commenter() -> Commenter:
    """The reader who writes, known from the session, or somebody new."""
    if AUTHOR not in session:
        session[AUTHOR] = Commenter.new().key
    return Commenter(session[AUTHOR])


def _key(article: Article, form: CommentForm) -> str:
    """The key the form came with. In place it begins with a few letters, which other comments begin with, too."""
    if form.form_key.data and comments.is_form_key(form.form_key.data):
        return form.form_key.data
    if in_place.asked():
        return comments.new_form_key()
    words = (form.body.data, form.name.data, form.parent.data)
    return comments.form_key_for(commenter(), article, *(text or "" for text in words))


def _from_the_database(article: Article, form: CommentForm, trouble: Trouble | None) -> tuple[Face | None, Entry | None]:
    """The author's face and the comment that is answered. Where the database does not answer, the words matter more than both."""
    try:
        return commenter().face_under(article.identity), _answered(article, form, trouble)
    except DatabaseError:
        start_afresh()
        return None, None


def _answered(article: Article, form: CommentForm, trouble: Trouble | None) -> Entry | None:
    """The comment that is answered. Words become a comment of their own only once their author was told that it is gone."""
    try:
        parent = form.parent_id
        if parent is None:
            return None
        if answered := comments.entry_of(parent, article.identity, now()):
            return answered
        raise comments.ParentNotFound(parent)
    except comments.ParentNotFound:
        if trouble is None:
            raise
        if isinstance(trouble.error, comments.ParentNotFound):
            form.parent.data = ""
        return None
