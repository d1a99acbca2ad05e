"""Writing: what a script of ours is given in place, what no other site can do with it, and one form that is sent twice."""

from __future__ import annotations

import pytest
from flask import Flask

from app import paths
from tests.support.content import ContentFolder
from tests.support.doors import Answer
from tests.support.fixtures.house import Clock
from tests.support.pages import Form
from tests.support.people import ModeratorAtWork, Reader

HERE = {"In_Place": "1"}


def posting(slug: str) -> str:
    return f"/articles/{slug}/comments"


def in_place(ada: Reader, slug: str, body: str, **fields: str) -> Answer:
    """What the form's script is answered when it asks how these words will look."""
    return ada.asks(posting(slug) + "/preview", {"body": body, "name": "", **fields}, **HERE)


def keys(answer: Answer) -> dict[str, str]:
    """The token and the key that came with it."""
    page = Form(answer.page.root, "", "post")
    for field in answer.page.root.iter("input"):
        page.fields[field.get("name") or ""] = field.get("value") or ""
    return page.fields


def test_the_preview_in_place_is_the_servers_own_rendering_and_changes_nothing(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    shown = in_place(ada, open_article, "the *soft* words\r\n\r\n<b>and no others</b>")
    assert shown.status == 200
    assert "<em>soft</em>" in shown.text
    assert "<html" not in shown.text
    assert "&lt;b&gt;" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert nora.queue() == []


def test_what_came_with_it_posts_and_the_answer_names_the_receipt_once(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    fields = keys(in_place(ada, open_article, "shown where it was written")) | {"body": "shown where it was written", "name": ""}
    first, second = (ada.asks(posting(open_article), fields, **HERE) for _ in range(2))
    assert (first.status, first.body) == (201, b"")
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Cache-Control"] == "no-store"
    assert "waits for a person" in ada.opens(first.headers["Location"]).text
    assert len(nora.queue()) == 1


def test_the_key_stays_while_somebody_goes_on_writing(ada: Reader, open_article: str) -> None:
    first = keys(in_place(ada, open_article, "a beginning"))
    second = keys(in_place(ada, open_article, "a beginning and more", form_key=first["form_key"]))
    assert second["form_key"] == first["form_key"]
    assert keys(in_place(ada, open_article, "somebody's own key", form_key="x"))["form_key"] != "x"


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}], ids=str
)
def test_no_other_site_is_shown_anything(ada: Reader, open_article: str, headers: dict[str, str]) -> None:
    answer = ada.asks(posting(open_article) + "/preview", {"body": "words"}, **HERE, **headers)
    assert answer.status == 403


def test_a_browser_that_asks_for_another_site_is_not_told_that_it_may(app: Flask, open_article: str) -> None:
    asked = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "in-place",
    }
    for path in (posting(open_article), posting(open_article) + "/preview"):
        answer = app.test_client().open(path, method="OPTIONS", headers=asked)
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


def test_an_article_page_opens_no_session(ada: Reader, open_article: str) -> None:
    answer = ada.asks(paths.article(open_article))
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text


def test_the_form_says_that_who_has_no_cookie_any_more_is_somebody_new(ada: Reader, open_article: str) -> None:
    for answer in (
        ada.asks(paths.article(open_article)),
        ada.previews(open_article, "words"),
        in_place(ada, open_article, "words"),
    ):
        assert "somebody new here" in answer.page.text


def test_line_breaks_count_once_as_they_will_be_kept(ada: Reader, open_article: str) -> None:
    body = "a\r\n" * 1999 + "ab"
    assert in_place(ada, open_article, body).status == 200
    assert in_place(ada, open_article, body + "c" * 3).status == 422


# --- the same form again, with other words --------------------------------------------------------------------------


