"""Forty comments in ten minutes: whoever types, presses twice or is ahead of a slow network decides nothing by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from bench.waiting import fill
from tests.journeys.walking import Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

WAITING = 6


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


def test_a_double_click_and_a_key_held_down_decide_once(page: Page) -> None:
    for times in (1, 2):
        page.locator(".card.now").get_by_role("button", name="Approve").dblclick()
        expect(page.get_by_role("article")).to_have_count(WAITING - times)
    page.keyboard.down("s")
    page.keyboard.down("s")
    page.keyboard.down("s")
    expect(page.get_by_role("article")).to_have_count(WAITING - 3)
    expect(page).to_have_title("Queue - The Understory")
