"""Deciding and undoing: nothing leaves the house inside the window, nothing is decided twice or on words nobody read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import rules
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader, Visitor

Look = Callable[[], list[str]]


@pytest.fixture
def look(app: Flask, ben: Reader, open_article: str) -> Look:
    """Everything a reader can see, byte for byte."""
    with app.app_context():
        rules.switch(rules.Rule.PUBLIC_RECORD, True, by=1)
    under = f"/articles/{open_article}"
    where = [under, f"{under}/comments.xml", "/", "/feed.xml", "/feed.json", "/sitemap.xml", "/record"]

    def looks() -> list[str]:
        answers = [ben.asks(path) for path in where]
        assert {answer.status for answer in answers} == {200}
        return [answer.text for answer in answers]

    return looks


def test_an_approved_comment_appears_when_the_window_has_closed(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "seen in ten seconds")
    nora.approves("seen in ten")
    assert ben.sees(open_article) == {}
    assert "waits for a person" in ada.opens(receipt).text
    clock.forward(seconds=9)
    assert ben.sees(open_article) == {}
    clock.forward(seconds=2)
    assert list(ben.sees(open_article).values()) == ["seen in ten seconds"]
    assert "it is public" in ada.opens(receipt).text


def test_undo_inside_the_window_leaves_every_page_as_it_was(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, look: Look, open_article: str
) -> None:
    ada.comments(open_article, "approved by a slip")
    before = look()
    nora.approves("by a slip")
    assert look() == before
    assert nora.undoes().status == 303
    clock.forward(seconds=60)
    assert look() == before
    assert "approved by a slip" in nora.finds("by a slip").text


@pytest.mark.settings(UNDO_SECONDS=0)
def test_a_rejected_comment_tells_its_author_why(ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = ada.comments(open_article, "take twice the dose")
    nora.rejects("twice the dose", reason="advice", note="Your care shows all the same.")
    page = ada.opens(receipt)
    assert "decided not to publish" in page.text
    assert "We cannot publish advice about medicine or dose." in page.text
    assert "Your care shows all the same." in page.text
    assert ben.sees(open_article) == {}


def test_rejecting_asks_once_for_a_reason_and_keeps_what_was_written(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "take twice the dose")
    visitor.door = nora.door
    asked = visitor.submits(nora.finds("twice the dose").form("Reject"), "Reject", note="Your care shows.")
    assert asked.status == 200
    assert "Why is it rejected?" in asked.page.headings
    assert nora.finds("twice the dose"), "nothing is decided yet"
    assert visitor.submits(asked.page.form("/decisions"), "Gives medical advice").status == 303
    clock.forward(seconds=11)
    page = ada.opens(receipt)
    assert "We cannot publish advice about medicine or dose." in page.text
    assert "Your care shows." in page.text


def test_a_script_that_posts_the_fields_of_the_contract_is_not_asked(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    for words, more in (("with a reason", {"reason": "advice"}), ("without one", {})):
        ada.comments(open_article, words)
        form = nora.finds(words).form("Reject")
        fields = {name: form.fields[name] for name in ("csrf_token", "revision")}
        assert nora.asks(form.action, {**fields, "verdict": "rejected", **more}).status == 303
    assert nora.queue() == []


def test_a_reason_that_the_house_rules_do_not_have_decides_nothing(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "rejected for nothing known")
    answer = nora.submits(nora.finds("nothing known").form("Reject"), "Reject", reason="bogus-<b>", note="Kindly meant.")
    assert answer.status == 422
    assert "The house rules have no such reason" in answer.page.text
    assert answer.page.form("/decisions").fields["note"].strip() == "Kindly meant."
    assert nora.finds("nothing known")
    assert "bogus" not in nora.reads("/moderation/statistics").text


def test_a_reason_chosen_for_nothing_is_not_recorded(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "approved after all")
    nora.decides("approved after all", "Approve", reason="advice")
    assert "No comment was rejected with a reason." in nora.reads("/moderation/statistics").text
    assert "Approved a comment:" not in nora.reads("/moderation/record").text


@pytest.mark.settings(UNDO_SECONDS=0)
def test_spam_is_never_said_to_the_author(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = ada.comments(open_article, "buy our vitamins")
    nora.marks_as_spam("vitamins")
    page = ada.opens(receipt)
    assert "decided not to publish" in page.text
    assert "spam" not in page.text.lower()


def test_what_was_decided_once_is_not_decided_again_by_an_older_page(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "decided by two people")
    stale = second_moderator.finds("by two people").form("Reject")
    nora.approves("by two people")
    answer = second_moderator.submits(stale, "Reject")
    assert answer.status == 409
    assert "Nora" in answer.page.text
    assert nora.queue() == []


def test_the_same_decision_twice_is_one_decision(ada: Reader, nora: ModeratorAtWork, open_article: str, db) -> None:  # type: ignore[no-untyped-def]
    ada.comments(open_article, "pressed twice")
    form = nora.finds("pressed twice").form("Approve")
    assert nora.submits(form, "Approve").status == 303
    assert nora.submits(form, "Approve").status == 303
    from app.moderation import Decision  # noqa: PLC0415

    assert db.session.query(Decision).count() == 1


def test_words_that_changed_meanwhile_are_shown_and_nothing_is_decided(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "the first words")
    form = nora.finds("the first words").form("Approve")
    ada.edits(receipt, "the second words")
    answer = nora.submits(form, "Approve")
    assert answer.status == 409
    assert "the first words" in answer.page.text
    assert "the second words" in answer.page.text
    clock.forward(seconds=60)
    assert ben.sees(open_article) == {}
    assert nora.finds("the second words")


def test_an_edited_public_comment_stays_up_in_its_approved_words(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "the old words")
    nora.approves("the old words")
    clock.forward(seconds=11)
    ada.edits(receipt, "the new words")
    assert list(ben.sees(open_article).values()) == ["the old words"]
    assert "earlier words" in ada.opens(receipt).text
    nora.approves("the new words")
    clock.forward(seconds=9)
    assert list(ben.sees(open_article).values()) == ["the old words"]
    clock.forward(seconds=2)
    assert list(ben.sees(open_article).values()) == ["the new words"]


def test_rejecting_new_words_leaves_the_approved_ones_public(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "kind words")
    nora.approves("kind words")
    clock.forward(seconds=11)
    ada.edits(receipt, "unkind words")
    nora.rejects("unkind words")
    clock.forward(seconds=60)
    assert list(ben.sees(open_article).values()) == ["kind words"]


@pytest.mark.settings(UNDO_SECONDS=1000)
def test_words_taken_down_are_gone_in_time_whatever_is_decided_on_newer_ones(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "names the neighbour")
    number = nora.approves("names the neighbour")
    clock.forward(seconds=1100)
    _takes_down(nora, number)
    clock.forward(seconds=300)
    ada.edits(receipt, "names nobody")
    clock.forward(seconds=400)
    nora.approves("names nobody")
    seen, told = [], []
    for _ in range(6):
        seen.append(list(ben.sees(open_article).values()))
        told.append("is public" in ada.opens(receipt).text)
        clock.forward(seconds=200)
    assert seen == [["names the neighbour"], ["names the neighbour"], [], [], [], ["names nobody"]]
    assert told == [bool(words) for words in seen]


def test_an_edit_approved_by_a_slip_and_then_rejected_never_appears(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "kind words")
    number = nora.approves("kind words")
    clock.forward(seconds=11)
    ada.edits(receipt, "words approved by a slip")
    nora.approves("approved by a slip")
    clock.forward(seconds=3)
    _takes_down(nora, number)
    for _ in range(4):
        clock.forward(seconds=5)
        assert list(ben.sees(open_article).values()) == ["kind words"]


def test_a_second_refusal_does_not_put_a_take_down_off(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "public for a while")
    number = nora.approves("public for a while")
    clock.forward(seconds=11)
    _takes_down(nora, number)
    clock.forward(seconds=6)
    _takes_down(nora, number, "Spam")
    clock.forward(seconds=5)
    assert ben.sees(open_article) == {}


def test_undoing_a_take_down_never_hides_anything(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "public and doubted")
    number = nora.approves("public and doubted")
    clock.forward(seconds=11)
    assert _takes_down(nora, number).status == 303
    clock.forward(seconds=5)
    assert list(ben.sees(open_article)) == [number]
    nora.undoes()
    for _ in range(3):
        clock.forward(seconds=10)
        assert list(ben.sees(open_article)) == [number]


def test_a_public_comment_taken_down_is_gone_when_the_window_has_closed(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "public for a while")
    number = nora.approves("public for a while")
    clock.forward(seconds=11)
    assert list(ben.sees(open_article)) == [number]
    _takes_down(nora, number)
    clock.forward(seconds=11)
    assert ben.sees(open_article) == {}
    assert ben.asks(f"/comments/{number}").status == 404
    assert "not to publish" in ada.opens(receipt).text


def _takes_down(moderator: ModeratorAtWork, number: int, button: str = "Reject"):  # type: ignore[no-untyped-def]
    page = moderator.reads(f"/moderation/comments/{number}")
    return moderator.submits(page.form(f"/moderation/comments/{number}/decisions"), button)


def test_a_decision_in_force_cannot_be_undone(ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str) -> None:
    ada.comments(open_article, "too late")
    nora.approves("too late")
    undo = next(form for form in nora.reads("/moderation").forms if form.action.endswith("/undo"))
    clock.forward(seconds=11)
    assert nora.submits(undo, "Undo").status == 409


def test_a_withdrawn_comment_leaves_no_word_behind(
    ada: Reader, nora: ModeratorAtWork, database_bytes: Callable[[], bytes], open_article: str
) -> None:
    """The index keeps single words in small letters: so do these."""
    receipt = ada.comments(open_article, "about qzarvok", name="vkodrul")
    nora.rejects("qzarvok", note="about zwexmorp")
    kept = (b"qzarvok", b"vkodrul", b"zwexmorp")
    assert [word for word in kept if word in database_bytes()] == list(kept)
    ada.withdraws(receipt)
    assert "took this comment back" in ada.opens(receipt).text
    assert [word for word in kept if word in database_bytes()] == []
    assert nora.queue() == []


def test_what_was_handed_over_waits_at_the_end_for_the_same_person_and_in_its_place_for_another(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str
) -> None:
    for words in ("the first", "the second"):
        ada.comments(open_article, words)
    nora.hands_over("the first")
    assert ["the second" in one.text for one in nora.queue()] == [True, False]
    assert ["the first" in one.text for one in second_moderator.queue()] == [True, False]


def test_handing_over_is_told_and_can_be_undone(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "decided before")
    nora.approves("decided before")
    ada.comments(open_article, "the first")
    ada.comments(open_article, "the second")
    nora.hands_over("the first")
    page = nora.reads("/moderation")
    assert "Handed over: Ada. It keeps waiting, for another person." in page.text
    assert nora.submits(page.form("/hand-over/undo"), "Undo").status == 303
    assert ["the first" in one.text for one in nora.queue()] == [True, False]
    assert not any("handed over" in one.text for one in [*nora.queue(), *second_moderator.queue()])
    page = nora.reads("/moderation")
    assert "Handed over" not in page.text
    assert "Approved: Ada" in page.text, "what was decided before stands, and can be undone next"


def test_a_note_comes_back_where_it_was_typed_when_its_decision_is_undone(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "answered with care")
    note = "Dear reader, this took four minutes to write well."
    nora.decides("answered with care", "Approve", note=note)
    nora.undoes()
    clock.forward(seconds=60)
    assert note not in ada.opens(receipt).text
    number = nora.finds("answered with care").comment
    assert nora.finds(number).form("Approve").fields["note"].strip() == note
    assert second_moderator.finds(number).form("Approve").fields["note"].strip() == ""
    assert nora.reads(f"/moderation/comments/{number}").text.count(note) == 1, "in its field, and not as something written"
    nora.approves(number)
    clock.forward(seconds=11)
    assert ada.opens(receipt).text.count(note) == 1
    ada.edits(receipt, "answered once more")
    assert nora.finds("answered once more").form("Approve").fields["note"].strip() == ""


def test_a_note_that_was_sent_without_deciding_is_confirmed(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "somebody at risk")
    answer = nora.submits(nora.finds("at risk").form("Send without deciding"), "Send without deciding", Note="Please call.")
    assert answer.status == 303
    assert "It stands on the receipt now." in nora.reads(answer.location).text
    assert "It stands on the receipt now." not in nora.reads("/moderation").text


def test_what_somebody_decided_meanwhile_cannot_be_handed_over(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "decided meanwhile")
    stale = second_moderator.finds("decided meanwhile").form("Hand over")
    nora.rejects("decided meanwhile")
    answer = second_moderator.submits(stale, "Hand over")
    assert answer.status == 409
    assert "has decided on this comment already" in answer.page.text


def test_anonymous_visitors_see_none_of_it(ada: Reader, open_article: str) -> None:
    ada.comments(open_article, "waiting words")
    for path in ("/moderation", "/moderation/comments/1"):
        answer = ada.asks(path)
        assert answer.status == 303
        assert "waiting words" not in answer.text
    token = ada.previews(open_article, "x").page.form("/comments").fields["csrf_token"]
    for path in ("/moderation/comments/1/decisions", "/moderation/comments/1/hand-over", "/moderation/decisions/1/undo"):
        answer = ada.asks(path, {"csrf_token": token, "verdict": "approved", "revision": "1"})
        assert answer.status == 303
        assert "/sign-in" in answer.location
    assert ada.sees(open_article) == {}
