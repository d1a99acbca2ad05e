"""Every kind of page in another language: nothing stays English, everything says which language it is in, nothing breaks out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route

from app import articles, language, paths
from app.cli import working
from app.comments import names
from app.config import settings
from tests.journeys.kinds_of_pages import LONG_NAME, Kinds, every_kind_of_page
from tests.support.browser import open_page
from tests.support.content import ContentFolder
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.elsewhere import HEBREW, SPANISH, a_language_nobody_speaks, site_in
from tests.support.engines import only_on_sqlite
from tests.support.mail import letter_in
from tests.support.people import ModeratorAtWork, Reader
from tests.support.translations import catalogues, said

pytestmark = pytest.mark.settings(UNDO_SECONDS=0)

SPOKEN = ("aria-label", "alt", "title", "placeholder")
PEOPLES_OWN = {"zz", "Ada", LONG_NAME, "Nora", "Rosa Imai", ADMIN_EMAIL, "x@example.org", "Your care shows all the same."}
PEOPLES_OWN |= {f"{LONG_NAME}@example.org".lower()}
NO_WORDS = ("script", "style", "textarea", "kbd")
"""A key of the keyboard has the letter it has, in every language."""


class Inside:
    """The application in this process, with the handle of a server."""

    base = "http://localhost"

    def __init__(self, app: Flask) -> None:
        self.app = app

    def letter(self, subject: str) -> EmailMessage:
        """The newest mail with this subject, after the worker's jobs were done once."""
        with self.app.app_context():
            working.tell()
            working.deliver()
            return letter_in(settings().instance_dir / "mail", subject, seconds=1)

    def reader(self, name: str = "Ada") -> Reader:
        """Somebody with a fresh browser."""
        return Reader(AppDoor(self.app), name)

    def moderator(self) -> ModeratorAtWork:
        """The first moderator, signed in."""
        return ModeratorAtWork(AppDoor(self.app), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)


def every_kind(app: Flask) -> Kinds:
    """One of each kind of page, as this application answers it."""
    inside = Inside(app)
    reader = inside.reader()
    with app.app_context():
        token = articles.share(found, days=7) if (found := articles.library().with_slug("a-draft")) else ""
        articles.keep_index(articles.library())
    more = {
        "search": reader.asks("/search"),
        "found": reader.asks(f"/search?q={quote(reader.reads('/').headings[1])}"),
        "found nothing": reader.asks("/search?q=zz"),
        "nothing to look for": reader.asks("/search?q=%2B"),
        "one year": reader.asks(paths.archive(2026)),
        "draft": reader.asks(paths.shared(token)),
        "no such share": reader.asks(paths.shared("nothing")),
    }
    return {**every_kind_of_page(inside, inside.moderator()), **more}  # type: ignore[arg-type]


@pytest.fixture
def spanish(content: ContentFolder) -> ContentFolder:
    """The content folder, in Spanish."""
    return _in_place_of(content, "es", SPANISH)


@pytest.fixture
def hebrew(content: ContentFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ContentFolder]:
    """The content folder in Hebrew, and an interface of Hebrew letters."""
    made = a_language_nobody_speaks(tmp_path / "translations")
    for module in (language, names):
        monkeypatch.setattr(module, "TRANSLATIONS", made)
    _forget()
    yield _in_place_of(content, "he", HEBREW)
    _forget()


def _forget() -> None:
    for kept in (language._strings, language.in_language, names.words_in):
        kept.cache_clear()


def _in_place_of(content: ContentFolder, tag: str, words: str) -> ContentFolder:
    for file in content.path.rglob("*.md"):
        file.unlink()
    return site_in(tag, words, content.path)


def the_houses_own_words(answer: Answer) -> list[str]:
    """What the house itself says on a page: its texts and spoken attributes, without what readers typed."""
    root = answer.page.root
    return [" ".join(text.split()) for text in _said(root) if text.strip()]


def _said(element: Element) -> Iterator[str]:
    typed = element.get("dir") == "auto" and element.tag != "input"
    kinds = (element.get("class") or "").split()
    if element.tag in NO_WORDS or "comment-body" in kinds or "secret" in kinds or typed:
        return
    yield from (element.get(name, "") for name in SPOKEN if name in element.attrib)
    if element.get("name") == "description" or str(element.get("property")) in ("og:description", "og:title"):
        yield element.get("content", "")
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""


def test_whatever_the_house_says_can_be_translated(hebrew: ContentFolder, app: Flask) -> None:
    latin: dict[str, set[str]] = {}
    for name, answer in every_kind(app).items():
        for text in the_houses_own_words(answer):
            for own in sorted(PEOPLES_OWN, key=len, reverse=True):
                text = text.replace(own, "")
            rest = re.sub(r"https?://\S+|\bsleep\b|“[^”]*”", "", text)
            if re.search(r"[A-Za-z]", rest):
                latin.setdefault(text, set()).add(name)
    assert latin == {}, "\n".join(f"{text!r} {sorted(where)}" for text, where in latin.items())


def test_no_page_of_a_spanish_site_says_anything_in_english(spanish: ContentFolder, app: Flask) -> None:
    english = [_pattern(message) for message in said(catalogues()["es"]) if message.string not in (message.id, (message.id,))]
    found = {
        (name, text)
        for name, answer in every_kind(app).items()
        for text in the_houses_own_words(answer)
        if any(pattern.fullmatch(text) for pattern in english)
    }
    assert found == set()


