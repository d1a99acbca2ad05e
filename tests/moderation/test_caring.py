"""Caring for whoever reads: hard words stay folded, are counted, and a pause is suggested; and notes to who wrote them."""

from __future__ import annotations

import re

import pytest

from tests.support.content import ContentFolder
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import ModeratorAtWork, Reader

HARD = "I want to die and I do not know how to go on"


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """A pause after two hard texts, and a prepared sentence."""
    site = content.path / "site.toml"
    text = site.read_text(encoding="utf-8")
    text = text.replace("[comments]", "[comments]\nhard_texts_before_pause = 2", 1)
    site.write_text(f'{text}\n[[notes]]\nkey = "worried"\ntext = "A person has read this and is worried."\n', encoding="utf-8")
    return content


def test_possible_danger_comes_first_under_its_label_and_folded(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "an ordinary comment")
    ada.comments(open_article, HARD)
    first, second = nora.queue()
    folds = [one for one in first.element.iter("details") if one.get("class") == "hard"]
    assert [HARD in "".join(one.itertext()) for one in folds] == [True]
    assert first.text.index("possible danger") < first.text.index(HARD)
    assert "ordinary" in second.text


def test_hard_words_are_folded_wherever_they_are_shown(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, HARD)
    number = nora.queue()[0].comment
    for where in ("switches?comment={}", "comments/{}/erase", "comments/{}"):
        path = f"/moderation/{where.format(number)}"
        page = nora.reads(path)
        folded = "".join("".join(one.itertext()) for one in page.root.iter("details") if one.get("class") == "hard")
        assert HARD in folded, path
        assert page.text.count(HARD) == folded.count(HARD), path


def test_hard_words_that_were_published_and_reported_are_folded_still(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, HARD)
    number = nora.approves(HARD)
    clock.forward(seconds=11)
    form = ben.reads(f"/comments/{number}/report").form("/report")
    assert ben.submits(form, "Send", body="This is about my sister").status == 303
    assert "possible danger" in nora.finds(number).text
    ada.comments(open_article, "an ordinary comment")
    for path in ("/moderation", "/moderation/comments", f"/moderation/comments/{number}"):
        page = nora.reads(path)
        folded = "".join("".join(one.itertext()) for one in page.root.iter("details") if one.get("class") == "hard")
        assert page.text.count(HARD) == folded.count(HARD), path
    nora.approves(number)
    clock.forward(seconds=11)
    assert HARD not in nora.finds("an ordinary comment").text, "beside another comment of the same author"


def unfolded(page: Page) -> str:
    """What stands on a page before anything is opened."""
    folds = ["".join(one.itertext()) for one in page.root.iter("details") if one.get("class") in ("hard", "changes")]
    text = "".join(page.root.itertext())
    for fold in folds:
        text = text.replace(fold, "")
    return text


def test_nothing_that_quotes_hard_words_stands_outside_their_fold(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, f"{HARD}, says Hannah Whitcombe")
    page = nora.reads("/moderation")
    assert "a wish to die or to hurt" in unfolded(page), "why it is here"
    assert not re.search("want to die|Whitcombe", unfolded(page))
    assert re.search("“[^“”]*want to die[^“”]*”", page.text)
    number = nora.approves(HARD)
    clock.forward(seconds=11)
    form = ben.reads(f"/comments/{number}/report").form("/report")
    ben.submits(form, "Send", body="She will kill herself tonight", reason="unkind")
    page = nora.reads("/moderation")
    assert re.search("Reported by a reader,? ", unfolded(page))
    assert not re.search("want to die|Whitcombe|kill herself", unfolded(page))
    assert "She will kill herself tonight" in page.text


