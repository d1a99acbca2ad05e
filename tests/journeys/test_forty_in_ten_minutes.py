"""Two hundred waiting comments worked through by keyboard alone: one key approves, two reject, nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.comments import Comment
from app.db import db
from app.moderation import Decision
from bench.waiting import fill
from tests.journeys.walking import Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

MANY = 200


@pytest.fixture
def filled(start_server: StartServer, inside: Callable[[Server], Flask]) -> tuple[Server, Flask]:
    """A server with two hundred comments waiting, and the application on its database."""
    server = start_server(UNDO_SECONDS=2)
    app = inside(server)
    with app.app_context():
        fill(MANY)
    return server, app


def test_two_hundred_comments_by_keyboard(filled: tuple[Server, Flask], new_page: NewPage, axe: Callable[[Page], None]) -> None:
    server, app = filled
    nora = Someone(new_page(server.base))
    nora.signs_in()
    page, pressed = nora.page, Counter[str]()
    expect(page.locator(".card.now")).to_be_visible()
    axe(page)
    for number in range(MANY):
        card = page.locator(".card.now").get_attribute("id")
        keys = ("r", "1") if number % 5 == 4 else ("a",)
        for key in keys:
            page.keyboard.press(key)
            pressed["reject" if len(keys) > 1 else "approve"] += 1
        page.wait_for_function("id => document.querySelector('.card.now')?.id !== id", arg=card)
    expect(page.get_by_text("Everything has been read.")).to_be_visible(timeout=60_000)  # the last answers are on their way
    assert pressed == {"approve": MANY * 4 // 5, "reject": MANY // 5 * 2}
    with app.app_context():
        counted = db.session.execute(select(Decision.verdict, func.count()).group_by(Decision.verdict)).all()
        assert {verdict: number for verdict, number in counted} == {"approved": MANY * 4 // 5, "rejected": MANY // 5}  # noqa: C416
        assert db.session.scalar(select(func.count()).where(Comment.waiting_since.is_not(None))) == 0


def test_undo_goes_several_steps_back_over_a_reload_and_keys_can_be_switched_off(
    start_server: StartServer, inside: Callable[[Server], Flask], new_page: NewPage
) -> None:
    server = start_server(UNDO_SECONDS=60)
    with inside(server).app_context():
        fill(4)
    nora = Someone(new_page(server.base))
    nora.signs_in()
    page = nora.page
    expect(page.locator(".card.now")).to_be_visible()
    for left in (3, 2, 1):
        page.keyboard.press("a")
        expect(page.get_by_role("article")).to_have_count(left)
    expect(page.get_by_role("status")).to_contain_text("Approved")
    page.reload()
    expect(page.locator(".card.now")).to_be_visible()
    for left in (2, 3, 4):
        page.keyboard.press("z")
        expect(page.get_by_role("article")).to_have_count(left)
    expect(page.get_by_role("status")).to_have_count(0)

    page.keyboard.press("?")
    page.get_by_role("button", name="Switch the keys off").click()
    expect(page.locator(".card.now")).to_be_visible()
    page.keyboard.press("a")
    page.wait_for_timeout(500)
    expect(page.get_by_role("article")).to_have_count(4)
