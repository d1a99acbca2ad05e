"""Nothing is decided on words that nobody could see: folded cards say that they are cut, and open before they decide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import ARTICLE
from tests.support.fixtures.servers import StartServer
from tests.support.people import Reader
from tests.support.server import Server

LONG = "I read this at four in the morning with one hand, and then once more. " * 4
HIDDEN = "And you are all fools."
SCREENS = {
    "a desk": {"viewport": {"width": 1280, "height": 800}},
    "a phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """A queue of this test's own, so that it is known which card is in focus."""
    return start_server(UNDO_SECONDS=60)


@pytest.fixture
def waiting(server: Server) -> Reader:
    """Two short comments wait, and behind them a long one with an insult as its last words."""
    reader = server.reader("Ada")
    for words in ("the first, in focus", "short", f"{LONG}\n\n{HIDDEN}"):
        reader.comments(ARTICLE, words)
    return reader


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.once
def test_a_card_that_hides_words_opens_before_anything_is_decided(
    server: Server, somebody: Somebody, waiting: Reader, screen: str, javascript: bool
) -> None:
    nora = somebody(server, **SCREENS[screen])
    nora.signs_in()
    card = nora.page.get_by_role("article").filter(has_text=HIDDEN)
    more, hidden = card.get_by_role("button", name="Read all of it"), card.get_by_text(HIDDEN)
    status = nora.page.get_by_role("status")
    if javascript:
        press(more)
        expect(hidden).to_be_in_viewport()
        expect(more).to_be_hidden()
        nora.page.keyboard.press("k")
        expect(more).to_be_visible()
        expect(hidden).not_to_be_in_viewport()
        press(card.get_by_role("button", name="Approve"))
        expect(hidden).to_be_in_viewport()
        expect(status).to_have_count(0)
    expect(more).to_be_hidden()
    press(card.get_by_role("button", name="Approve"))
    expect(status).to_contain_text("Approved: Ada")
    expect(card).to_have_count(0)


def test_a_card_that_shows_all_its_words_decides_at_once_until_the_window_is_too_narrow(
    server: Server, somebody: Somebody, waiting: Reader, javascript: bool
) -> None:
    waiting.comments(ARTICLE, "There is room enough for these words on a wide screen, but not on a phone that one holds.")
    nora = somebody(server, **SCREENS["a desk"])
    nora.signs_in()
    more = nora.page.get_by_role("article").filter(has_text="room enough").get_by_role("button", name="Read all of it")
    expect(more).to_be_hidden()
    nora.page.set_viewport_size({"width": 360, "height": 740})
    expect(more).to_be_visible(visible=javascript)
    short = nora.page.get_by_role("article").filter(has_text="short")
    press(short.get_by_role("button", name="Spam"))
    expect(nora.page.get_by_role("status")).to_contain_text("Marked as spam: Ada")
    expect(short).to_have_count(0)


def press(button: Locator) -> None:
    """Click, or tap where there is no mouse."""
    if button.page.evaluate("navigator.maxTouchPoints > 0"):
        button.tap()
    else:
        button.click()