def test_a_name_that_may_hurt_is_folded_with_the_words_wherever_the_desk_shows_it(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    name = "Go and kill yourself"
    ada.comments(open_article, "a link that helped: https://sleep.example/a", name=name)
    ben.comments(open_article, "one more: https://sleep.example/b")
    number = next(one.comment for one in nora.queue() if name in one.text)
    pages = ("", "/comments", "/switches?comment={}", "/comments/{}/erase", "/comments/{}", "/together?domain=sleep.example")
    for where in pages:
        page = nora.reads(f"/moderation{where.format(number)}")
        assert name not in unfolded(page), where
        assert name not in " ".join(one.get("aria-label", "") for one in page.root.iter()), where
    assert name in nora.finds(number).text, "whoever opens it reads it"
    nora.hands_over(number)
    assert name not in unfolded(nora.reads("/moderation"))
    nora.approves(number)
    assert name not in unfolded(nora.reads("/moderation"))
    clock.forward(seconds=11)
    ben.comments(open_article, "I am with you", parent=number)
    assert name not in unfolded(nora.reads("/moderation"))
    assert name in nora.reads("/moderation").text


def test_a_blocked_name_is_folded_where_the_words_are(
    ada: Reader, nora: ModeratorAtWork, open_article: str, content: ContentFolder
) -> None:
    (content.path / "blocked.txt").write_text("scum", encoding="utf-8")
    ada.comments(open_article, HARD, name="Scum of the town")
    ada.comments(open_article, "an ordinary comment", name="Scum of the town")
    hard, ordinary = nora.queue()
    assert [one.element.find(".//h2/bdi").text == "Scum of the town" for one in (hard, ordinary)] == [False, True]
    assert "Scum of the town" in hard.text


def test_hard_words_that_are_answered_or_were_changed_are_folded_too(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, HARD)
    number = nora.approves(HARD)
    clock.forward(seconds=11)
    ben.comments(open_article, "I am with you", parent=number)
    page = nora.reads("/moderation")
    assert "I am with you" in unfolded(page)
    assert HARD in page.text
    assert HARD not in unfolded(page)
    nora.approves("I am with you")
    ada.edits(receipt, "I slept, and it is better")
    page = nora.reads("/moderation")
    assert "I slept, and it is better" in unfolded(page)
    assert "want to die" in page.text
    assert "want to die" not in unfolded(page)


def test_a_pause_is_suggested_after_as_many_hard_texts_as_the_site_says(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    for number in range(2):
        ada.comments(open_article, f"{HARD}, {number}")
    opened = nora.queue()[0]
    form = opened.form("Approve")
    for _ in range(2):
        nora.asks(f"/moderation/comments/{opened.comment}/opened", {"csrf_token": form.fields["csrf_token"]})
    assert "1 hard text in this sitting" in nora.reads("/moderation").text
    nora.decides(nora.queue()[1].comment, "Reject")
    page = nora.reads("/moderation")
    assert "You have read 2 hard texts in this sitting." in page.text
    nora.submits(page.form("/moderation/pause"))
    assert "in this sitting" not in nora.reads("/moderation").text


def test_another_day_is_another_sitting(ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str) -> None:
    ada.comments(open_article, HARD)
    nora.decides(nora.queue()[0].comment, "Approve")
    assert "1 hard text in this sitting" in nora.reads("/moderation").text
    clock.forward(hours=4)
    assert "in this sitting" not in nora.reads("/moderation").text


def test_a_prepared_sentence_reaches_the_receipt_without_a_decision(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    receipt = ada.comments(open_article, HARD)
    form = nora.queue()[0].form("Approve")
    for _ in range(2):
        assert nora.submits(form, "Send without deciding", prepared="worried", Note="Please call somebody.").status == 303
    page = ada.opens(receipt)
    assert "A person has read this and is worried." in page.text
    assert page.text.count("Please call somebody.") == 1
    assert "waits for a person" in page.text
    assert len(nora.queue()) == 1


def test_a_note_goes_with_any_verdict_and_a_verdict_undone_takes_it_back(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    receipt = ada.comments(open_article, "kind words")
    nora.decides(nora.queue()[0].comment, "Approve", note="Thank you for this.")
    assert "Thank you for this." not in ada.opens(receipt).text
    nora.undoes()
    clock.forward(seconds=11)
    assert "Thank you for this." not in ada.opens(receipt).text
    nora.decides(nora.queue()[0].comment, "Approve", note="Thank you for this.")
    clock.forward(seconds=11)
    assert "Thank you for this." in ada.opens(receipt).text


def test_a_note_that_cannot_be_sent_stays_where_it_was_typed(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "kind words")
    form = nora.queue()[0].form("Approve")
    answer = nora.submits(form, "Approve", Note="much too long " * 400)
    assert answer.status == 422
    assert "much too long much too long" in answer.text
    assert nora.submits(form, "Send without deciding").status == 422
    assert len(nora.queue()) == 1


def test_who_reads_a_comment_is_named_to_the_others_for_a_while(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, "read by two")
    waiting = nora.queue()[0]
    token = {"csrf_token": waiting.form("Approve").fields["csrf_token"]}
    assert nora.asks(f"/moderation/comments/{waiting.comment}/look", token).text.strip() == ""
    assert "Nora is reading this one just now" in second_moderator.queue()[0].text
    assert "reading this one" not in nora.queue()[0].text
    clock.forward(seconds=91)
    assert "reading this one" not in second_moderator.queue()[0].text


def test_new_words_stand_beside_what_they_changed(ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str) -> None:
    receipt = ada.comments(open_article, "I slept four hours")
    nora.approves("four hours")
    clock.forward(seconds=11)
    ada.edits(receipt, "I slept five hours")
    card = nora.finds("five hours").element
    assert ["".join(one.itertext()).strip() for one in card.iter("del")] == ["four"]
    assert ["".join(one.itertext()).strip() for one in card.iter("ins")] == ["five"]


NOTE = "You wrote that nobody noticed. We did."


SENDS = {"Approve": "/decisions", "Reject": "/decisions", "Send without deciding": "/notes", "Hand over": "/hand-over"}


@pytest.mark.parametrize("button", SENDS)
def test_a_note_that_was_typed_while_the_session_ended_is_kept_until_it_can_be_sent(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str, button: str
) -> None:
    receipt = ada.comments(open_article, "kind words")
    form = nora.queue()[0].form("Approve")
    clock.forward(hours=13)
    out = nora.submits(form, button, Note=NOTE)
    assert (out.status, "You were signed out" in out.page.text) == (403, True)
    assert "kind words" not in out.text
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    stale = nora.submits(out.page.form(SENDS[button]), "Try again")
    assert (stale.status, NOTE in stale.page.text) == (400, True)
    sent = nora.submits(stale.page.form(SENDS[button]), "Try again")
    if button == "Reject":
        sent = nora.submits(sent.page.form("/decisions"), "Without a reason")
    assert sent.status == 303
    clock.forward(seconds=11)
    if button == "Hand over":
        assert NOTE in nora.queue()[0].text
    else:
        assert NOTE in ada.opens(receipt).text


def test_a_decision_of_somebody_who_signed_out_or_in_meanwhile_has_a_way_on(
    ada: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "kind words")
    form = nora.queue()[0].form("Approve")
    nora.submits(nora.reads("/moderation/account").form("/sign-out"))
    assert nora.submits(form, "Approve").location.startswith("/moderation/sign-in")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    stale = nora.submits(form, "Approve")
    assert (stale.status, "was not sent" in stale.page.text) == (400, False)
    assert nora.submits(stale.page.form("/decisions"), "Try again").status == 303
    assert nora.queue() == []


def test_another_sites_form_is_offered_no_button_that_decides(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "kind words")
    one = nora.queue()[0]
    path, fields = one.form("Approve").action, {"verdict": "approved", "revision": "1", "note": "from elsewhere"}
    answer = nora.asks(path, fields, Origin="https://elsewhere.example")
    assert answer.status in (400, 403)
    assert "Try again" not in answer.page.text


def test_a_note_stands_where_it_was_typed_after_handing_over(
    ada: Reader, nora: ModeratorAtWork, second_moderator: ModeratorAtWork, open_article: str
) -> None:
    ada.comments(open_article, "kind words")
    assert nora.submits(nora.queue()[0].form("Hand over"), "Hand over", prepared="worried", Note=NOTE).status == 303
    assert NOTE not in second_moderator.queue()[0].text
    assert f"A person has read this and is worried. {NOTE}" in nora.queue()[0].text
    nora.submits(nora.queue()[0].form("Hand over"), "Hand over", Note="")
    assert NOTE not in nora.queue()[0].text, "taken out by whoever wrote it"


@pytest.mark.parametrize("button", ["Approve", "Send without deciding", "Hand over"])
def test_signs_that_are_no_text_are_left_out_of_a_note(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str, button: str
) -> None:
    receipt = ada.comments(open_article, "kind words")
    pasted = "\x00Thank\x0b you.\r\n\r\n\tWe read it."
    assert nora.submits(nora.queue()[0].form("Approve"), button, Note=pasted).status == 303
    clock.forward(seconds=11)
    assert "Thank you. We read it." in (nora.queue()[0].text if button == "Hand over" else ada.opens(receipt).text)


def test_a_hard_text_that_is_read_again_another_day_counts_again(
    ada: Reader, nora: ModeratorAtWork, clock: Clock, open_article: str
) -> None:
    ada.comments(open_article, HARD)
    one = nora.queue()[0]
    opened = f"/moderation/comments/{one.comment}/opened"
    for hours in (0, 24):
        clock.forward(hours=hours)
        nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
        token = nora.queue()[0].form("Approve").fields["csrf_token"]
        for _ in range(2):
            nora.asks(opened, {"csrf_token": token})
        assert "1 hard text in this sitting" in nora.reads("/moderation").text, hours
