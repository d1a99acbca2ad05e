"""A moderator's page is killed: what was answered stands, the rest still waits, and what was being written is there again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.journeys.walking import ARTICLE, Someone
from tests.support.fixtures.browsers import NewPage
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import Server
from tests.support.waiting import until

NOTE = "[...document.querySelectorAll('.card')].find((one) => one.innerText.includes(%r))?.querySelector('textarea').value"


class DeadTab:
    """A tab whose page was killed: Playwright gives it up, and the browser goes on with it.

    Nothing may watch its requests: they would wait for Playwright.
    """

    def __init__(self, browser: Browser, page: Page) -> None:
        self._browser = browser.new_browser_cdp_session()
        self._answers: dict[int, Any] = {}
        self._numbers = count(1)
        with page.expect_event("crash"), suppress(Error):
            page.goto("chrome://crash")
        tabs = self._browser.send("Target.getTargets")["targetInfos"]
        dead = next(tab for tab in tabs if tab["url"] == "chrome://crash/")
        self._browser.on("Target.receivedMessageFromTarget", self._hear)
        attached = self._browser.send("Target.attachToTarget", {"targetId": dead["targetId"], "flatten": False})
        self._session = attached["sessionId"]

    def goes_to(self, address: str) -> None:
        """Open a page in it."""
        self._ask("Page.navigate", url=address)

    def evaluates(self, expression: str) -> Any:
        """What an expression is worth on its page."""
        return self._ask("Runtime.evaluate", expression=expression)["result"].get("value")

    def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": params})
        self._browser.send("Target.sendMessageToTarget", {"sessionId": self._session, "message": message})
        until(lambda: bool(self._browser.send("Target.getTargets")) and number in self._answers, seconds=20)
        return self._answers[number]["result"]

    def _hear(self, event: dict[str, str]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message


@pytest.fixture
def unwatched(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of whose requests the test hears nothing."""
    context = browser.new_context(base_url=server.base)
    yield context.new_page()
    context.close()


def test_a_killed_page_keeps_what_was_answered_and_what_was_begun(
    server: Server, browser: Browser, unwatched: Page, nora: ModeratorAtWork, ada: Reader
) -> None:
    words = [f"comment {one} before the page is killed" for one in range(3)]
    for one in words:
        ada.comments(ARTICLE, one)
    page = unwatched
    Someone(page).is_signed_in_as(nora)
    page.goto("/moderation")
    card = page.locator(".card").filter(has_text=words[0])
    card.get_by_text(words[0]).click()
    with page.expect_response(lambda answer: answer.url.endswith("/decisions") and answer.ok):
        card.get_by_role("button", name="Approve").click()
    card = page.locator(".card").filter(has_text=words[1])
    card.get_by_text(words[1]).click()
    card.get_by_text("Say why, or write to the author").click()
    card.get_by_label("Note").fill("I read this twice, and")
    tab = DeadTab(browser, page)
    assert [one for one in words if any(one in waits.text for waits in nora.queue())] == words[1:]
    tab.goes_to(f"{server.base}/moderation")
    until(lambda: tab.evaluates(NOTE % words[1]) == "I read this twice, and", seconds=20)
    assert not tab.evaluates(NOTE % words[2])
    for one in words[1:]:
        nora.approves(one)


def test_a_note_that_was_sent_or_whose_writer_signed_out_is_kept_no_longer(
    server: Server, new_page: NewPage, nora: ModeratorAtWork, ada: Reader
) -> None:
    ada.comments(ARTICLE, "somebody writes about this one")
    at_work = Someone(new_page(server.base))
    at_work.is_signed_in_as(nora)
    page = at_work.page

    def note() -> Any:
        page.goto("/moderation")
        card = page.locator(".card").filter(has_text="somebody writes about this one")
        card.get_by_text("somebody writes about this one").click()
        if not card.get_by_label("Note").is_visible():
            card.get_by_text("Say why, or write to the author").click()
        return card.get_by_label("Note")

    note().fill("not finished")
    assert note().input_value() == "not finished"
    page.get_by_role("button", name="Send without deciding").locator("visible=true").click()
    page.get_by_text("It stands on the receipt now.").wait_for()
    assert note().input_value() == ""
    note().fill("not finished either")
    page.route("**/sign-out", lambda route: route.fulfill(body="signed out"))  # the session is the whole run's
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("signed out").wait_for()
    assert note().input_value() == ""
    nora.approves("somebody writes about this one")
