"""`flask dev`: what a writer saves shows itself in the browser. On a copy of the house, which is changed while it runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.content import ContentFolder, ordinary
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD, bare_environment
from tests.support.doors import HttpDoor
from tests.support.fixtures.browsers import NewPage
from tests.support.needs import ROOT
from tests.support.server import Server
from tests.support.waiting import answers, free_port, until

PARAGRAPHS = [f"Paragraph {number}. " + "Some words to fill the line with. " * 12 for number in range(40)]


SOON = 30_000
"""Milliseconds. It takes about a second where nothing else runs; a machine that runs all tests at once may need many."""


def _cwd(process: Path) -> str:
    try:
        return os.readlink(process / "cwd")
    except OSError:
        return ""


class Workshop:
    """A copy of the house, followed by `flask dev`."""

    def __init__(self, home: Path) -> None:
        self.root, self.port = home / "house", free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.root.mkdir()
        for name in ("app", "migrations"):
            shutil.copytree(ROOT / name, self.root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "wsgi.py", self.root)
        self.content: ContentFolder = ordinary(self.root / "content")
        self.writes(PARAGRAPHS)
        self.log = home / "dev.log"
        ours = {"PORT": str(self.port), "ADMIN_EMAIL": ADMIN_EMAIL, "ADMIN_PASSWORD": ADMIN_PASSWORD}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "dev"],
                cwd=self.root,
                env=bare_environment() | ours,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self._answers, seconds=90, runs=self.process, log=self.log_tail)

    def writes(self, paragraphs: list[str]) -> None:
        """Save the article."""
        self.content.article("a-quiet-hour", title="A quiet hour", body="\n\n".join(paragraphs) + "\n")

    def changes(self, name: str, old: str, new: str) -> None:
        """Save a file of the house with some words replaced."""
        file = self.root / name
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))

    def children(self) -> list[int]:
        """The processes that it made and that still live."""
        here = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and _cwd(one) == str(self.root)]
        return [pid for pid in here if pid != self.process.pid]

    def log_tail(self) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-4000:]

    def _answers(self) -> bool:
        try:
            return answers(self.port) and HttpDoor(self.base).ask("/readyz").status == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One for all tests here: each leaves it as it was, or ahead."""
    made = Workshop(tmp_path_factory.mktemp("dev"))
    yield made
    if made.process.poll() is None:
        made.process.send_signal(signal.SIGTERM)
        made.process.wait(15)


@pytest.fixture
def page(new_page: NewPage, workshop: Workshop) -> Page:
    """The article in a browser."""
    workshop.writes(PARAGRAPHS)
    page = new_page(workshop.base)
    page.goto("/articles/a-quiet-hour")
    expect(page.get_by_text("Paragraph 39.")).to_be_attached(timeout=SOON)
    return page


def test_a_saved_article_shows_itself_at_the_words_that_changed(workshop: Workshop, page: Page) -> None:
    expect(page.get_by_text("Paragraph 25.")).not_to_be_in_viewport()
    workshop.writes([*PARAGRAPHS[:25], "Other words than before.", *PARAGRAPHS[26:]])
    expect(page.get_by_text("Other words than before.")).to_be_in_viewport(timeout=SOON)


def test_what_did_not_change_leaves_the_reader_where_she_was(workshop: Workshop, page: Page) -> None:
    page.get_by_text("Paragraph 20.").evaluate("words => words.scrollIntoView({behavior: 'instant'})")
    page.wait_for_timeout(300)
    with page.expect_event("load", timeout=SOON):
        workshop.content.article("only-reading", title="Only reading, again", date="2026-01-01 09:00", comments="off")
    page.wait_for_timeout(300)
    expect(page.get_by_text("Paragraph 20.")).to_be_in_viewport()


def test_a_saved_template_and_a_saved_stylesheet_show_themselves(workshop: Workshop, page: Page) -> None:
    workshop.changes("app/templates/foot.html", "<footer", "<p>A line of the template.</p>\n<footer")
    expect(page.get_by_text("A line of the template.")).to_be_attached(timeout=SOON)
    workshop.changes("app/static/style.css", "h1, h2", "h1 { color: rgb(1, 2, 3) !important; }\nh1, h2")
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(1, 2, 3)", timeout=SOON)


def test_saved_python_shows_itself(workshop: Workshop, page: Page) -> None:
    workshop.changes("app/web/reading.py", '"reading/article.html",', '"reading/article.html", menu=(),')
    expect(page.get_by_role("navigation", name="Site").get_by_role("link", name="About")).to_have_count(0, timeout=SOON)


def test_broken_front_matter_is_told_in_the_page_and_goes_when_it_is_mended(workshop: Workshop, page: Page) -> None:
    workshop.content.write("articles/broken.md", "---\ntitle: Broken\ndate: soon\n---\nWords.\n")
    expect(page.locator(".dev-problems")).to_contain_text("content/articles/broken.md:3: ", timeout=SOON)
    workshop.content.remove("articles/broken.md")
    expect(page.locator(".dev-problems")).to_have_count(0, timeout=SOON)


def test_what_is_wrong_inside_a_saved_text_is_told_in_the_page_and_goes_when_it_is_mended(workshop: Workshop, page: Page) -> None:
    workshop.writes([*PARAGRAPHS, "![A cup](gone.jpg)", "[there](gone.md)"])
    told = page.locator(".dev-problems")
    expect(told).to_contain_text('the picture "gone.jpg" is not in content/media', timeout=SOON)
    expect(told).to_contain_text('the link "gone.md" leads nowhere on this site')
    workshop.writes(PARAGRAPHS)
    expect(told).to_have_count(0, timeout=SOON)


def test_an_exception_shows_its_traceback_and_the_page_returns(workshop: Workshop, page: Page) -> None:
    workshop.changes("app/templates/reading/words.html", "{{ body.html }}", "{{ body.html.nothing.here }}")
    expect(page.get_by_text("Traceback (most recent call last)")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("heading", name="UndefinedError")).to_be_visible(timeout=SOON)
    workshop.changes("app/templates/reading/words.html", "{{ body.html.nothing.here }}", "{{ body.html }}")
    expect(page.get_by_role("heading", name="A quiet hour")).to_be_visible(timeout=SOON)


def test_python_that_does_not_start_says_why_and_the_page_returns(workshop: Workshop, page: Page) -> None:
    workshop.changes("app/web/reading.py", "def home() ->", "def home( ->")
    expect(page.get_by_role("heading", name="The application does not start: SyntaxError")).to_be_visible(timeout=SOON)
    workshop.changes("app/web/reading.py", "def home( ->", "def home() ->")
    expect(page.get_by_role("heading", name="A quiet hour")).to_be_visible(timeout=SOON)


def test_nothing_runs_on_after_it_ends(workshop: Workshop) -> None:
    assert workshop.children()
    workshop.process.send_signal(signal.SIGTERM)
    assert workshop.process.wait(10) == 0
    until(lambda: not workshop.children(), seconds=5)
    assert not answers(workshop.port)
    assert "Traceback" not in workshop.log_tail()[-300:]


def test_the_server_of_make_run_has_none_of_it(server: Server) -> None:
    door = HttpDoor(server.base)
    assert "/dev/" not in door.ask("/").text
    assert [door.ask(path).status for path in ("/dev/changes", "/dev/dev.js", "/dev/dev.css")] == [404, 404, 404]
