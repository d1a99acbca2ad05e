"""Retention: what was turned down is erased after its days; the decision about it stays, and so does all that is in use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app import articles, jobs, moderation
from app.comments import NOBODY, Comment, forget_withdrawn
from app.moderation import Decision
from tests.support.content import ContentFolder
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader

LookThrough = Callable[[], list[str]]
WORDS = (
    "kept in public",
    "turned down",
    "bought and sold",
    "still waiting",
    "an edit turned down",
    "taken back",
    "undone in time",
    "zanzibar",
)


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    content.site("[retention]\nrejected_days = 90\nspam_days = 30\nwithdrawn_days = 10\n")
    return content


@pytest.fixture
def words_left(db: SQLAlchemy, database_bytes: Callable[[], bytes], clock: Clock) -> Callable[[int], list[str]]:
    """Which words the database still holds after so many more days, and the work of the day."""

    def after(days: int) -> list[str]:
        clock.forward(days=days)
        moderation.erase_what_is_over(articles.library().site.retention)
        assert any(forget_withdrawn() for _ in range(20))
        return [words for words in WORDS if words.encode() in database_bytes()]

    return after


def test_words_go_when_their_days_are_over(
    ada: Reader, nora: ModeratorAtWork, open_article: str, db: SQLAlchemy, clock: Clock, words_left: Callable[[int], list[str]]
) -> None:
    receipts = [ada.comments(open_article, words) for words in WORDS if words not in ("an edit turned down", "zanzibar")]
    nora.approves("kept in public")
    nora.rejects("turned down")
    nora.marks_as_spam("bought and sold")
    nora.rejects("undone in time")
    nora.undoes()
    clock.forward(seconds=11)
    ada.edits(receipts[0], "an edit turned down: https://a.example https://b.example https://zanzibar.example")
    nora.rejects("an edit turned down")
    ada.withdraws(receipts[4])
    assert words_left(29) == [words for words in WORDS if words != "taken back"]
    assert words_left(2) == [words for words in WORDS if words not in ("taken back", "bought and sold")]
    assert words_left(60) == ["kept in public", "still waiting", "undone in time"]
    assert len(db.session.scalars(select(Decision)).all()) == 5
    for turned_down in (receipts[1], receipts[2]):
        page = ada.opens(turned_down)
        assert "decided not to publish it. Its words were kept for a while" in page.text
        assert "The last traces" in page.text
        assert not {"Edit", "Withdraw", "Make anonymous"} & {name for name, _ in page.links()}
        assert "change it or to take it back" not in page.text
    assert "public" in ada.opens(receipts[0]).text
    assert "kept in public" in ada.opens(receipts[0]).text


def test_what_was_erased_in_time_is_not_approved_without_words(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, words_left: Callable[[int], list[str]]
) -> None:
    ada.comments(open_article, "turned down")
    number = nora.rejects("turned down")
    form = nora.reads(f"/moderation/comments/{number}").form("/decisions")
    words_left(91)
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert "the time for which such words are kept was over" in nora.reads(f"/moderation/comments/{number}").text
    token = nora.reads("/moderation").form("/sign-out").fields["csrf_token"]
    assert nora.submits(form, "Approve", csrf_token=token).status == 410
    assert ben.sees(open_article) == {}


def test_words_taken_down_go_though_others_stand_in_their_place(
    ada: Reader, nora: ModeratorAtWork, open_article: str, clock: Clock, words_left: Callable[[int], list[str]]
) -> None:
    receipt = ada.comments(open_article, "turned down")
    number = nora.approves("turned down")
    clock.forward(seconds=11)
    nora.submits(nora.reads(f"/moderation/comments/{number}").form("/decisions"), "Reject")
    ada.edits(receipt, "kept in public")
    nora.approves("kept in public")
    assert words_left(89) == ["kept in public", "turned down"]
    assert words_left(2) == ["kept in public"]


def test_the_author_of_a_withdrawn_comment_is_forgotten_after_its_days(
    ada: Reader, open_article: str, db: SQLAlchemy, words_left: Callable[[int], list[str]]
) -> None:
    ada.withdraws(ada.comments(open_article, "taken back"))
    words_left(9)
    assert db.session.scalars(select(Comment.commenter)).one() != NOBODY
    db.session.rollback()
    words_left(2)
    assert db.session.scalars(select(Comment.commenter)).one() == NOBODY


def test_the_work_of_a_day_is_done_once(db: SQLAlchemy) -> None:
    assert [jobs.claim("a task", "2026-03-01") for _ in range(2)] == [True, False]
    assert jobs.claim("a task", "2026-03-02")


def test_what_failed_can_be_claimed_again(db: SQLAlchemy) -> None:
    assert jobs.claim("a task", "2026-03-01")
    db.session.rollback()
    assert jobs.claim("a task", "2026-03-01")
