"""Danger that comes in while somebody works through the queue is what they read next."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import expect

from bench.waiting import fill
from tests.journeys.walking import ARTICLE, Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

MANY = 30
HARD = "I want to die and I do not know how to go on"


def test_it_stands_behind_the_card_in_focus_with_the_next_answer(
    start_server: StartServer, inside: Callable[[Server], Flask], new_page: NewPage
) -> None:
    server = start_server(UNDO_SECONDS=60)
    with inside(server).app_context():
        fill(MANY)
    nora = Someone(new_page(server.base))
    nora.signs_in()
    page = nora.page
    in_focus = page.locator(".card.now")
    expect(in_focus).to_be_visible()
    server.reader("Ada").comments(ARTICLE, HARD)
    page.keyboard.press("a")
    expect(page.get_by_role("link", name="Possible danger 1")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text=HARD)).to_have_count(1)
    expect(in_focus).not_to_contain_text(HARD)
    page.keyboard.press("a")
    expect(in_focus).to_contain_text(HARD)
    page.keyboard.press("a")
    page.keyboard.press("s")
    expect(page.get_by_role("link", name="Possible danger")).to_have_count(0)
    page.keyboard.press("z")
    expect(in_focus).to_contain_text(HARD)
    expect(page.get_by_role("link", name="Possible danger 1")).to_be_visible()
