"""Screening orders what a moderator reads. It publishes, refuses, discards and delays nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.comments import Comment, Lane, screening
from app.db import db
from tests.support.content import ContentFolder
from tests.support.people import ModeratorAtWork, Reader

SPAM = "Online casino with free spins and a deposit bonus, click here now: https://casino.example"


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
        ("My midwife was called Hannah Whitcombe.", "personal", "a name in full (“Hannah Whitcombe”)"),
        ("You can reach me on 0161 496 0000 at night.", "personal", "a telephone number (“0161 496 0000”)"),
        ("An ordinary Tuesday.", "first", "first comment"),
        (SPAM, "spam", "casino"),
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


def test_a_name_is_read_for_danger_and_by_the_block_list_and_not_quoted(
    ada: Reader, open_article: str, app: Flask, content: ContentFolder
) -> None:
    content.write("blocked.txt", "cialis\n")
    ada.comments(open_article, "An ordinary Tuesday.", name="Cheap Cialis")
    assert found(app)[1]["blocked"] == "On the block list: a word of the name"
    ada.comments(open_article, "Another ordinary Tuesday.", name="I want to die")
    lane, findings = found(app)
    assert lane is Lane.DANGER
    assert findings["danger"] == "Possible danger in the name"


def test_new_words_are_screened_again_and_danger_is_not_edited_away(ada: Reader, open_article: str, app: Flask) -> None:
    receipt = ada.comments(open_article, "An ordinary Tuesday.")
    assert found(app)[0] is Lane.ORDINARY
    ada.edits(receipt, "I want to kill myself tonight.")
    assert found(app)[0] is Lane.DANGER
    ada.edits(receipt, "Forget it. An ordinary Tuesday.")
    assert found(app)[0] is Lane.DANGER
    assert "in the words before these" in found(app)[1]["danger"]


def test_what_was_noticed_goes_with_the_words(ada: Reader, open_article: str, app: Flask) -> None:
    receipt = ada.comments(open_article, "I want to die, and nobody knows. www.example.org")
    ada.withdraws(receipt)
    with app.app_context():
        left = db.session.scalars(select(screening.Finding)).all()
        assert [(one.screen, one.words) for one in left] == [(screening.Screen.DANGER, "")], "the receipt goes on to help"


def test_what_looks_like_spam_waits_in_the_spam_list_and_is_told_nothing(ada: Reader, open_article: str, app: Flask) -> None:
    receipt = ada.comments(open_article, SPAM)
    assert found(app)[0] is Lane.SUSPECTED
    assert "waits for a person to read it" in ada.opens(receipt).text
    assert "spam" not in ada.opens(receipt).text.lower()


def test_danger_outweighs_every_suspicion(ada: Reader, open_article: str, app: Flask) -> None:
    ada.comments(open_article, SPAM + " I want to die.")
    assert found(app)[0] is Lane.DANGER


def test_the_same_words_again_and_soon_are_remarked_upon(ada: Reader, ben: Reader, open_article: str, app: Flask) -> None:
    ada.comments(open_article, "Five words are long enough.")
    ada.comments(open_article, "FIVE words... are long, enough")
    assert "1 other comment" in found(app)[1]["repeated"]
    assert "fast" in found(app)[1]
    assert "first" not in found(app)[1]
    ben.comments(open_article, "Thank you.")
    ben.comments(open_article, "Thank you.")
    assert "repeated" not in found(app)[1]


def test_a_filled_trap_is_noted_and_nothing_else_happens(
    ada: Reader, nora: ModeratorAtWork, open_article: str, app: Flask
) -> None:
    form = ada.previews(open_article, "Written in lynx.").page.form("/comments")
    assert ada.submits(form, "Post comment", website="https://my.example").status == 303
    lane, findings = found(app)
    assert lane is Lane.ORDINARY
    assert "trap" in findings
    assert nora.approves("Written in lynx")


def test_the_block_list_knows_whole_words(ada: Reader, open_article: str, app: Flask, content: ContentFolder) -> None:
    content.write("blocked.txt", "# notes\ncialis\nbad phrase\nspamm*\n")
    ada.comments(open_article, "The specialist was kind.")
    assert "blocked" not in found(app)[1]
    ada.comments(open_article, "A Bad, phrase indeed.")
    assert "Bad, phrase" in found(app)[1]["blocked"]
    ada.comments(open_article, "Such SPAMMERS here.")
    assert "SPAMMERS" in found(app)[1]["blocked"]


def test_the_names_and_numbers_of_the_house_are_no_secret(ada: Reader, open_article: str, app: Flask) -> None:
    ada.comments(open_article, "Rosa Imai is right, and so is the crisis line on 988.")
    assert "personal" not in found(app)[1]
