"""Screening orders what a moderator reads. It publishes, refuses, discards and delays nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.comments import Comment, Lane, screening
from app.db import db
from tests.support.people import ModeratorAtWork, Reader


def newest() -> Comment:
    """The comment that was posted last."""
    return db.session.scalars(select(Comment).order_by(Comment.id.desc()).limit(1)).one()


def found(app: Flask) -> tuple[Lane, dict[str, str]]:
    """The lane of the newest comment, and what the screens said about its newest words."""
    with app.app_context():
        comment = newest()
        findings = screening.findings_of([comment.revision_id or 0]).get(comment.revision_id or 0, [])
        return Lane(comment.lane), {finding.screen: finding.words for finding in findings}


@pytest.mark.parametrize(
    ("words", "screen", "said"),
    [
        ("I cannot see a way out and I want to die.", "danger", "want to die"),
        ("Ya no quiero vivir, no le veo sentido.", "danger", "no quiero vivir"),
        ("See https://example.org/help and www.example.org", "links", "2 links"),
        ("WE HAVE HAD ENOUGH OF ALL THIS TALKING, DO YOU HEAR", "shouting", "capital letters"),
    ],
)
def test_a_screen_says_in_words_what_it_noticed(
    ada: Reader, open_article: str, app: Flask, words: str, screen: str, said: str
) -> None:
    ada.comments(open_article, words)
    _lane, findings = found(app)
    assert said in findings[screen]


def test_danger_is_read_first_and_is_an_ordinary_comment_otherwise(
    ada: Reader, nora: ModeratorAtWork, open_article: str, app: Flask
) -> None:
    receipt = ada.comments(open_article, "They would be better off without me.")
    assert found(app)[0] is Lane.DANGER
    assert "waits for a person to read it" in ada.opens(receipt).text
    assert nora.approves("better off without me")


def test_new_words_are_screened_again_and_danger_is_not_edited_away(ada: Reader, open_article: str, app: Flask) -> None:
    receipt = ada.comments(open_article, "An ordinary Tuesday.")
    assert found(app)[0] is Lane.ORDINARY
    ada.edits(receipt, "I want to kill myself tonight.")
    assert found(app)[0] is Lane.DANGER
    ada.edits(receipt, "Forget it. An ordinary Tuesday.")
    assert found(app)[0] is Lane.DANGER
    assert "danger" not in found(app)[1]


def test_what_was_noticed_goes_with_the_words(ada: Reader, open_article: str, app: Flask) -> None:
    receipt = ada.comments(open_article, "I want to die, and nobody knows.")
    ada.withdraws(receipt)
    with app.app_context():
        assert db.session.scalars(select(screening.Finding)).all() == []
