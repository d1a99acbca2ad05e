"""Hostile text in a real browser: 8,029 strings as names and as words, and nothing of them runs or leaves the house.

The pages are handed over without a policy first, so that the markup alone must hold, and once more with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Error

from app import create_app
from app.db import db as database
from tests.journeys.hostile_pages import desk_pages, raw_pages
from tests.journeys.loopback import Loopback
from tests.journeys.planting import plant_chain
from tests.markup import hostile
from tests.support.browser import open_page
from tests.support.content import SITE, ContentFolder
from tests.support.databases import SQLiteFiles

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("hostile text")]  # what is prepared for these is prepared once

A_PAGE = 500
SLUGS = [f"hour-{number}" for number in range(20)]
TRAPS = """
for (const name of ['alert', 'prompt', 'confirm', 'print', 'open', 'fetch', 'XSS', 'xss', 'evil', 'pwn'])
  window[name] = (...words) => { told(name + '(' + words.join(', ') + ')'); return true; };
"""
REMAINS = """() => {
  const bad = [];
  for (const one of document.querySelectorAll('*')) {
    const ours = one.localName === 'script' && /^\\/static\\/[a-z]+\\.js\\?v=/.test(one.getAttribute('src'));
    const acts = /^(script|iframe|object|embed|style|base|form-?data|math|video|audio|img|meta)$/.test(one.localName);
    if (acts && !ours && one.closest('main')) bad.push(one.outerHTML.slice(0, 200));
    for (const {name, value} of one.attributes) {
      const does = /^on|^style$|^srcdoc$|^formaction$/i.test(name) && !value.startsWith('/moderation/');
      const leads = /^(href|src|action|xlink:href)$/i.test(name) && !/^(https?:|mailto:|tel:|sms:|\\/|#)/i.test(value);
      if (does || leads) bad.push(name + '=' + value.slice(0, 200));
    }
  }
  return bad;
}"""


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The collection."""
    return hostile.strings()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_files: SQLiteFiles) -> Iterator[Flask]:
    """The application in this process, with long pages of comments."""
    home = tmp_path_factory.mktemp("hostile")
    folder = ContentFolder(home / "content")
    folder.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", f"[comments]\nper_page = {A_PAGE}"))
    for slug in SLUGS:
        folder.article(slug, title="A quiet hour")
    settings = {
        "CONTENT_DIR": folder.path,
        "INSTANCE_DIR": home / "instance",
        "DATABASE_URL": sqlite_files.new(home / "instance"),
    }
    settings |= {"SITE_URL": "http://localhost", "SECRET_KEY": "test", "RATE_LIMIT": "off"}
    app = create_app({name: str(value) for name, value in settings.items()})
    app.testing = True
    yield app
    with app.app_context():
        database.session.remove()
        database.engine.dispose()


@pytest.fixture(scope="module")
def article_pages(house: Flask, texts: list[str]) -> tuple[list[str], dict[str, str]]:
    """Articles whose comments are the collection, and the headers they are sent with."""
    slugs = SLUGS[: -(-len(texts) // A_PAGE)]
    with house.app_context():
        for number, slug in enumerate(slugs):
            plant_chain(slug, [(text, text) for text in texts[number * A_PAGE : (number + 1) * A_PAGE]])
    client = house.test_client()
    answers = [client.get(f"/articles/{slug}") for slug in slugs]
    assert {answer.status_code for answer in answers} == {200}
    assert sum(answer.text.count('class="comment-body"') for answer in answers) == len(texts)
    return [answer.text for answer in answers], {"Content-Security-Policy": answers[0].headers["Content-Security-Policy"]}


class Harm:
    """What hostile text did in a browser: what it ran, where it wanted to go, what it left in the page."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.foreign: list[str] = []
        self.left: list[str] = []

    @property
    def all(self) -> list[str]:
        return self.ran + self.foreign + self.left


def harm_of(browser: Browser, pages: Iterable[str], headers: dict[str, str] | None = None) -> Harm:
    """Open each page in Chromium, and tell what it did."""
    harm = Harm()
    with Loopback().serving() as loopback:
        loopback.headers = headers or {}
        page, watch = open_page(browser, loopback.base)
        context = page.context
        context.expose_function("told", lambda words: harm.ran.append(words))
        context.add_init_script(TRAPS)

        def dismiss(dialog: Dialog) -> None:
            harm.ran.append(f"a dialog: {dialog.message}")
            dialog.dismiss()

        context.on("dialog", dismiss)
        for number, html in enumerate(pages):
            loopback.pages = {f"/{number}": html}
            address = f"{loopback.base}/{number}"
            try:
                page.goto(address)
                title = page.title()
                page.wait_for_timeout(30)
                harm.left += page.evaluate(REMAINS)
                if page.title() != title or page.url != address or ("Hostile words" not in title and "A quiet hour" not in title):
                    harm.ran.append(f"the page became {page.title()!r} at {page.url}")
            except Error as error:
                harm.ran.append(f"the page broke: {error.message[:200]}")
        harm.foreign += watch.foreign
        context.close()
    return harm


@pytest.mark.parametrize("policy", [False, True], ids=["by its markup alone", "with the policy"])
def test_under_an_article_nothing_hostile_runs(
    browser: Browser, article_pages: tuple[list[str], dict[str, str]], policy: bool
) -> None:
    pages, headers = article_pages
    assert harm_of(browser, pages, headers if policy else None).all == []


def test_at_the_desk_and_in_the_forms_nothing_hostile_runs(browser: Browser, house: Flask, texts: list[str]) -> None:
    assert harm_of(browser, desk_pages(house, texts[::4], 250)).all == []


def test_the_same_strings_run_where_nothing_stands_between(browser: Browser, house: Flask, texts: list[str]) -> None:
    some = [text for text in texts if "<script" in text or "onerror" in text][::15]
    harm = harm_of(browser, raw_pages(house, some, 20))
    assert len(harm.ran) > 10
    assert harm.foreign
    assert harm.left
