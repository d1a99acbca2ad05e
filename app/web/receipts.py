"""Receipts: an author's secret page. Who holds its address may read the status, edit and withdraw."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from app import comments, paths
from app.articles import library
from app.comments import Receipt, open_receipt
from app.db import now
from app.web import guards
from app.web.forms import CommentForm, TokenForm
from app.web.receipt_page import ReceiptPage

receipts = Blueprint("receipts", __name__)


@receipts.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@receipts.get("/receipts/<token>")
def show(token: str) -> ResponseReturnValue:
    """What became of the comment, in words."""
    page = ReceiptPage.of(open_receipt(token), now())
    return render_template("commenting/receipt.html", receipt=page, token=token)


@receipts.get("/receipts/<token>/withdraw")
def ask_to_withdraw(token: str) -> ResponseReturnValue:
    """Ask once before the words are erased."""
    page = ReceiptPage.of(open_receipt(token), now())
    return render_template("commenting/withdraw.html", receipt=page, token=token, form=TokenForm())


@receipts.post("/receipts/<token>/withdraw")
def withdraw(token: str) -> ResponseReturnValue:
    """Erase the words for good."""
    comments.withdraw(open_receipt(token))
    return redirect(paths.receipt(token), 303)


@receipts.get("/receipts/<token>/edit")
def ask_to_edit(token: str) -> ResponseReturnValue:
    """The author's latest words in a form."""
    receipt = open_receipt(token)
    if receipt.newest() is None:
        return redirect(paths.receipt(token), 303)
    return edit_page(receipt, CommentForm(data={"body": _words(receipt), "name": receipt.comment.name or ""}))


@receipts.post("/receipts/<token>/edit")
def edit(token: str) -> ResponseReturnValue:
    """Give the comment new words, for a moderator to read."""
    receipt, form = open_receipt(token), CommentForm()
    guards.limit("edit")
    comments.edit(receipt, form.body.data or "", max_length=library().site.comments.max_length)
    return redirect(paths.receipt(token), 303)


def edit_page(receipt: Receipt, form: CommentForm, *, problem: str | None = None) -> Response:
    """The words in a form that can be saved, with what went wrong, if anything."""
    page = ReceiptPage.of(receipt, now())
    html = render_template("commenting/edit.html", receipt=page, token=receipt.token, form=form, problem=problem)
    return guards.private(make_response(html))


def _words(receipt: Receipt) -> str:
    newest = receipt.newest()
    return newest.source if newest else ""
