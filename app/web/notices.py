"""Notices: whether an author is written to. No page here changes anything by being opened: mail scanners open every link."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from app import comments, paths
from app.articles import library
from app.comments import Receipt, Subscription, UnusableAddress, open_receipt
from app.language import _
from app.web import guards
from app.web.forms import NoticesForm

notices = Blueprint("notices", __name__)


@notices.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@notices.get("/receipts/<token>/notices")
def ask(token: str) -> ResponseReturnValue:
    """The page that asks an author whether, and about what, to write to them."""
    return notices_page(open_receipt(token))


@notices.post("/receipts/<token>/notices")
def choose(token: str) -> ResponseReturnValue:
    """Write to them, about other things than before, or not any more."""
    receipt, form = open_receipt(token), NoticesForm()
    if problem := _left_out(receipt, form):
        return notices_page(receipt, form, problem), 422
    try:
        if form.email.data and not form.stop.data:
            with guards.limit("notices"):
                comments.notices.ask(receipt.comment, form.email.data, **form.kinds)
        else:
            comments.notices.change(receipt.comment, **({} if form.stop.data else form.kinds))
    except UnusableAddress as problem:
        return notices_page(receipt, form, str(problem)), 422
    return redirect(paths.notices(token), 303)


@notices.get("/notices/<token>/confirm")
def ask_to_confirm(token: str) -> ResponseReturnValue:
    """Ask the owner of an address whether it was they who gave it."""
    return _card("ask_to_confirm", comments.notices.to_confirm(token), token)


@notices.post("/notices/<token>/confirm")
def confirm(token: str) -> ResponseReturnValue:
    """It was they."""
    subscription = comments.notices.to_confirm(token)
    comments.notices.confirm(subscription)
    return _card("confirmed", subscription, token)


@notices.get("/notices/<token>/stop")
def ask_to_stop(token: str) -> ResponseReturnValue:
    """Ask once more before mails to one address about one article end."""
    return _card("ask_to_stop", comments.notices.to_stop(token), token)


@notices.post("/notices/<token>/stop")
def stop(token: str) -> ResponseReturnValue:
    """End them, whether a person presses the button or a mail program asks for it. Twice is once."""
    with suppress(comments.NoticesEnded):
        comments.notices.stop(comments.notices.to_stop(token))
    return _card("stopped", None, token)


def notices_page(receipt: Receipt, form: NoticesForm | None = None, problem: str | None = None) -> str:
    """The page with what was typed and ticked, and what went wrong, if anything."""
    if receipt.newest() is None:
        raise comments.CommentGone
    known = comments.notices.subscription_of(receipt.comment.id)
    return render_template(
        "commenting/notices.html",
        token=receipt.token,
        article=library().with_id(receipt.comment.article_id),
        known=known,
        problem=problem,
        typed=form.email.data if form else None,
        kinds=form.kinds
        if form
        else {"of_decision": not known or known.of_decision, "of_answers": not known or known.of_answers},
    )


def _left_out(receipt: Receipt, form: NoticesForm) -> str | None:
    """What is missing, so that nobody believes to be written to who is not. To want nothing any more is an end, and complete."""
    known = comments.notices.subscription_of(receipt.comment.id)
    if form.stop.data or (known and not form.email.data):
        return None
    if not any(form.kinds.values()):
        return _("Please choose what you want to hear of.")
    return None if form.email.data else _("Please say where we can write to you.")


def _card(what: str, subscription: Subscription | None, token: str) -> Response:
    article = library().with_id(subscription.article_id) if subscription else None
    return make_response(render_template("commenting/notice.html", what=what, token=token, article=article))
