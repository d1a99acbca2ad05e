"""Forty comments in ten minutes: whoever types, presses twice or is ahead of a slow network decides nothing by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.db import db
from app.moderation import Decision
from bench.waiting import fill
from tests.journeys.walking import Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server
from tests.support.waiting import until

WAITING = 6
HARD = "I want to die and I do not know how to go on"


@pytest.fixture
def server(start_server: StartServer, inside: Callable[[Server], Flask]) -> Server:
    """A few comments wait, and what is decided can be undone for a while."""
    server = start_server(UNDO_SECONDS=60)
    with inside(server).app_context():
        fill(WAITING)
    return server


@pytest.fixture
def page(server: Server, new_page: NewPage) -> Page:
    """The queue, in front of somebody who has signed in."""
    nora = Someone(new_page(server.base))
    nora.signs_in()
    expect(nora.page.locator(".card.now")).to_be_visible()
    return nora.page


def test_a_note_is_written_and_not_taken_for_keys(page: Page) -> None:
    card = page.locator(".card.now")
    page.keyboard.press("n")
    page.keyboard.type("Thanks, a kind word.")
    expect(card.get_by_label("Note")).to_have_value("Thanks, a kind word.")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("Shh. ")
    assert "Shh." in card.get_by_label("Note").input_value()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.type("ash")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_count(0)
    expect(page.get_by_role("article")).to_have_count(WAITING)


@pytest.mark.once
def test_a_double_click_and_a_key_held_down_decide_once(page: Page) -> None:
    for times in (1, 2):
        page.locator(".card.now").get_by_role("button", name="Approve").dblclick()
        expect(page.get_by_role("article")).to_have_count(WAITING - times)
    page.keyboard.down("s")
    page.keyboard.down("s")
    page.keyboard.down("s")
    expect(page.get_by_role("article")).to_have_count(WAITING - 3)
    expect(page).to_have_title("Queue - The Understory")


def test_undo_means_what_was_decided_last_however_slow_the_network_is(page: Page) -> None:
    first, second = (page.locator(".card").nth(at).get_attribute("id") for at in (0, 1))
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_be_visible()
    is_slow(page, milliseconds=500)
    page.keyboard.type("az")
    expect(page.get_by_role("article")).to_have_count(WAITING - 1)
    expect(page.locator(".card.now")).to_have_id(second or "")
    page.wait_for_timeout(1500)
    expect(page.get_by_role("status")).to_contain_text("Approved")
    assert page.locator(".done form").count() == 1
    page.keyboard.type("aazzz")
    expect(page.get_by_role("article")).to_have_count(WAITING)
    expect(page.locator(".card.now")).to_have_id(first or "")
    expect(page.get_by_role("status")).to_have_count(0)


@pytest.mark.once
def test_what_was_decided_is_kept_where_the_page_is_left_before_it_was_sent(
    page: Page, server: Server, inside: Callable[[Server], Flask]
) -> None:
    is_slow(page, milliseconds=900)
    page.keyboard.type("aaaaaz")
    page.close(run_before_unload=True)
    with inside(server).app_context():
        made = select(func.count()).select_from(Decision)
        until(lambda: db.session.scalar(made) == 4, seconds=10, log=lambda: f"{db.session.scalar(made)} were made")


def test_a_refused_decision_says_why_and_keeps_what_was_written(page: Page, server: Server) -> None:
    card = page.locator(".card.now")
    page.keyboard.press("n")
    card.get_by_label("Note").fill("x" * 4_100)
    card.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The note is too long")).to_be_visible()
    expect(card.get_by_label("Note")).to_have_value("x" * 4_100)
    expect(page.get_by_text("That did not arrive")).to_have_count(0)

    card.get_by_label("Note").fill("Thank you all the same.")
    olga = server.moderator()
    olga.decides(int((card.get_attribute("id") or "").removeprefix("card-")), "Spam")
    card.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("has decided on this comment already")).to_be_visible()
    expect(card.get_by_label("Note")).to_have_value("Thank you all the same.")


def test_a_hard_text_is_opened_before_it_is_decided_on(page: Page, server: Server) -> None:
    server.reader("Ada").comments("ask-for-tuesday", HARD)
    page.reload()
    card = page.locator(".card.now").filter(has_text=HARD)
    expect(card.get_by_text(HARD)).to_be_hidden()
    page.keyboard.press("a")
    expect(card.get_by_text(HARD)).to_be_visible()
    expect(page.get_by_text("nothing was decided. It is open now")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)
    page.keyboard.press("s")
    expect(page.get_by_role("status")).to_contain_text("Marked as spam: Ada")


def test_undoing_all_of_them_brings_all_of_them_back_and_a_comment_handed_over_comes_again(page: Page) -> None:
    page.keyboard.press("h")
    expect(page.get_by_role("article")).to_have_count(WAITING - 1)
    for left in range(WAITING - 2, -1, -1):
        page.keyboard.press("a")
        if left:
            expect(page.get_by_role("article")).to_have_count(left)
    expect(page.get_by_text("handed over by you")).to_be_visible()
    expect(page.get_by_role("heading", name="1 comment is waiting")).to_be_visible()
    page.get_by_text(f"and {WAITING - 2} before it").click()
    page.get_by_role("button", name="Undo all of them").click()
    expect(page.get_by_role("article")).to_have_count(WAITING)
    expect(page.get_by_role("heading", name=f"{WAITING} comments are waiting")).to_be_visible()


def is_slow(page: Page, *, milliseconds: int) -> None:
    """Make every answer as late as on a bad line."""
    line = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