def _pattern(message: Message) -> re.Pattern[str]:
    forms = message.id if message.pluralizable else (message.id,)
    if all(form in ("%(quality)s %(kind)s",) for form in forms):
        return re.compile(r"(?!)")
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(form)) for form in forms))


def test_every_kind_of_page_says_its_language_and_the_error_pages_too(spanish: ContentFolder, app: Flask) -> None:
    kinds = every_kind(app)
    assert {name: answer.page.language for name, answer in kinds.items() if answer.page.language != "es"} == {}
    assert kinds["404"].page.title.startswith("Aquí no crece nada")


def test_the_language_is_never_negotiated(spanish: ContentFolder, client: FlaskClient) -> None:
    asked = [client.get("/", headers={"Accept-Language": tag} if tag else {}) for tag in ("", "en", "de;q=1, en;q=0.5")]
    assert len({answer.data for answer in asked}) == 1
    assert all("Accept-Language" not in answer.headers.get("Vary", "") for answer in asked)


def test_the_site_changes_its_language_while_it_runs(content: ContentFolder, app: Flask, client: FlaskClient) -> None:
    assert "Archive" in client.get("/").text
    content.site(language="es")
    app.extensions["understory.library"].refresh()
    answer = client.get("/")
    assert "Archivo" in answer.text
    assert '<html lang="es">' in answer.text


def test_an_article_in_another_language_says_so_wherever_its_words_stand(content: ContentFolder, client: FlaskClient) -> None:
    content.article("una-hora", title="Una hora tranquila", summary="Diez minutos.", lang="es", body="Los *mismos* diez.\n")
    content.article("shaa", title="שעה שקטה", lang="he", body="CSS, עשר דקות.\n", date="2026-02-20 09:00")
    page = client.get("/articles/una-hora").text
    assert '<html lang="en">' in page
    assert '<article lang="es" dir="ltr">' in page
    assert '<div class="byline" lang="en">' in page, "the byline is the house's, not the article's"
    assert '<article lang="he" dir="rtl">' in client.get("/articles/shaa").text
    home = client.get("/").text
    assert re.search(r'<h2 lang="es" dir="ltr"><a [^>]*>Una hora', home)
    assert '<p lang="es" dir="ltr">Diez minutos.' in home
    assert re.search(r'<a [^>]*lang="he" dir="rtl">שעה', client.get("/archive").text)
    assert "lang=" not in re.sub(r"<html[^>]*>", "", client.get("/articles/a-quiet-hour").text.split("<nav class")[0])


def test_a_language_without_a_translation_gets_an_english_interface_that_says_it_is(
    content: ContentFolder, client: FlaskClient
) -> None:
    content.site(language="ar")
    page = client.get("/articles/a-quiet-hour").text
    assert '<html lang="en">' in page
    assert '<article lang="ar" dir="rtl">' in page
    assert "Skip to the text" in page
    assert "Mar 1, 2026" in page


# --- right to left ----------------------------------------------------------------------------------------------------


@only_on_sqlite(because="how a page is laid out has nothing of the database in it, and drawing every kind takes long")
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_that_run_from_right_to_left_hold(hebrew: ContentFolder, app: Flask, browser: Browser, width: int) -> None:
    kinds = every_kind(app)
    page, watch = open_page(browser, "http://localhost", viewport={"width": width, "height": 800})
    page.route("**/*", _through(app, kinds))
    wrong = {name: faults for name in kinds if (faults := _faults(page, name))}
    page.context.close()
    assert wrong == {}
    assert watch.complaints() == []


def _through(app: Flask, kinds: Kinds) -> object:
    """Answer a browser's requests with pages kept by name, and with the application's own files."""
    client = app.test_client()

    def give(route: Route) -> None:
        path = route.request.url.removeprefix("http://localhost")
        name = path.removeprefix("/kept/").replace("%20", " ")
        if name in kinds:
            route.fulfill(body=kinds[name].body, content_type="text/html; charset=utf-8")
        else:
            answer = client.get(path)
            route.fulfill(body=answer.data, content_type=answer.content_type)

    return give


FAULTS = """() => {
  const root = document.documentElement, faults = [];
  if (root.dir !== 'rtl') faults.push('dir ' + root.dir);
  if (root.scrollWidth > root.clientWidth) faults.push('scrolls sideways by ' + (root.scrollWidth - root.clientWidth));
  for (const one of document.querySelectorAll('main *, header *, footer *')) {
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest('.table, pre, .skip, dialog')) continue;
    if (box.left < -1 || box.right > innerWidth + 1) faults.push('outside: ' + one.tagName + '.' + one.className);
  }
  const name = document.querySelector('.top .name'), nav = document.querySelector('.top nav');
  if (name && nav && Math.abs(name.getBoundingClientRect().top - nav.getBoundingClientRect().top) < 20 &&
      name.getBoundingClientRect().right < nav.getBoundingClientRect().right) faults.push('the name stands left of the menu');
  for (const one of document.querySelectorAll('main p, main h1, main label')) {
    const align = getComputedStyle(one).textAlign;
    if (align === 'left') faults.push('left-aligned: ' + one.tagName);
  }
  return [...new Set(faults)];
}"""


def _faults(page: Page, name: str) -> list[str]:
    page.goto(f"/kept/{name}")
    found: list[str] = page.evaluate(FAULTS)
    return found
