"""Finding comments again: by words, names, states, articles and days; and what was decided on words like these."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from bench.crowd import plant
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader
from tests.support.waves import submit_all

Search = Callable[..., list[str]]


@pytest.fixture
def search(nora: ModeratorAtWork) -> Search:
    """The names and first words of what a search finds, in its order."""

    def ask(**asked: str) -> list[str]:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        page = nora.reads(f"/moderation/comments?{query}")
        rows = next(one for one in page.root.iter("ul") if "rows" in (one.get("class") or ""))
        return [" ".join("".join(row.itertext()).split()) for row in rows.iter("li")]

    return ask


def test_words_are_found_in_any_form_and_whatever_was_decided(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, search: Search, open_article: str
) -> None:
    ada.comments(open_article, "The garden was quiet")
    ben.comments(open_article, "Two gardens, and a shed")
    ben.comments(open_article, "Nothing of the kind")
    nora.rejects("Two gardens")
    assert [row.split(",")[0] for row in search(q="garden")] == ["Ben", "Ada"]
    assert len(search(q="garden+shed")) == 1
    assert "rejected" in search(q="garden", state="rejected")[0] or "not yet in force" in search(q="garden", state="rejected")[0]
    assert search(q="tractor") == ["Nothing here fits what you asked for."]


def test_a_name_is_found_as_a_name_and_a_pseudonym_too(ada: Reader, search: Search, open_article: str) -> None:
    ada.comments(open_article, "I met Olga there", name="Ada")
    ada.comments(open_article, "signed by nobody", name="")
    pseudonym = search(q="nobody")[0].split(",")[0]
    assert [row.split(",")[0] for row in search(author=pseudonym.replace(" ", "+"))] == [pseudonym]
    assert search(author="Olga") == ["Nothing here fits what you asked for."]
    assert len(search(author="ada")) == 1


def test_days_and_articles_narrow_it(ada: Reader, nora: ModeratorAtWork, clock: Clock, search: Search, open_article: str) -> None:
    ada.comments(open_article, "said today")
    today = clock.now().date().isoformat()
    clock.forward(days=3)
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    ada.comments(open_article, "said later")
    assert [("today" in row) for row in search(until=today)] == [True]
    assert [("later" in row) for row in search(since=clock.now().date().isoformat())] == [True]
    assert len(search(article=open_article)) == 2
    assert search(article="elsewhere") == ["Nothing here fits what you asked for."]


def test_what_is_erased_is_found_by_nothing(ada: Reader, search: Search, open_article: str) -> None:
    receipt = ada.comments(open_article, "a sentence about rhubarb", name="Adalbertine")
    assert len(search(q="rhubarb")) == 1
    ada.withdraws(receipt)
    assert search(q="rhubarb") == search(author="Adalbertine") == ["Nothing here fits what you asked for."]


def test_an_edit_is_found_by_its_new_words_only(ada: Reader, search: Search, open_article: str) -> None:
    receipt = ada.comments(open_article, "a sentence about rhubarb")
    ada.edits(receipt, "a sentence about quinces")
    assert search(q="rhubarb") == ["Nothing here fits what you asked for."]
    assert len(search(q="quince")) == 1


def test_what_was_decided_on_words_like_these_stands_beside_the_card(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "Wonderful supplements against exhaustion, order yours today")
    nora.rejects("supplements", reason="advice")
    ada.comments(open_article, "My neighbour brought strawberries")
    nora.approves("strawberries")
    ben.comments(open_article, "Order supplements against exhaustion here")
    page = nora.reads("/moderation")
    beside = next(one for one in page.root.iter("dl") if one.get("class") == "beside")
    told = " ".join("".join(beside.itertext()).split())
    assert "Rejected" in told
    assert "Wonderful supplements against exhaustion" in told
    assert "strawberries" not in told


def test_a_wave_of_copies_does_not_hide_what_was_decided_on_one_of_them(
    app: Flask, ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    words = "Wonderful supplements against exhaustion, order yours today"
    ada.comments(open_article, words)
    nora.rejects("supplements", reason="advice")
    submit_all(app, open_article, [words] * 110)
    page = nora.reads("/moderation")
    for beside in (one for one in page.root.iter("dl") if one.get("class") == "beside"):
        told = " ".join("".join(beside.itertext()).split())
        assert told.count("Rejected") == 1
        assert words in told


def test_a_second_page_begins_behind_the_first(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    for number in range(22):
        ada.comments(open_article, f"number {number} of many")
    page = nora.reads("/moderation/comments?q=number")
    second = nora.reads(page.link("Earlier comments"))
    assert "number 1 of many" in second.text
    assert "number 2 of many" not in second.text


def test_a_common_word_is_looked_for_as_far_back_as_somebody_wants_to(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, search: Search, open_article: str, app: Flask
) -> None:
    clock.at("2027-03-10 12:00")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    ada.comments(open_article, "this waits longer than all the others")
    with app.app_context():
        plant(7_000, waiting=0)
    page = nora.reads("/moderation/comments?q=the&state=waiting")
    assert "Nothing fits so far. For this page 5,000 comments were looked through." in page.text
    further = nora.reads(page.link("Search further back"))
    assert "this waits longer" in further.text
    assert "Search further back" not in further.text
    assert len(search(q="the", until="2027-03-05")) == 20
    early = nora.reads("/moderation/comments?q=the&until=2027-03-05&state=waiting")
    assert "Nothing fits so far" not in early.text, "nothing of after that day is looked through"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "soon"])
def test_a_day_that_no_calendar_here_has_is_not_asked_for(ada: Reader, search: Search, open_article: str, day: str) -> None:
    ada.comments(open_article, "words to find")
    for asked in ({"until": day}, {"since": day}, {"until": day, "q": "words"}):
        assert len(search(**asked)) == 1, asked
