"""Deciding together: only what shares a signal, only what was shown, and all of it can be undone."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.moderation import Decision
from tests.support.people import ModeratorAtWork, Reader


def test_comments_that_link_to_one_place_are_shown_and_decided_together(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "See http://vitamins.example/one and rest")
    ben.comments(open_article, "Cheap: https://www.vitamins.example/two")
    ben.comments(open_article, "Nothing for sale")
    page = nora.reads(nora.reads("/moderation").link("2 waiting comments link to vitamins.example"))
    assert len(page.articles()) == 2
    form = page.form("/moderation/together")
    ticked = [one.get("value") for one in page.root.iter("input") if one.get("name") == "shown"]
    answer = nora.door.ask(form.action, {**form.fields, "shown": str(ticked[0]), "verdict": "spam"})
    assert answer.status == 303
    left = nora.reads("/moderation/together?domain=vitamins.example")
    assert ["example/two" in "".join(one.itertext()) for one in left.articles()] == [True]
    assert nora.finds("Nothing for sale")


def test_the_same_words_are_a_signal_and_others_are_not_decided_with_them(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    for reader in (ada, ben):
        reader.comments(open_article, "Exactly these words, and no others, at all.")
    ben.comments(open_article, "Something else altogether")
    other = nora.finds("Something else")
    revision = other.form("Approve").fields["revision"]
    page = nora.reads(nora.reads("/moderation").link("2 waiting comments have these words"))
    form = page.form("/moderation/together")
    nora.door.ask(form.action, {**form.fields, "shown": f"{other.comment}:{revision}", "verdict": "approved"})
    assert len(nora.queue()) == 3


def test_rejecting_together_asks_why_and_keeps_what_was_ticked(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str, db: SQLAlchemy
) -> None:
    for number, reader in enumerate((ada, ben, ada)):
        reader.comments(open_article, f"Number {number}: https://vitamins.example/{number}")
    page = nora.reads("/moderation/together?domain=vitamins.example")
    assert "No reason given" not in page.text
    form = page.form("/moderation/together")
    ticked = [one.get("value") or "" for one in page.root.iter("input") if one.get("name") == "shown"]
    reject = form.button("Reject all ticked")
    asked = nora.door.ask(reject.action or "", {**form.fields, "verdict": reject.value, "shown": ticked[:2]}).page  # type: ignore[dict-item]
    assert "Why are they rejected?" in asked.headings
    assert len(nora.queue()) == 3
    kept = [one.get("value") or "" for one in asked.root.iter("input") if one.get("checked") is not None]
    assert kept == ticked[:2]
    why = asked.form("/moderation/together")
    assert why.has_button("Without a reason")
    chosen = why.button("Unkind to someone")
    nora.door.ask(chosen.action or why.action, {**why.fields, "reason": chosen.value, "shown": kept})  # type: ignore[dict-item]
    assert len(nora.queue()) == 1
    assert list(db.session.scalars(select(Decision.reason))) == [chosen.value] * 2


def test_everything_decided_in_the_window_can_be_undone_at_once(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    for number in range(3):
        ada.comments(open_article, f"comment {number} of three")
    nora.approves_everything()
    nora.submits(nora.reads("/moderation").form("/undo-all"), "Undo all")
    assert len(nora.queue()) == 3


def test_what_others_did_meanwhile_is_told_and_the_number_that_can_be_undone_is_true(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str
) -> None:
    receipts = [ada.comments(open_article, f"Number {one}: https://vitamins.example/{one}") for one in range(15)]
    page = nora.reads("/moderation/together?domain=vitamins.example")
    form = page.form("/moderation/together")
    ticked = [one.get("value") or "" for one in page.root.iter("input") if one.get("name") == "shown"]
    second_moderator.rejects("Number 0:")
    ada.edits(receipts[1], "Without a link")
    ada.withdraws(receipts[2])
    answer = nora.door.ask(form.action, {**form.fields, "verdict": "approved", "shown": ticked})  # type: ignore[dict-item]
    told = nora.reads(answer.location)
    assert "12 approved. Olga was first: 1 rejected, " in told.text
    assert "1 has new words and was left as it is. 1 is gone: taken back or erased." in told.text
    assert "and 11 before it" in told.text
    nora.submits(told.form("/undo-all"), "Undo all")
    assert len(nora.queue()) == 13


def test_a_comment_of_nothing_but_links_does_not_stop_the_queue(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    for part in range(5):
        ada.comments(open_article, " ".join(f"http://a{part}x{number}.example" for number in range(90)))
    assert nora.asks("/moderation").status == 200
    assert nora.asks("/moderation?lane=suspected").status == 200


@pytest.mark.parametrize(
    "signal", ["likeness=99999999999999999999", "likeness=--5", "likeness=%D9%A3", "domain=%00", "domain=", ""]
)
def test_a_signal_that_nothing_can_have_leads_nowhere(nora: ModeratorAtWork, signal: str) -> None:
    assert nora.asks(f"/moderation/together?{signal}").status == 404
