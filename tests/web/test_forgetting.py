"""Forgetting: one button ends the cookie on a device, asks the browser for the rest, and promises no more than that."""

from __future__ import annotations

import pytest

from app import paths
from tests.support.people import ModeratorAtWork, Reader, Visitor


def test_whoever_reads_the_page_gets_no_cookie(visitor: Visitor) -> None:
    answer = visitor.asks(paths.forget())
    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    assert visitor.asks(paths.forget(), If_None_Match=answer.headers["ETag"]).status == 304


def test_the_way_there_stands_at_the_form_on_the_receipt_and_under_every_page(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "words")
    for page in (ada.reads(f"/articles/{open_article}"), ada.opens(receipt), ada.previews(open_article, "words").page):
        links = [address for name, address in page.links() if name == "Forget me on this device"]
        assert links == [paths.forget()] * 2, page.title
    assert ada.reads("/").link("Forget me on this device") == paths.forget()


def test_the_cookie_and_with_it_the_author_are_gone(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = ada.comments(open_article, "as somebody")
    form = ada.previews(open_article, "as the same").page.form("/comments")
    forgotten = ada.submits(ada.reads(paths.forget()).form(paths.forget()), "Forget me")
    assert forgotten.status == 200
    assert "Expires=Thu, 01 Jan 1970" in forgotten.headers["Set-Cookie"]
    assert forgotten.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert forgotten.headers["Cache-Control"] == "no-store"
    assert ada.asks(f"/articles/{open_article}").headers.get("Set-Cookie") is None
    assert ada.submits(form, "Post comment").status == 400
    assert "as somebody" in ada.opens(receipt).text


def test_a_moderator_is_signed_out_there_and_in_the_database(nora: ModeratorAtWork) -> None:
    thief = Visitor(nora.door.twin())  # type: ignore[attr-defined]
    assert thief.asks("/moderation").status == 200
    nora.submits(nora.reads(paths.forget()).form(paths.forget()), "Forget me")
    assert nora.asks("/moderation").status == 303
    assert thief.asks("/moderation").status == 303


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}], ids=str)
def test_no_other_site_can_make_it_forget(ada: Reader, open_article: str, headers: dict[str, str]) -> None:
    ada.comments(open_article, "words")
    answer = ada.asks(paths.forget(), {"x": "y"}, **headers)
    assert answer.status == 403
    assert "Clear-Site-Data" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_the_page_promises_nothing_that_it_cannot_see(ada: Reader) -> None:
    text = ada.submits(ada.reads(paths.forget()).form(paths.forget())).page.text
    assert "without JavaScript this page cannot look" in text
    assert "only you can empty it" in text
