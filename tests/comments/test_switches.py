"""Closing without a file: the site for a while, one article until further notice; whoever was writing keeps their words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import accounts, comments
from app.db import now
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader, Visitor

PATH = "/moderation/switches"
pytestmark = pytest.mark.settings(UNDO_SECONDS=0)


def _pauses(nora: ModeratorAtWork, sentence: str = "", **until: str) -> Answer:
    form = next(one for one in nora.reads(PATH).forms if one.has_button("Pause the site"))
    return nora.submits(form, "Pause the site", sentence=sentence, **until)


def _opens(nora: ModeratorAtWork) -> None:
    form = next(one for one in nora.reads(PATH).forms if one.has_button("Open again"))
    assert nora.submits(form).status == 303


def _closes(nora: ModeratorAtWork, slug: str, sentence: str = "") -> None:
    form = next(one for one in nora.reads(f"{PATH}?article={slug}").forms if one.has_button("Close comments"))
    assert nora.submits(form, sentence=sentence).status == 303


def test_a_pause_takes_the_form_away_everywhere_and_ends_by_itself(
    nora: ModeratorAtWork, ada: Reader, clock: Clock, open_article: str
) -> None:
    clock.at("2027-04-01 22:00")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    article = f"/articles/{open_article}"
    assert ada.reads(article).form("/preview")
    assert _pauses(nora, "We sleep, and read on in the morning.").status == 303
    page = ada.reads(article)
    assert "resting everywhere on this site until Apr 2, 2027, 8:00 AM (UTC)." in page.text
    assert "We sleep, and read on in the morning." in page.text
    assert not page.forms
    clock.at("2027-04-02 07:59:58")
    assert not ada.reads(article).forms
    clock.at("2027-04-02 08:00:01")
    assert ada.reads(article).form("/preview"), "the kept page has to end with the pause"
    assert ada.comments(open_article, "good morning")


def test_a_comment_begun_before_the_pause_is_refused_with_its_words(
    nora: ModeratorAtWork, ada: Reader, open_article: str
) -> None:
    shown = ada.previews(open_article, "what I had begun")
    _pauses(nora, "Until tomorrow.")
    answer = ada.submits(shown.page.form(f"/articles/{open_article}/comments"), "Post comment")
    assert answer.status == 409
    assert "Until tomorrow." in answer.page.text
    kept = answer.page.form(f"/articles/{open_article}/comments")
    assert kept.fields["body"].strip() == "what I had begun"
    _opens(nora)
    shown = ada.submits(kept, "Preview")
    assert ada.submits(shown.page.form(f"/articles/{open_article}/comments"), "Post comment").status == 303


def test_the_article_page_leads_a_moderator_to_what_closes_and_erases(
    nora: ModeratorAtWork, ada: Reader, open_article: str
) -> None:
    ada.comments(open_article, "said here")
    number = nora.approves("said here")
    page = nora.reads(f"/articles/{open_article}")
    assert page.link("Close comments here") == f"{PATH}?article={open_article}"
    assert page.link("Close or erase", page.within(f"comment-{number}")) == f"{PATH}?comment={number}"
    assert PATH not in ada.reads(f"/articles/{open_article}").html


def test_closing_one_article_leaves_the_others_open(nora: ModeratorAtWork, ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "said before")
    number = nora.approves("said before")
    _closes(nora, open_article, "This has been said.")
    page = ada.reads(f"/articles/{open_article}")
    assert "Comments are closed here. This has been said." in page.text
    assert "said before" in page.text
    assert not page.forms
    reply = ada.asks(f"/articles/{open_article}/reply/{number}")
    assert reply.status == 409
    assert "Comments are closed here. This has been said." in reply.text
    assert ada.withdraws(receipt).status == 303, "what is one's own can always be taken back"
    _opens(nora)
    assert ada.reads(f"/articles/{open_article}").form("/preview")


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01T08:00", "9999-12-31T23:59"])
def test_a_pause_without_an_end_is_no_pause_and_keeps_its_sentence(
    nora: ModeratorAtWork, ada: Reader, open_article: str, until: str
) -> None:
    answer = _pauses(nora, "We sleep.", until=until)
    assert answer.status == 422
    assert next(one for one in answer.page.forms if one.has_button("Pause the site")).fields["sentence"] == "We sleep."
    assert ada.reads(f"/articles/{open_article}").forms


def test_switching_twice_is_switching_once(app: Flask, db: object, open_article: str) -> None:
    nora, ends = accounts.by_email(ADMIN_EMAIL), now() + timedelta(hours=2)
    first, second = (comments.pause_site("Tea.", ends, by=nora).id for _ in range(2))
    assert first == second
    longer = comments.pause_site("Tea and cake.", ends, by=nora)
    assert [one.id for one in comments.switches_in_force(now())] == [longer.id], "one pause at a time"
    comments.lift(longer.id, by=nora)
    comments.lift(longer.id, by=nora)
    assert comments.switches_in_force(now()) == []


def test_only_moderators_close_anything(visitor: Visitor, ada: Reader, open_article: str) -> None:
    assert visitor.asks(PATH).status == 303
    page = ada.previews(open_article, "mine").page
    token = page.form(f"/articles/{open_article}/comments").fields["csrf_token"]
    assert ada.asks(PATH, {"csrf_token": token, "scope": "site", "until": "2027-01-01T08:00"}).location.startswith(
        "/moderation/sign-in"
    )
    assert ada.reads(f"/articles/{open_article}").forms


def test_a_closed_thread_takes_no_answers_and_the_others_do(nora: ModeratorAtWork, ada: Reader, open_article: str) -> None:
    for words in ("the heated one", "the quiet one"):
        ada.comments(open_article, words)
        nora.approves(words)
    heated, quiet = ada.sees(open_article)
    ada.comments(open_article, "an answer in it", parent=heated)
    answer = nora.approves("an answer in it")
    begun = ada.previews(open_article, "one more answer", parent=answer)
    page = nora.reads(f"{PATH}?comment={answer}")
    closing = next(one for one in page.forms if one.has_button("Close this thread"))
    assert nora.submits(closing, "Close this thread", sentence="Let us rest here.").status == 303
    page = ada.reads(f"/articles/{open_article}")
    assert "This conversation is closed. Let us rest here." in page.text
    assert [name for name, address in page.links(page.within(f"comment-{heated}")) if "/reply/" in address] == []
    assert ada.asks(f"/articles/{open_article}/reply/{answer}").status == 409
    assert ada.submits(begun.page.form("/comments"), "Post comment").status == 409
    ada.comments(open_article, "elsewhere", parent=quiet)
    _opens(nora)
    assert ada.comments(open_article, "again", parent=answer)


def test_a_sentence_that_is_too_long_comes_back_in_its_own_form(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "said before")
    number, sentence = nora.approves("said before"), "We close here for tonight. " + "x" * 300
    for path, button in (
        (f"{PATH}?article={open_article}", "Close comments on this article"),
        (f"{PATH}?comment={number}", "Close this thread"),
        (PATH, "Pause the site"),
    ):
        form = next(one for one in nora.reads(path).forms if one.has_button(button))
        answer = nora.submits(form, button, sentence=sentence)
        assert answer.status == 422
        again = {one.buttons[0].label: one.fields["sentence"] for one in answer.page.forms if "sentence" in one.fields}
        assert {label for label, typed in again.items() if typed} == {button}
        assert again[button] == sentence
        form = next(one for one in answer.page.forms if one.has_button(button))
        assert nora.submits(form, button, sentence="We close here for tonight.").status == 303
