"""Decide, and undo: the queue as a moderator works through it."""

from __future__ import annotations

import secrets
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import ARTICLE, can_be_followed
from tests.support.fixtures.servers import StartServer
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import Server

WINDOW = 5
"""Seconds; long enough to find a button on a busy machine, short enough to wait for."""


def test_a_moderator_signs_in_reads_and_approves(server: Server, somebody: Somebody, ada: Reader, javascript: bool) -> None:
    ada.comments(ARTICLE, f"to be approved, {javascript}")
    nora, ben = somebody(server), somebody(server)
    nora.signs_in()
    card = nora.finds(f"to be approved, {javascript}")
    expect(card.get_by_role("heading", name="Ada")).to_be_visible()
    expect(card.get_by_role("link", name="Ask for Tuesday")).to_be_visible()
    nora.decides(f"to be approved, {javascript}", "Approve")
    ben.reads()
    assert ben.sees(f"to be approved, {javascript}")


def test_a_rejection_tells_the_author_why(server: Server, somebody: Somebody, nora: ModeratorAtWork, javascript: bool) -> None:
    ada, moderator = somebody(server), somebody(server)
    receipt = ada.comments(f"to be rejected, {javascript}")
    moderator.is_signed_in_as(nora)
    card = moderator.finds(f"to be rejected, {javascript}").first
    card.get_by_text(f"to be rejected, {javascript}").click()  # with JavaScript, a card in focus is open
    card.get_by_text("Say why, or write to the author").click()
    reason = card.get_by_label("Reason").locator("option").nth(1)
    card.get_by_label("Reason").select_option(index=1)
    card.get_by_label("Note").fill("Thank you for writing all the same.")
    assert reason.inner_text()
    card.get_by_role("button", name="Reject").click()
    expect(card).to_have_count(0)
    ada.page.goto(receipt)
    expect(ada.page.get_by_text("decided not to publish")).to_be_visible()
    expect(ada.page.get_by_text("Thank you for writing all the same.")).to_be_visible()
    assert ada.page.locator("main .aside").count() == 2
    ada.reads()
    assert not ada.sees(f"to be rejected, {javascript}")


def test_spam_and_handing_over_clear_the_desk(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, ada: Reader, javascript: bool
) -> None:
    # never the same: the server learns from the first, and would put the second among the spam by itself
    unwanted, left = (" ".join(secrets.token_hex(3) for _ in range(5)) for _ in range(2))
    ada.comments(ARTICLE, unwanted)
    ada.comments(ARTICLE, left)
    moderator = somebody(server)
    moderator.is_signed_in_as(nora)
    moderator.decides(unwanted, "Spam")
    card = moderator.finds(left)
    card.get_by_role("button", name="Hand over").click()
    told = moderator.page.get_by_role("status").filter(has_text="It keeps waiting, for another person.")
    expect(told).to_be_visible()
    told.get_by_role("button", name="Undo").click()
    expect(told).to_have_count(0)
    expect(moderator.finds(left).get_by_text("handed over by you")).to_have_count(0)
    moderator.finds(left).get_by_role("button", name="Hand over").click()
    expect(told).to_be_visible()
    expect(moderator.finds(left).get_by_text("handed over by you")).to_be_visible()
    moderator.decides(left, "Approve")
    moderator.page.goto("/moderation/comments")
    expect(moderator.page.locator("main li").filter(has_text="spam").first).to_be_visible()


