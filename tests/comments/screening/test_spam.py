"""The spam filter learns from decisions, unlearns with undo, and keeps no erased word."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app import moderation
from app.comments import screening
from app.db import db
from tests.support.people import ModeratorAtWork, Reader

WORDS = "Grumblewort tonics restore vigour, order grumblewort today"


def counts(app: Flask, word: str = "grumblewort") -> tuple[int, int]:
    """In how many learned texts a word stood: spam, and others."""
    with app.app_context():
        return {one: (spam, other) for one, spam, other in screening.everything_learned()}.get(word, (0, 0))


def test_it_learns_with_every_decision_and_unlearns_what_is_undone(
    ada: Reader, nora: ModeratorAtWork, open_article: str, app: Flask
) -> None:
    ada.comments(open_article, WORDS)
    nora.marks_as_spam("Grumblewort")
    assert counts(app) == (1, 0)
    nora.undoes()
    assert counts(app) == (0, 0)
    nora.approves("Grumblewort")
    assert counts(app) == (0, 1)
    nora.undoes()
    nora.rejects("Grumblewort")
    assert counts(app) == (0, 0)


@pytest.mark.settings(UNDO_SECONDS=0)
def test_what_was_marked_as_spam_here_is_suspected_here(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, app: Flask
) -> None:
    ada.comments(open_article, f"{WORDS} fizzlebark quindle snorfel")
    nora.marks_as_spam("Grumblewort")
    ben.comments(open_article, "Fizzlebark and grumblewort, quindle of the best snorfel, tonics for vigour")
    with app.app_context():
        findings = [one for one in db.session.scalars(select(screening.Finding)) if one.screen == "spam"]
        assert "grumblewort" in findings[-1].words


def test_an_erased_text_leaves_no_word_in_what_was_learned(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, app: Flask
) -> None:
    receipt = ada.comments(open_article, "The uniqueword of ada and a shared vigour")
    nora.approves("uniqueword")
    ben.comments(open_article, "Another shared vigour")
    nora.approves("Another shared")
    ada.withdraws(receipt)
    assert counts(app, "uniqueword") == (0, 0)
    assert counts(app, "vigour") == (0, 1)


def test_learning_anew_comes_to_the_same_and_resetting_to_nothing(
    ada: Reader, nora: ModeratorAtWork, open_article: str, app: Flask
) -> None:
    for words in (WORDS, "A quiet word of thanks"):
        ada.comments(open_article, words)
    nora.marks_as_spam("Grumblewort")
    nora.approves("A quiet word")
    with app.app_context():
        before = screening.everything_learned()
        assert moderation.teach_anew() == 2
        assert screening.everything_learned() == before
        assert screening.forget_all() == 2
        assert screening.everything_learned() == []
