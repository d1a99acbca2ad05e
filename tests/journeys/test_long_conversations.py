"""A chain of 2,000 replies is an ordinary page."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.planting import plant_chain
from tests.support.content import SITE, ContentFolder, ordinary
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

REPLIES = 2000
A_PAGE = 500


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    """An article whose comments stand on the longest pages that may be chosen."""
    folder = ordinary(tmp_path / "content")
    folder.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", f"[comments]\nper_page = {A_PAGE}"))
    return folder


def test_a_chain_of_two_thousand_replies_is_shown_on_a_phone(
    start_server: StartServer, content: ContentFolder, inside: Callable[[Server], Flask], new_page: NewPage
) -> None:
    server = start_server(CONTENT_DIR=content.path)
    with inside(server).app_context():
        last = plant_chain("a-quiet-hour", [(f"Reader {n}", f"Reply number {n}.") for n in range(REPLIES)])
    page = new_page(server.base, viewport={"width": 360, "height": 780})
    for number in range(1, REPLIES // A_PAGE + 1):
        began = time.monotonic()
        answer = page.goto(f"/articles/a-quiet-hour?comments={number}")
        assert answer is not None
        assert answer.status == 200
        assert time.monotonic() - began < 10
        assert page.locator("article[id^=comment-]").count() == A_PAGE
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        narrowest = page.evaluate("Math.min(...[...document.querySelectorAll('.comment-body')].map((one) => one.clientWidth))")
        assert narrowest > 200, "a reply is squeezed together"
    expect(
        page.get_by_role("heading", name=f"{REPLIES:,} comments").or_(page.get_by_role("heading", name=f"{REPLIES} comments"))
    ).to_be_visible()
    page.goto(f"/comments/{last}")
    expect(page.locator(f"#comment-{last}")).to_be_in_viewport()
    expect(page.locator(f"#comment-{last}").get_by_role("link", name=f"answering Reader {REPLIES - 2}")).to_be_visible()
    page.get_by_role("link", name=f"Reply to Reader {REPLIES - 1}", exact=True).click()
    expect(page.get_by_role("heading", name=f"Reply to Reader {REPLIES - 1}")).to_be_visible()
