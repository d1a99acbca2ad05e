"""Two tabs and two moderators: what one does, the other sees, and the time to undo runs out without a flicker."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app import accounts
from bench.waiting import fill
from tests.journeys.walking import Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

WAITING = 4
OLGA, HER_PASSWORD = "olga@example.org", "another long pass phrase 8"

MOVES = """bar => bar.getAnimations().map(({effect}) =>
  [effect.getTiming().iterations, effect.getKeyframes().map(one => one.transform)])"""
NAMES = "line => [line, ...line.querySelectorAll('*')].map(one => getComputedStyle(one).animationName)"


@pytest.fixture
def server(start_server: StartServer, inside: Callable[[Server], Flask]) -> Server:
    """A few comments wait, two people may decide on them, and what is decided can be undone for a while."""
    server = start_server(UNDO_SECONDS=60)
    with inside(server).app_context():
        fill(WAITING)
        accounts.add(OLGA, HER_PASSWORD, name="Olga")
    return server


@pytest.fixture
def page(server: Server, new_page: NewPage) -> Page:
    """The queue, in front of Nora."""
    nora = Someone(new_page(server.base))
    nora.signs_in()
    expect(nora.page.locator(".card.now")).to_be_visible()
    return nora.page


def test_what_was_decided_in_one_tab_is_undone_in_another_and_after_a_reload(page: Page) -> None:
    other = page.context.new_page()
    other.goto("/moderation")
    expect(other.get_by_role("article")).to_have_count(WAITING)
    first = page.locator(".card.now").get_attribute("id") or ""
    page.keyboard.press("a")
    expect(page.get_by_role("article")).to_have_count(WAITING - 1)

    page.reload()
    expect(told(page)).to_contain_text("Approved")
    other.reload()
    expect(other.get_by_role("article")).to_have_count(WAITING - 1)
    expect(told(other)).to_contain_text("Approved")
    told(other).get_by_role("button", name="Undo").click()
    expect(other.locator(".card.now")).to_have_id(first)
    expect(told(other)).to_have_count(0)

    told(page).get_by_role("button", name="Undo").click()  # undone already: twice is once
    expect(told(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("article")).to_have_count(WAITING)
    expect(told(page)).to_have_count(0)


def test_the_time_that_is_left_is_seen_and_nothing_blinks(page: Page, new_page: NewPage, server: Server) -> None:
    page.keyboard.press("a")
    line = told(page)
    bar = line.locator(".left")
    expect(bar).to_be_visible()
    before, said = width(bar), line.inner_text()
    page.wait_for_timeout(1500)
    after = width(bar)
    assert before * 0.5 < after < before - 1, "one bar grows shorter, by as much as has passed"
    assert line.inner_text() == said, "in a region that is read out, a number that changes would be read out each second"
    assert set(line.evaluate(NAMES)) == {"none"}
    assert bar.evaluate(MOVES) == [[1, ["scaleX(1)", "scaleX(0)"]]], "once, from whole to nothing"

    plain = new_page(server.base, javascript=False)
    plain.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    left = [seconds_left(plain)]
    plain.wait_for_timeout(1500)
    left.append(seconds_left(plain))
    assert 0 < left[1] < left[0] < 60
    assert set(told(plain).evaluate(NAMES)) == {"none"}


def test_a_comment_that_one_has_before_them_is_marked_for_the_other(page: Page, server: Server, new_page: NewPage) -> None:
    first, second = (page.locator(".card").nth(at).get_attribute("id") or "" for at in (0, 1))
    goes(page, "j", to=second)
    olga = new_page(server.base)
    olga.goto("/moderation")
    olga.get_by_label("Email").fill(OLGA)
    olga.get_by_label("Password").fill(HER_PASSWORD)
    olga.get_by_role("button", name="Sign in").click()
    expect(olga.locator(".card.now")).to_have_id(first)
    hers = olga.locator(f"#{second}")
    expect(hers.get_by_text("Nora is reading this one just now.")).to_be_visible()
    expect(olga.get_by_text("is reading this one")).to_have_count(1)
    expect(hers.get_by_role("button", name="Approve")).to_be_enabled()

    goes(olga, "j", to=second)
    expect(hers.get_by_text("Nora is reading this one just now.")).to_be_visible()
    goes(page, "k", to=first)
    goes(page, "j", to=second)
    expect(page.locator(f"#{second}").get_by_text("Olga is reading this one just now.")).to_be_visible()
    goes(page, "k", to=first)
    olga.reload()
    expect(olga.locator(f"#{first}").get_by_text("Nora is reading this one just now.")).to_be_visible()
    expect(olga.get_by_text("is reading this one")).to_have_count(1)


def goes(page: Page, key: str, *, to: str) -> None:
    """Go to a card, and stay until the others have heard of it."""
    with page.expect_response(re.compile(rf"/comments/{to.removeprefix('card-')}/look$")) as answer:
        page.keyboard.press(key)
    assert answer.value.ok


def told(page: Page) -> Locator:
    """The line that says what was decided last."""
    return page.locator("#recent [role=status]")


def width(bar: Locator) -> float:
    """Pixels."""
    box = bar.bounding_box()
    assert box
    return box["width"]


def seconds_left(page: Page) -> int:
    """What a page without JavaScript says, loaded now."""
    page.goto("/moderation")
    found = re.search(r"takes effect in (\d+) second", told(page).inner_text())
    assert found
    return int(found[1])
