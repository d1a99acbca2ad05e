"""Exit this page: on sensitive articles only, without a script, and with one without a way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.content import SITE, ContentFolder
from tests.support.fixtures.browsers import NewPage
from tests.support.server import Server
from tests.support.waiting import free_port


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site whose neutral page is a page of its own, so that the browser need not leave it."""
    home, port = tmp_path_factory.mktemp("leaving"), free_port()
    folder = ContentFolder(home / "content")
    folder.site(text=f'exit_url = "http://127.0.0.1:{port}/weather"\n' + SITE.format(language="en", timezone="UTC"))
    folder.page("weather", body="It may rain.")
    folder.article("hard", body="Words nobody else should see.\n\n" * 60, sensitive=True)
    folder.article("plain")
    running = Server(home, CONTENT_DIR=folder.path, PORT=port)
    yield running.start()
    running.kill9()


@pytest.fixture
def page(new_page: NewPage, house: Server) -> Page:
    """A browser that came to the sensitive article from the home page."""
    return walked(new_page(house.base))


def walked(page: Page) -> Page:
    page.goto("/")
    page.goto("/articles/hard")
    return page


def test_the_way_out_works_without_a_script(new_page: NewPage, house: Server) -> None:
    page = walked(new_page(house.base, javascript=False))
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/weather")


def test_the_way_out_is_the_first_thing_after_the_skip_link(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Exit this page")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_way_out_stays_in_sight(new_page: NewPage, house: Server, width: int) -> None:
    page = walked(new_page(house.base, javascript=False, viewport={"width": width, "height": 700}))
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="Exit this page")).to_be_in_viewport(ratio=1)


@pytest.mark.once
def test_with_a_script_the_back_button_does_not_lead_back(page: Page) -> None:
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/weather")
    page.go_back()
    assert page.url.endswith("/")


@pytest.mark.parametrize("key", ["Shift", "Escape"])
def test_three_presses_of_a_key_leave_as_well(page: Page, key: str) -> None:
    for _ in range(3):
        page.keyboard.press(key)
    page.wait_for_url("**/weather")


def test_writing_in_capitals_does_not_leave(page: Page) -> None:
    page.get_by_role("textbox", name="Comment").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert page.url.endswith("/articles/hard")


def test_the_form_of_a_sensitive_article_has_the_way_out_too(page: Page) -> None:
    page.get_by_role("textbox", name="Comment").fill("Some words.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("link", name="Exit this page")).to_have_attribute("rel", "noreferrer")


def test_an_ordinary_article_has_none(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base)
    page.goto("/articles/plain")
    expect(page.get_by_role("link", name="Exit this page")).to_have_count(0)
