"""Every kind of page: open to everyone, valid, within the screen however narrow it is, and in order without any style."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.kinds_of_pages import Kinds, open_kind
from tests.journeys.walking import Someone, can_be_followed
from tests.support.fixtures.browsers import NewPage
from tests.support.needs import program
from tests.support.pages import before_the_text
from tests.support.server import Server

pytestmark = pytest.mark.xdist_group("kinds of pages")  # what is prepared for these is prepared once

WIDTHS = [320, 360, 768, 1280]

OVERFLOW = """() => {
  const root = document.documentElement, over = [];
  if (root.scrollWidth <= root.clientWidth) return over;
  for (const one of document.body.querySelectorAll('*')) {
    if (one.getBoundingClientRect().right > root.clientWidth + 0.5) over.push(one.outerHTML.slice(0, 120));
  }
  return over.concat('the page is ' + root.scrollWidth + ' wide');
}"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_nobody_is_shut_out(
    server: Server, kinds: Kinds, new_page: NewPage, axe: Callable[[Page], None], scheme: str, width: int
) -> None:
    page = new_page(server.base, color_scheme=scheme, viewport={"width": width, "height": 800})
    for name in kinds:
        open_kind(page, kinds, name)
        assert page.locator("h1").count() == 1, name
        axe(page)


def test_every_kind_of_page_is_valid_html(kinds: Kinds, nu: Callable[[Mapping[str, str]], None]) -> None:
    assert len(kinds) > 100
    assert {name: answer.status for name, answer in kinds.items() if answer.status != STATUS.get(name, 200)} == {}
    nu({name: answer.text for name, answer in kinds.items()})


STATUS = {
    "a reserved name": 422,
    "404": 404,
    "refused sign-in": 401,
    "conflict": 409,
    "sent with other words": 409,
    "a mail's link that has ended": 410,
    "a card that was used": 410,
    "too long": 422,
    "from another site": 403,
    "without a token": 400,
    "words for an article that is gone": 404,
    "a method that is not answered": 405,
    "somebody else was first": 409,
    "a note after signing out": 403,
    "withdrawing while the database is away": 503,
    "nothing written": 422,
    "an edit that is too long": 422,
    "a report that is too long": 422,
    "mails to no address": 422,
    "a receipt that nobody has": 404,
    "posting while the database is away": 503,
    "editing while the database is away": 503,
    "reporting while the database is away": 503,
    "asking for mails while the database is away": 503,
    "words for a site that rests": 409,
    "something broke while posting": 500,
    "too fast": 429,
    "too much at once": 413,
}


def test_help_stands_in_the_same_place_on_every_kind_of_page(kinds: Kinds) -> None:
    assert {name: one for name, answer in kinds.items() if (one := before_the_text(answer.page)) != "help"} == {}


def test_no_page_is_wider_than_its_screen(server: Server, kinds: Kinds, new_page: NewPage) -> None:
    page, wider = new_page(server.base), []
    for name in kinds:
        open_kind(page, kinds, name)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wider += [f"{name} at {width}: {line}" for line in page.evaluate(OVERFLOW)]
    assert wider == []


@pytest.mark.parametrize("browser_of_text", ["lynx", "w3m"])
def test_a_browser_of_text_shows_the_words_and_the_labels_in_order(kinds: Kinds, tmp_path: Path, browser_of_text: str) -> None:
    for name, expected in IN_ORDER.items():
        file = tmp_path / "page.html"
        file.write_bytes(kinds[name].body)
        shown = " ".join(_dumped(browser_of_text, file).split())
        at = 0
        for words in expected:
            assert words in shown[at:], f"{name}: {words!r} does not follow in\n{shown[at : at + 1500]}"
            at = shown.index(words, at) + len(words)


