"""Receipts: an author's secret page. Who holds its address may read the status, edit, make anonymous and withdraw.

The address alone opens it, without a cookie. That is why its forms carry no token against forgery: nobody can forge a
form for an address they do not know, and a browser that keeps no cookies must be able to take a comment back.
"""

from __future__ import annotations

from dataclasses import replace as replaced

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import comments, paths
from app.comments import ContentNote, Receipt, open_receipt
from app.db import now
from app.web import guards, in_place, own
from app.web.forms import CommentForm
from app.web.gate import moderator_here
from app.web.looks import Looks, max_length
from app.web.receipt_page import ReceiptPage

receipts = Blueprint("receipts", __name__)


@receipts.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@receipts.get("/receipts/<token>")
def show(token: str) -> ResponseReturnValue:
    """What became of the comment, in words."""
    return _page("receipt", token, unasked="unasked" in request.args)


@receipts.get("/receipts/<token>/withdraw")
def ask_to_withdraw(token: str) -> ResponseReturnValue:
    """Ask once before the words are erased, where there are any."""
    if open_receipt(token).newest() is None:
        return redirect(paths.receipt(token), 303)
    return _page("withdraw", token)


@receipts.post("/receipts/<token>/withdraw")
def withdraw(token: str) -> ResponseReturnValue:
    """Erase the words for good."""
    comments.withdraw(open_receipt(token))
    return redirect(paths.receipt(token), 303)


@receipts.get("/receipts/<token>/anonymise")
def ask_to_make_anonymous(token: str) -> ResponseReturnValue:
    """Ask once before the name is erased, where there is one."""
    if open_receipt(token).comment.name is None:
        return redirect(paths.receipt(token), 303)
    return _page("anonymise", token)


@receipts.post("/receipts/<token>/anonymise")
def make_anonymous(token: str) -> ResponseReturnValue:
    """Erase the name for good; the words stay."""
    comments.make_anonymous(open_receipt(token))
    return redirect(paths.receipt(token), 303)


@receipts.post("/receipts/<token>/release")
def release(token: str) -> ResponseReturnValue:
    """End the pause: a person may read the comment now."""
    comments.release(open_receipt(token))
    return redirect(paths.receipt(token), 303)


@receipts.post("/receipts/<token>/keep")
def keep(token: str) -> ResponseReturnValue:
    """Let this browser remember the receipt, or remember it no more."""
    receipt = open_receipt(token)
    (own.forget if request.form.get("forget") else own.remember)(receipt.token)
    return redirect(paths.receipt(token), 303)


@receipts.get("/receipts/<token>/edit")
def ask_to_edit(token: str) -> ResponseReturnValue:
    """The author's latest words in a form."""
    receipt = open_receipt(token)
    newest = receipt.newest()
    if newest is None:
        return redirect(paths.receipt(token), 303)
    words = {"body": newest.source, "content_note": receipt.comment.content_note, "revision": receipt.comment.revision_id}
    return edit_page(receipt, CommentForm(data=words, meta={"csrf": False}))


@receipts.post("/receipts/<token>/edit/preview")
def preview_edit(token: str) -> ResponseReturnValue:
    """The new words as they will look, and the button that saves them. Changes nothing."""
    receipt, form = open_receipt(token), CommentForm(meta={"csrf": False})
    comments.check_edit(receipt, form.body.data or "", max_length=max_length())
    return edit_page(receipt, form)


@receipts.post("/receipts/<token>/edit")
def edit(token: str) -> ResponseReturnValue:
    """Give the comment new words, for a moderator to read."""
    receipt, form = open_receipt(token), CommentForm(meta={"csrf": False})
    with guards.limit("edit"):
        comments.edit(
            receipt,
            form.body.data or "",
            max_length=max_length(),
            content_note=ContentNote.known(
                form.content_note.data if "content_note" in request.form else receipt.comment.content_note
            ),
            began_with=form.began_with,
        )
    return redirect(paths.receipt(token), 303)


@receipts.post("/receipts/<token>/replace")
def replace(token: str) -> ResponseReturnValue:
    """Let a form that was sent again stand for what it sent before."""
    receipt, form = open_receipt(token), CommentForm(meta={"csrf": False})
    with guards.limit("edit"):
        kept = comments.replace(receipt, form.submission(), max_length=max_length(), moderator=moderator_here())
    return redirect(paths.receipt(token, unasked=kept.unasked), 303)


def edit_page(receipt: Receipt, form: CommentForm, *, problem: str | None = None, saved_meanwhile: bool = False) -> Response:
    """The words in a form that can be saved; once they were sent, with what they will look like and what went wrong, if anything.

    With what was `saved_meanwhile` beside them they may be saved in its place. A script that shows it in place gets the form's
    lower half only.
    """
    if saved_meanwhile:
        form.revision.data = str(receipt.comment.revision_id)
    page = render_template(
        "commenting/edit_in_place.html" if in_place.asked() else "commenting/edit.html",
        receipt=ReceiptPage.of(receipt, now()),
        form=form,
        looks=Looks.of(form.body.data or "") if request.method == "POST" else None,
        note=ContentNote.known(form.content_note.data),
        draft=f"edit/{receipt.comment_id}",
        problem=problem,
        saved_meanwhile=saved_meanwhile,
    )
    return guards.private(make_response(page))


def _page(name: str, token: str, *, unasked: bool = False) -> str:
    receipt = replaced(open_receipt(token), unasked=unasked)
    return render_template(f"commenting/{name}.html", receipt=ReceiptPage.of(receipt, now()))
