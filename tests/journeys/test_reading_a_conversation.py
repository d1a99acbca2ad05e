"""A conversation in a real browser: what is new is marked, a branch folds by keyboard, and paper shows all of it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.comments import raise_version
from app.db import db
from tests.journeys.planting import plant_chain
from tests.support.content import SITE, ordinary
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

HERE = "/articles/a-quiet-hour"


@pytest.fixture
def pages_of_ten(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server of its own that shows ten comments on a page."""
    content = ordinary(tmp_path_factory.mktemp("content") / "c")
    content.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", "[comments]\nper_page = 10"))
    return start_server(CONTENT_DIR=content.path)


def test_what_is_new_is_marked_and_a_branch_folds(
    start_server: StartServer, inside: Callable[[Server], Flask], new_page: NewPage, tmp_path_factory, axe
) -> None:
    server = start_server(CONTENT_DIR=ordinary(tmp_path_factory.mktemp("content") / "c").path)
    app = inside(server)
    with app.app_context():
        last = plant_chain("a-quiet-hour", [("Ada", "One."), ("Ben", "Two."), ("Ada", "Three.")])
    page = new_page(server.base, viewport={"width": 360, "height": 780})
    page.goto(HERE)
    expect(page.get_by_role("heading", name="3 comments")).to_be_visible()
    expect(page.get_by_text("new", exact=True)).to_have_count(0)
    time.sleep(1.1)  # what came in the same second is the same visit's
    with app.app_context():
        newer = plant_chain("a-quiet-hour", [("Chloe", "Four.")])
        raise_version("a-quiet-hour")
        db.session.commit()
    page.reload()
    expect(page.get_by_text("new", exact=True)).to_have_count(1)
    expect(page.locator(f"#comment-{newer}").get_by_text("new", exact=True)).to_be_visible()
    axe(page)
    page.reload()
    expect(page.get_by_text("new", exact=True)).to_have_count(0)

    fold = page.locator("summary", has_text="2 answers")
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-{last}")).not_to_be_visible()
    axe(page)
    page.emulate_media(media="print")
    expect(page.locator(f"#comment-{last}")).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"{HERE}#comment-{last}")
    expect(page.locator(f"#comment-{last}")).to_be_in_viewport()

    page.goto(HERE)
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator("article.comment").first).to_contain_text("Four.")
    expect(page.get_by_role("heading", name="4 comments")).to_be_in_viewport()
    page.get_by_role("link", name="Write a comment").click()
    expect(page.get_by_role("heading", name="Write a comment")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_name_of_somebody_who_is_answered_is_no_wider_than_a_phone(
    pages_of_ten: Server, inside: Callable[[Server], Flask], new_page: NewPage
) -> None:
    app = inside(pages_of_ten)
    with app.app_context():
        for _ in range(10):
            plant_chain("a-quiet-hour", [("Ada", "One.")])
        plant_chain("a-quiet-hour", [("Wilhelmina" * 6, f"Down to {depth}.") for depth in range(8)])
    page = new_page(pages_of_ten.base, viewport={"width": 360, "height": 780})
    page.goto(HERE)
    page.get_by_role("link", name="Later comments").click()
    expect(page.get_by_role("link", name="answering Wilhelmina").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_is_new_on_the_second_page_of_a_first_visit(
    pages_of_ten: Server, inside: Callable[[Server], Flask], new_page: NewPage
) -> None:
    app = inside(pages_of_ten)
    with app.app_context():
        for _ in range(10):
            plant_chain("a-quiet-hour", [("Ada", "One.")])
        time.sleep(1.1)  # what came in the same second is the same visit's
        plant_chain("a-quiet-hour", [("Ben", "Two.")])
    page = new_page(pages_of_ten.base)
    page.goto(HERE)
    page.get_by_role("link", name="Later comments").click()
    expect(page.get_by_text("Two.")).to_be_visible()
    expect(page.get_by_text("new", exact=True)).to_have_count(0)
    time.sleep(1.1)
    with app.app_context():
        newer = plant_chain("a-quiet-hour", [("Chloe", "At the end.")])
        raise_version("a-quiet-hour")
        db.session.commit()
    page.goto(HERE)
    expect(page.get_by_text("new", exact=True)).to_have_count(0)
    page.goto(f"/comments/{newer}")
    expect(page.locator(f"#comment-{newer}")).to_be_visible()
    expect(page.get_by_text("new", exact=True)).to_have_count(1)