def again(ada: Reader, slug: str, first: str, second: str) -> tuple[str, Answer]:
    """The receipt of a comment, and what its form is answered when it is sent with other words."""
    form = ada.previews(slug, first).page.form(posting(slug))
    receipt = ada.submits(form, "Post comment").location
    return receipt, ada.submits(form, "Post comment", body=second)


def test_other_words_can_replace_what_the_form_sent_before(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt, answer = again(ada, open_article, "the first words", "the second words")
    assert answer.status == 409
    replaced = ada.submits(answer.page.form(posting(open_article)), "Replace the earlier one")
    assert (replaced.status, replaced.location) == (303, receipt)
    assert "the second words" in ada.opens(receipt).text
    assert len(nora.queue()) == 1
    assert "the second words" in nora.queue()[0].text


def test_both_choices_are_there_in_place_too(ada: Reader, open_article: str) -> None:
    fields = keys(in_place(ada, open_article, "the first words")) | {"name": ""}
    ada.asks(posting(open_article), {**fields, "body": "the first words"}, **HERE)
    answer = ada.asks(posting(open_article), {**fields, "body": "the second words"}, **HERE)
    assert answer.status == 409
    assert "Send this too" in answer.text
    assert "Replace the earlier one" in answer.text
    sent = ada.asks(posting(open_article), {**keys(answer), "body": "the second words"}, **HERE)
    assert sent.status == 201


def test_what_was_taken_back_cannot_be_replaced(ada: Reader, open_article: str) -> None:
    form = ada.previews(open_article, "the first words").page.form(posting(open_article))
    ada.withdraws(ada.submits(form, "Post comment").location)
    answer = ada.submits(form, "Post comment", body="the second words")
    assert answer.status == 409
    assert "Replace the earlier one" not in answer.text
    assert ada.submits(answer.page.form(posting(open_article)), "Post comment").status == 303


def test_an_answer_that_failed_after_the_comment_was_kept_makes_no_second_one(
    ada: Reader, nora: ModeratorAtWork, open_article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = ada.previews(open_article, "kept, then broken").page.form(posting(open_article))
    with monkeypatch.context() as broken:
        broken.setattr(paths, "receipt", lambda token: 1 / 0)
        answer = ada.submits(form, "Post comment")
    assert answer.status == 500
    assert "kept, then broken" in answer.text
    assert ada.submits(answer.page.form(posting(open_article)), "Post comment").status == 303
    assert len(nora.queue()) == 1


def test_a_preview_that_is_asked_for_again_has_the_key_it_had(ada: Reader, ben: Reader, open_article: str) -> None:
    def key(who: Reader, words: str) -> str:
        return who.previews(open_article, words, name="A").page.form(posting(open_article)).fields["form_key"]

    assert key(ada, "the same words") == key(ada, "the same words")
    assert len({key(ada, "the same words"), key(ben, "the same words"), key(ada, "other words")}) == 3
    places = [keys(in_place(ada, open_article, "the same words"))["form_key"] for _ in range(2)]
    assert places[0] != places[1]


# --- help, where somebody writes about what is hard -----------------------------------------------------------------


def test_a_sensitive_articles_form_has_the_help_lines_wherever_it_stands(
    ada: Reader, nora: ModeratorAtWork, content: ContentFolder, app: Flask, clock: Clock, open_article: str
) -> None:
    content.article("hard", sensitive=True)
    app.extensions["understory.library"].refresh()
    ada.comments("hard", "what is answered")
    number = nora.approves("what is answered")
    clock.forward(seconds=11)
    pages = [ada.reads("/articles/hard"), ada.reads(f"/articles/hard/reply/{number}"), ada.previews("hard", "words").page]
    for page in pages:
        inside = {address for _, address in page.links(page.form(posting("hard") + "/preview").element)}
        assert "tel:988" in inside, page.title
        assert "#help" not in inside, page.title
    ordinary = ada.reads(paths.article(open_article))
    assert "tel:988" not in {address for _, address in ordinary.links(ordinary.form("/preview").element)}
