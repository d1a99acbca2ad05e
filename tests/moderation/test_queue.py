"""The queue says how much waits, and what of it is left."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask

from app import moderation
from bench.crowd import plant
from tests.support.people import ModeratorAtWork, Reader


def test_two_hundred_comments_are_counted(nora: ModeratorAtWork, open_article: str, app: Flask) -> None:
    with app.app_context():
        plant(200, waiting=200)
    page = nora.reads("/moderation")
    assert page.headings[0] == "200 comments are waiting"
    assert "waiting 200" in nora.reads("/moderation/comments").text


def test_nobody_waits_for_more_than_a_thousand_to_be_counted(nora: ModeratorAtWork, open_article: str, app: Flask) -> None:
    with app.app_context():
        plant(1_100, waiting=1_100)
        assert moderation.waiting() == 1_001
    assert nora.reads("/moderation").headings[0] == "More than 1,000 comments are waiting"
    assert "waiting 1,000+" in nora.reads("/moderation/comments").text
    assert "1,000+" in nora.reads("/moderation/statistics").text


def test_who_comes_first_is_told_what_will_wait_here(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    page = nora.reads("/moderation")
    assert "Nobody has written yet" in page.text
    assert "Everything has been read" not in page.text
    ada.comments(open_article, "the first words of all")
    nora.approves("the first words of all")
    page = nora.reads("/moderation")
    assert "Everything has been read" in page.text
    assert "Nobody has written yet" not in page.text


def test_what_is_probably_spam_is_not_nothing(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "Cheap pills: https://vitamins.example/one https://vitamins.example/two")
    page = nora.reads("/moderation")
    assert page.headings[0] == "Only probable spam is waiting"
    assert "All that is left is probably spam" in page.text
    assert "Everything has been read" not in page.text
    spam = nora.reads(page.link("Probably spam"))
    assert spam.headings[0] == "1 comment is waiting"
    nora.submits(spam.forms_in(spam.articles()[0])[0], "Spam")
    assert "Nothing of the kind is waiting any more." in nora.reads("/moderation?lane=suspected").text
    assert nora.reads("/moderation").headings[0] == "Nothing is waiting"


@pytest.mark.parametrize("mark", ["x", "0~2~0001-01-01T00:00:00+23:00~5", "0~2~9999-12-31T23:59:59-23:00~5", "0~2~2026-01-01~x"])
def test_a_mark_that_cannot_be_read_is_the_beginning(ada: Reader, nora: ModeratorAtWork, open_article: str, mark: str) -> None:
    ada.comments(open_article, "the oldest of all")
    first_pages = [f"/moderation?after={quote(mark)}", f"/moderation/comments?after={quote(mark.partition('~2~')[2] or mark)}"]
    assert all("the oldest of all" in nora.reads(path).text for path in first_pages)
