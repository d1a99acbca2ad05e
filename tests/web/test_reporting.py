"""Any reader may report a public comment; it stays, is read first, and its report ends with a decision."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.comments import Lane, Report, find, reports_of
from app.db import db
from tests.support.doors import Answer
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import ModeratorAtWork, Reader

pytestmark = pytest.mark.settings(UNDO_SECONDS=0)


@pytest.fixture
def public(ada: Reader, nora: ModeratorAtWork, open_article: str) -> int:
    """The number of a public comment by Ada."""
    ada.comments(open_article, "An unkind public word.")
    return nora.approves("An unkind public word")


def reports(reader: Reader, number: int, words: str = "", reason: str = "") -> Answer:
    form = reader.reads(f"/comments/{number}/report").form("/report")
    return reader.submits(form, "Send", body=words, reason=reason)


def state(app: Flask, number: int) -> tuple[Lane, bool, list[str]]:
    """Its lane, whether it waits, and the words of the open reports."""
    with app.app_context():
        comment = find(number)
        return Lane(comment.lane), comment.waiting_since is not None, [one.words for one in reports_of([number]).get(number, [])]


def test_a_report_leads_from_the_comment_to_the_queue_and_says_what_happens_next(
    ben: Reader, nora: ModeratorAtWork, public: int, open_article: str, app: Flask
) -> None:
    page = ben.reads(f"/articles/{open_article}")
    assert page.link("Report the comment by Ada") == f"/comments/{public}/report"
    answer = ben.follows(reports(ben, public, "It is about my sister.", "unkind"))
    assert "A person will read it" in answer.page.text
    assert state(app, public) == (Lane.REPORTED, True, ["It is about my sister."])
    assert [one.comment for one in nora.queue()] == [public]
    assert list(ben.sees(open_article)) == [public]


def test_one_report_a_reader_and_comment_whose_words_may_change(ada: Reader, ben: Reader, public: int, app: Flask) -> None:
    reports(ben, public, "first thought")
    reports(ben, public, "second thought")
    assert state(app, public)[2] == ["second thought"]
    reports(ada, public, "somebody else's")
    assert state(app, public)[2] == ["second thought", "somebody else's"]


def test_approving_keeps_the_comment_and_answers_the_report_for_good(
    ben: Reader, nora: ModeratorAtWork, public: int, open_article: str, app: Flask
) -> None:
    reports(ben, public, "look at this")
    nora.approves(public)
    assert list(ben.sees(open_article)) == [public]
    assert state(app, public)[1:] == (False, [])
    answer = ben.follows(reports(ben, public, "look at this"))
    assert "the comment stays" in answer.page.text
    assert state(app, public)[1:] == (False, [])


def test_what_is_new_in_a_report_that_was_answered_is_read_as_well(
    ben: Reader, nora: ModeratorAtWork, public: int, app: Flask
) -> None:
    reports(ben, public, "look at this", "unkind")
    nora.approves(public)
    answer = ben.follows(reports(ben, public, "it names my sister", "unkind"))
    assert "A person will read it" in answer.page.text
    assert state(app, public) == (Lane.REPORTED, True, ["it names my sister"])
    nora.approves(public)
    reports(ben, public, reason="advice")
    assert state(app, public)[1:] == (True, [""])


def test_rejecting_takes_the_comment_down_even_where_new_words_wait(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    ada.edits(receipt, "Another unkind word.")
    reports(ben, number, "look at this")
    nora.rejects(number)
    assert ben.sees(open_article) == {}


@pytest.mark.settings(UNDO_SECONDS=10)
def test_undoing_brings_the_reports_back(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, app: Flask, clock: Clock
) -> None:
    ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    clock.forward(seconds=11)
    reports(ben, number, "look at this")
    nora.rejects(number)
    assert state(app, number)[1:] == (False, [])
    nora.undoes()
    assert state(app, number) == (Lane.REPORTED, True, ["look at this"])
    assert list(ben.sees(open_article)) == [number]


def test_what_is_not_public_cannot_be_reported_and_unknown_is_the_same(ada: Reader, ben: Reader, open_article: str) -> None:
    ada.comments(open_article, "Still waiting.")
    waiting, unknown = ben.asks("/comments/1/report"), ben.asks("/comments/999/report")
    assert waiting.status == unknown.status == 404
    assert waiting.page.text == unknown.page.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "choose one of the house rules"),
        ("much " * 200, "A few words are enough"),
        ("a \x01 b", "invisible control character"),
    ],
)
def test_a_report_that_cannot_be_kept_comes_back_with_its_words(ben: Reader, public: int, words: str, said: str) -> None:
    answer = reports(ben, public, words)
    assert answer.status == 422
    assert said in answer.page.text
    assert answer.page.form("/report").fields["body"] == words


@pytest.mark.settings(UNDO_SECONDS=0, RATE_LIMIT="1/day")
def test_too_many_reports_are_refused_with_the_words_kept(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    reports(ben, number, "the first")
    answer = reports(ben, number, "the second")
    assert answer.status == 429
    assert answer.page.form("/report").fields["body"] == "the second"


def test_a_report_about_a_comment_that_vanished_meanwhile_comes_back_as_words(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    form = ben.reads(f"/comments/{number}/report").form("/report")
    ada.withdraws(receipt)
    answer = ben.submits(form, "Send", body="what I wanted to say")
    assert answer.status == 404
    assert "what I wanted to say" in answer.text


def test_reports_go_with_the_comment(ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, app: Flask) -> None:
    receipt = ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    reports(ben, number, "about Adalbertine")
    ada.withdraws(receipt)
    with app.app_context():
        assert db.session.scalars(select(Report)).all() == []
    assert nora.queue() == []


# --- somebody may be in danger --------------------------------------------------------------------------------------

DANGER = "I think she is going to kill herself tonight"


def test_a_report_about_danger_is_read_first_of_all_and_its_page_opens_the_help_lines(
    ben: Reader, nora: ModeratorAtWork, public: int, app: Flask
) -> None:
    for _ in range(2):
        page = ben.follows(reports(ben, public, DANGER)).page
        (lines,) = page.within("help").iter("details")
        assert lines.get("open") is not None
        assert "may be hours" in page.text
        assert "usually within a day" not in page.text
        assert state(app, public) == (Lane.DANGER, True, [DANGER])
        assert DANGER in nora.queue()[0].text
        nora.approves(public)
    (lines,) = ben.follows(reports(ben, public, "an unkind word")).page.within("help").iter("details")
    assert lines.get("open") is None
    assert state(app, public)[0] == Lane.REPORTED


def test_what_a_report_quotes_counts(ben: Reader, public: int, app: Flask) -> None:
    reports(ben, public, "> I want to die tonight\n\nThis.")
    assert state(app, public)[0] == Lane.DANGER


def test_the_author_does_not_learn_that_somebody_is_worried(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    before = ada.opens(receipt).text
    reports(ben, number, DANGER)
    assert ada.opens(receipt).text == before
    ada.edits(receipt, "A kinder word.")
    (lines,) = ada.opens(receipt).within("help").iter("details")
    assert lines.get("open") is None
    assert "words before these" not in nora.queue()[0].text


@pytest.mark.parametrize("words", ["it names my sister", DANGER])
def test_a_receipt_that_opened_with_help_keeps_it_whatever_others_report(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, words: str
) -> None:
    receipt = ada.comments(open_article, "I want to die")
    number = nora.approves("I want to die")
    before = ada.opens(receipt).text
    reports(ben, number, words)
    page = ada.opens(receipt)
    assert page.text == before
    assert opens_with_help(page)
    assert "the moderators of this site" in page.text
    ada.withdraws(receipt)
    assert opens_with_help(ada.opens(receipt))
    assert nora.asks(f"/moderation/comments/{number}").status == 200


def test_withdrawing_does_not_tell_an_author_that_somebody_was_worried(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, "An unkind public word.")
    number = nora.approves("An unkind public word")
    reports(ben, number, DANGER)
    ada.withdraws(receipt)
    page = ada.opens(receipt)
    assert not opens_with_help(page)
    assert "the moderators of this site" not in page.text


def opens_with_help(page: Page) -> bool:
    """Whether the help lines stand open before everything else."""
    (lines,) = page.within("help").iter("details")
    return lines.get("open") is not None and page.text.index("988") < page.text.index(page.headings[0])
