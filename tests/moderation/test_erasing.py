"""Erasing: an admin who has just given the password, once, for good; the decision stays and says nothing of the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import accounts, moderation
from app.comments import find
from tests.support.doors import Answer
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader

WORDS = "the words of tuesday"


def _erases(nora: ModeratorAtWork, number: int) -> Answer:
    path = f"/moderation/comments/{number}/erase"
    return nora.submits(nora.reads(path).form("/erase"), "Erase for good")


@pytest.mark.settings(UNDO_SECONDS=0)
def test_nothing_of_the_words_is_left_and_the_decision_stays(
    app: Flask, ada: Reader, nora: ModeratorAtWork, open_article: str, database_bytes: Callable[[], bytes]
) -> None:
    kept = (b"qzarvok", b"vkodrul")
    receipt = ada.comments(open_article, "about qzarvok", name="vkodrul")
    number = nora.approves("qzarvok")
    assert ada.sees(open_article)
    assert [word for word in kept if word in database_bytes()] == list(kept)
    assert _erases(nora, number).location == f"/moderation/comments/{number}"
    assert not ada.sees(open_article)
    assert "erased" in ada.opens(receipt).text
    assert [word for word in kept if word in database_bytes()] == []
    assert "Approved" in nora.reads(f"/moderation/comments/{number}").text
    assert _erases(nora, number).status == 303, "twice is once"
    assert nora.reads("/moderation/record").text.count("Erased a comment for good") == 1
    with app.app_context():
        assert find(number).status == "erased"


def test_its_page_says_who_erased_it_and_offers_nothing_to_decide(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, WORDS)
    card = nora.finds(WORDS)
    _erases(nora, card.comment)
    page = nora.reads(f"/moderation/comments/{card.comment}")
    assert "Erased for good, " in page.text
    assert not any(form.action.endswith("/decisions") for form in page.forms)
    for button in ("Approve", "Hand over"):
        answer = nora.submits(card.form(button), button)
        assert answer.status == 410
        assert "nothing left to decide" in answer.page.text


def test_so_does_the_page_of_one_that_its_author_took_back(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = ada.comments(open_article, WORDS)
    card = nora.finds(WORDS)
    ada.withdraws(receipt)
    page = nora.reads(f"/moderation/comments/{card.comment}")
    assert "Taken back by its author" in page.text
    assert not any(form.action.endswith("/decisions") for form in page.forms)
    assert nora.submits(card.form("Hand over"), "Hand over").status == 410


def test_an_undo_brings_nothing_back(app: Flask, ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, WORDS)
    number = nora.approves(WORDS)
    undo = nora.reads("/moderation").form("/undo")
    _erases(nora, number)
    assert nora.submits(undo, "Undo").status == 410
    assert number not in [one.comment for one in nora.queue()]


def test_a_comment_inside_its_undo_window_never_appears(
    ada: Reader, nora: ModeratorAtWork, open_article: str, clock: Clock
) -> None:
    ada.comments(open_article, WORDS)
    number = nora.approves(WORDS)
    _erases(nora, number)
    clock.forward(seconds=11)
    assert not ada.sees(open_article)


def test_a_moderator_erases_nothing_and_an_admin_only_with_the_password(
    app: Flask, ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str, clock: Clock
) -> None:
    ada.comments(open_article, WORDS)
    number = nora.finds(WORDS).comment
    form = nora.reads(f"/moderation/comments/{number}/erase").form("/erase")
    assert second_moderator.asks(f"/moderation/comments/{number}/erase").status == 403
    with app.app_context(), pytest.raises(moderation.OnlyAdminsErase):
        moderation.erase(number, by=accounts.by_email("olga@example.org"))
    clock.forward(minutes=6)
    assert nora.submits(form, "Erase for good").location.startswith("/moderation/confirm")
    assert nora.finds(WORDS)
