"""Take the pictures of docs/pictures/ from the running program: `make pictures`, or `python -m tests.support.pictures`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app import create_app
from app.articles import library
from app.db import now
from tests.support.browser import launch, open_page
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.months import plant
from tests.support.needs import ROOT
from tests.support.people import ModeratorAtWork
from tests.support.server import Server

WHERE = ROOT / "docs" / "pictures"
WINDOW = {"width": 1280, "height": 900}
A_COLUMN = 760
"""Pixels of the window's middle that a reader's pages fill; what is beside them is only paper."""

LARGEST = 250_000
"""Bytes; the README shows six of them."""

UNDO_SECONDS = 10

ARTICLE = "ask-for-tuesday"
OTHER = "the-friend-who-stopped-asking"

MARIT = (
    "I asked for Tuesday. My neighbor said *which one?* and I nearly took it back. Then she came, with her own tea, "
    "and folded the washing while I slept.\n\nIt was only two hours. I still think of them."
)
JONAH = (
    "Thank you for writing this down. My brother and I live far apart, so his Tuesday is a phone call while I walk the dog. "
    "It turns out that counts."
)
ADA = (
    "The part about naming a day is what helped. *Let me know if you need anything* used to make me feel alone.\n\n"
    "I wrote one sentence to my sister this morning, and she said yes before I had put the phone down."
)
PRIYA = "We did this after the twins. Nobody minded being asked. Most of them had been waiting for it."
BEN = "What do you say to somebody who has already said no once? I would rather not ask again."
HARD = "I do not want to live like this any more, and I have not told anybody."
SAM = "I stopped asking too, and then it was a year. This made me send the message. She wrote back within the hour."


def main() -> int:
    """Take all six; ends with 1 where one is too large."""
    WHERE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        server = Server(Path(home), UNDO_SECONDS=UNDO_SECONDS)
        try:
            server.start()
            _take_all(server, launch(playwright))
        finally:
            server.kill9()
    sizes = {one.name: one.stat().st_size for one in sorted(WHERE.glob("*.png"))}
    for name, size in sizes.items():
        sys.stdout.write(f"{size:>8}  {name}\n")
    return int(any(size > LARGEST for size in sizes.values()))


def _take_all(server: Server, browser: Browser) -> None:
    nora = server.moderator()
    marit = _plant(server, nora)
    _as_a_reader(server, browser, nora, marit)
    _as_a_moderator(server, browser)
    _as_an_admin(server, browser)


def _plant(server: Server, nora: ModeratorAtWork) -> int:
    """A small conversation that is public already; the number of the comment it began with."""
    server.reader("Marit").comments(ARTICLE, MARIT)
    marit = nora.approves("I asked for Tuesday")
    time.sleep(UNDO_SECONDS + 1)
    server.reader("Jonah").comments(ARTICLE, JONAH, parent=marit)
    nora.approves("My brother and I")
    return marit


def _as_a_reader(server: Server, browser: Browser, nora: ModeratorAtWork, marit: int) -> None:
    page, _ = open_page(browser, server.base, viewport=WINDOW, reduced_motion="reduce")
    page.goto(f"/articles/{ARTICLE}")
    _take(page, "reader-1-article")
    page.get_by_label("Comment", exact=True).fill(ADA)
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Post comment").evaluate("(one) => scrollBy(0, one.getBoundingClientRect().bottom - 826)")
    _take(page, "reader-2-preview")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    _take(page, "reader-3-receipt")
    ada = nora.approves("naming a day")
    time.sleep(UNDO_SECONDS + 1)
    page.goto(f"/articles/{ARTICLE}")
    page.locator("#comments").evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 60)")
    assert page.locator(f"#comment-{ada}").is_visible()
    _take(page, "reader-4-public")
    page.context.close()


def _as_a_moderator(server: Server, browser: Browser) -> None:
    answered = next(number for number, words in server.reader().sees(ARTICLE).items() if "asked for Tuesday" in words)
    server.reader("Ben").comments(ARTICLE, BEN, parent=answered)
    server.reader("Priya").comments(ARTICLE, PRIYA)
    server.reader("").comments(OTHER, SAM)
    server.reader("").comments(OTHER, HARD)
    page, _ = open_page(browser, server.base, viewport=WINDOW, reduced_motion="reduce")
    page.goto("/moderation")
    page.get_by_label("Email").fill(ADMIN_EMAIL)
    page.get_by_label("Password").fill(ADMIN_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("article").first.wait_for()
    page.get_by_text("Open the text").wait_for()
    _take(page, "moderator-4-hard", width=WINDOW["width"])
    page.get_by_role("article").filter(has_text="Open the text").get_by_role("button", name="Hand over").click()
    page.get_by_text("It keeps waiting, for another person.").wait_for()
    page.goto("/moderation")
    page.locator(".card.now").wait_for()
    _take(page, "moderator-1-queue", width=WINDOW["width"])
    page.get_by_role("article").filter(has_text="Nobody minded").get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Undo").wait_for()
    _take(page, "moderator-2-undo", width=WINDOW["width"])
    page.context.close()


def _as_an_admin(server: Server, browser: Browser) -> None:
    app = create_app(server.environment | {"SITE_URL": server.base, "INSTANCE_DIR": str(server.instance)})
    with app.app_context():
        plant(now(), [reason.key for reason in library().site.reasons])
    page, _ = open_page(browser, server.base, viewport=WINDOW, reduced_motion="reduce")
    page.goto("/moderation/statistics")
    page.get_by_label("Email").fill(ADMIN_EMAIL)
    page.get_by_label("Password").fill(ADMIN_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Statistics").wait_for()
    _take(page, "moderator-3-statistics", width=WINDOW["width"])
    page.context.close()


def _take(page: Page, name: str, *, width: int = A_COLUMN) -> None:
    """The middle of the window, as it stands; the pointer and the keyboard are nowhere."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    clip = {"x": (WINDOW["width"] - width) / 2, "y": 0, "width": width, "height": WINDOW["height"]}
    page.screenshot(path=WHERE / f"{name}.png", clip=clip, animations="disabled")  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