def test_undo_puts_everything_back_and_waiting_lets_it_happen(start_server: StartServer, somebody: Somebody) -> None:
    server = start_server(UNDO_SECONDS=WINDOW)
    ada, ben, nora = server.reader("Ada"), somebody(server), somebody(server)
    for words in ("approved by a slip", "meant to be public"):
        ada.comments(ARTICLE, words)
    nora.signs_in()
    nora.decides("approved by a slip", "Approve")
    told = nora.page.get_by_role("status")
    expect(told).to_contain_text("Approved: Ada, Ask for Tuesday. It takes effect in")
    ben.reads()
    assert not ben.sees("approved by a slip")
    told.get_by_role("button", name="Undo").click()
    expect(told).to_have_count(0)
    expect(nora.page.get_by_role("article").filter(has_text="approved by a slip")).to_be_visible()

    nora.decides("meant to be public", "Approve")
    decided = time.monotonic()
    ben.reads()
    assert not ben.sees("meant to be public")
    ben.page.wait_for_timeout(max(0, decided + WINDOW + 0.3 - time.monotonic()) * 1000)
    ben.reads()
    assert ben.sees("meant to be public")
    assert not ben.sees("approved by a slip"), "undone, and it happened all the same"


@pytest.mark.once
def test_a_page_older_than_the_words_decides_nothing_and_shows_both(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, ada: Reader, javascript: bool
) -> None:
    receipt = ada.comments(ARTICLE, f"the first words, {javascript}")
    moderator, ben = somebody(server), somebody(server)
    moderator.is_signed_in_as(nora)
    card = moderator.finds(f"the first words, {javascript}")
    ada.edits(receipt, f"the second words, {javascript}")
    with moderator.page.expect_response(lambda answer: answer.url.endswith("/decisions")) as answer:
        card.get_by_role("button", name="Approve").click()
    assert answer.value.status == 409
    expect(moderator.page.get_by_role("heading", name="Something changed meanwhile")).to_be_visible()
    expect(moderator.page.get_by_text(f"the first words, {javascript}")).to_be_visible()
    expect(moderator.page.get_by_text(f"the second words, {javascript}")).to_be_visible()
    ben.reads()
    assert not ben.sees(f"words, {javascript}")
    assert nora.finds(f"the second words, {javascript}")

    moderator.page.get_by_role("button", name="Approve").first.click()
    expect(moderator.page.get_by_role("heading", name="Something changed meanwhile")).to_have_count(0)
    ben.reads()
    assert ben.sees(f"the second words, {javascript}")
    assert not ben.sees(f"the first words, {javascript}")


def test_the_keyboard_alone_is_enough_to_decide(
    server: Server, somebody: Somebody, nora: ModeratorAtWork, ada: Reader, javascript: bool
) -> None:
    ada.comments(ARTICLE, f"decided by keyboard, {javascript}")
    moderator = somebody(server)
    moderator.is_signed_in_as(nora)
    card = moderator.finds(f"decided by keyboard, {javascript}")
    passed = moderator.tabs_to("Approve")
    while not card.locator(":focus").count():
        passed += moderator.tabs_to("Approve")
    can_be_followed(passed)
    moderator.page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    ada_sees = ada.sees(ARTICLE)
    assert f"decided by keyboard, {javascript}" in ada_sees.values()


def test_a_name_and_a_domain_without_a_break_are_no_wider_than_a_phone(start_server: StartServer, somebody: Somebody) -> None:
    server, domain = start_server(UNDO_SECONDS=600), f"{'long' * 12}.{'longer' * 8}.example"
    for words in ("one link", "another link"):
        server.reader("Wilhelmina" * 6).comments(ARTICLE, f"{words}: https://{domain}/")
    nora = somebody(server, viewport={"width": 360, "height": 780})
    nora.signs_in()
    nora.decides("one link", "Approve")
    server.reader("Wilhelmina" * 6).comments(ARTICLE, f"a third link: https://{domain}/")
    for path in ("/moderation", "/moderation/comments", f"/moderation/together?domain={domain}", f"/articles/{ARTICLE}"):
        nora.page.goto(path)
        expect(nora.page.get_by_text("Wilhelmina").first).to_be_visible()
        assert nora.page.evaluate("document.documentElement.scrollWidth") <= 360, path
        fits = "[...document.querySelectorAll('.done')].every((one) => one.scrollWidth <= one.clientWidth)"
        assert nora.page.evaluate(fits), path