@pytest.mark.parametrize("browser_of_text", ["lynx", "w3m"])
def test_a_browser_of_text_leaves_nothing_out_that_can_be_done(kinds: Kinds, tmp_path: Path, browser_of_text: str) -> None:
    silent = []
    for name, answer in kinds.items():
        file = tmp_path / "page.html"
        file.write_bytes(answer.body)
        shown = " ".join(_dumped(browser_of_text, file).split())
        said = [*answer.page.headings[:1]]
        said += [button.label for form in answer.page.forms for button in form.buttons]
        said += [label for form in answer.page.forms for label in form.labels]
        silent += [f"{name}: {words!r}" for words in said if " ".join(words.split()) not in shown]
    assert silent == []


def test_the_keyboard_alone_reaches_everything_in_sight(server: Server, kinds: Kinds, new_page: NewPage) -> None:
    someone, lost = Someone(new_page(server.base)), []
    for name in kinds:
        open_kind(someone.page, kinds, name)
        stops = someone.page.evaluate(STOPS)
        someone.page.evaluate(FROM_THE_TOP)
        passed = [someone.tabs() for _ in range(sum(stops))]
        try:
            can_be_followed(passed)
        except AssertionError as error:
            lost.append(f"{name}: {str(error).splitlines()[0][:600]}")
        reached = {(one.name, one.top, one.left) for one in passed}
        if len(reached) < len(stops):
            lost.append(f"{name}: of {len(stops)} the keyboard came to {[one.name[:20] for one in passed]}")
    assert lost == [], "\n".join(lost)


FROM_THE_TOP = "() => { document.body.tabIndex = -1; document.body.focus(); }"
"""One page begins in its field, where whoever came to search is at once."""

STOPS = """() => {
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]', groups = new Set();
  return [...document.querySelectorAll(can)].filter((one) => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) return false;
    if (one.type !== 'radio') return true;
    return !groups.has(one.name) && groups.add(one.name);
  }).map((one) => ({ date: 4, 'datetime-local': 7 })[one.type] ?? 1);
}"""
"""How often to press Tab for each place that can be reached: a date has four parts and a moment seven, radio buttons of one
name are one place, and what is folded away or hidden is none."""


IN_ORDER = {
    "article": [
        "Skip to the text",
        "Need to talk to someone now?",
        "min read",
        "2 comments",
        "Ada",
        "in a row",
        "An answer that is public, too.",
        "Write a comment",
        "A person reads every comment before it appears",
        "Comment",
        "Formatting",
        "Name",
        "Optional.",
        "Preview",
        "Forget me on this device",
    ],
    "too long": ["Not sent yet", "too long", "exactly as you wrote them", "Comment", "much too long", "Post comment"],
    "sent with other words": ["already sent an earlier", "second of two", "Send this too", "Replace the earlier one"],
    "words for an article that is gone": ["no article at this address", "safe place", "The first night", "Preview"],
    "forget": ["For a device that somebody else uses too.", "It takes nothing back.", "cannot empty the history", "Forget me"],
    "forgotten": ["are gone from this browser", "this page cannot look", "Close this tab now"],
    "preview": [
        "How it will look",
        "in reply to",
        "in a row",
        "Your words",
        "Comment",
        "Name",
        "Should sending fail, reload the page",
        "Post comment",
        "Preview",
    ],
    "queue": [
        "waiting",
        "Ada",
        "Under",
        "Words that wait.",
        "Approve",
        "Reject",
        "Spam",
        "Hand over",
        "Note",
        "By the same author",
    ],
    "receipt": ["Thank you", "waits for a person to read it", "Words that wait.", "Edit", "Withdraw", "Keep this address"],
}


def _dumped(browser: str, file: Path) -> str:
    options = {
        "lynx": ["-dump", "-nolist", "-width=200", "-display_charset=utf-8"],
        "w3m": ["-dump", "-T", "text/html", "-cols", "200"],
    }
    command = [program(browser), *options[browser], str(file)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env={"LANG": "C.UTF-8", "HOME": str(file.parent)}
    ).stdout
