"""Reading an article in a real browser: contents, footnotes, tables, code, links, and paper."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pygments.token import STANDARD_TYPES

from tests.support.content import ContentFolder
from tests.support.fixtures.browsers import NewPage
from tests.support.needs import ROOT, program
from tests.support.server import Server
from tests.support.waiting import until

LONG = "Words that are read one after another.\n\n" * 12
BODY = f"""\
Two sentences.[^one] And a [place of ours](/about), [another site](https://example.org/far?a=1), and `code`.

[^one]: What stands below. See [there](https://example.org/note).

| A | B | C | D | E |
|---|---|---|---|---|
| one two three | one two three | one two three | one two three | one two three |

## First part

{LONG}

## Second part

{LONG}

### Deeper

{LONG}

## Last part

{LONG}
"""

WIDE = "".join(f"| {' | '.join([cell] * 8)} |\n" for cell in ("considerable", "---", "one immeasurable cell"))
A4 = 643
"""Pixels between margins of two centimetres."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site whose one article has everything that can stand in one."""
    home = tmp_path_factory.mktemp("reading")
    folder = ContentFolder(home / "content")
    folder.site()
    folder.page("about")
    spans = " ".join(f'<span class="{name}">{name}</span>' for name in STANDARD_TYPES.values() if name)
    code = f'\n<div class="highlight"><pre><code>{spans}</code></pre></div>\n'
    folder.article("everything", body=BODY + code)
    folder.article("wide", body=WIDE, author=None, title=f"A w{'o' * 50}rd", tags=["m" * 60, "some words that " * 3])
    running = Server(home, CONTENT_DIR=folder.path)
    yield running.start()
    running.kill9()


def opened(new_page: NewPage, house: Server, *, width: int = 1280, **options: object) -> Page:
    page = new_page(house.base, viewport={"width": width, "height": 800}, **options)
    page.goto("/articles/everything")
    return page


def current(page: Page) -> list[str]:
    return page.locator(".contents [aria-current=location]").all_inner_texts()


def scroll_to(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading).evaluate("h => scrollTo({top: h.offsetTop - 40, behavior: 'instant'})")


def test_the_contents_say_where_the_reader_is(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house)
    expect(page.get_by_role("link", name="Second part")).to_be_visible()
    assert current(page) == []
    for heading in ("Second part", "Last part", "First part"):
        scroll_to(page, heading)
        expect(page.locator(".contents [aria-current=location]")).to_have_text(heading)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(page.locator(".contents [aria-current]")).to_have_count(0)


def test_the_contents_stand_beside_the_text_where_there_is_room(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house)
    scroll_to(page, "Second part")
    contents, text = page.locator(".contents").bounding_box(), page.locator(".body").bounding_box()
    assert contents is not None
    assert text is not None
    assert contents["x"] + contents["width"] <= text["x"]
    assert 0 <= contents["y"] < 200
    narrow = opened(new_page, house, width=360)
    expect(narrow.get_by_role("link", name="Second part")).to_be_hidden()


def test_the_contents_are_plain_links_without_a_script(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house, width=360, javascript=False)
    page.get_by_text("In this article").click()
    page.get_by_role("link", name="Last part").click()
    expect(page.get_by_role("heading", name="Last part")).to_be_in_viewport()
    assert page.url.endswith("#section-last-part")


def test_the_scripts_of_an_article_are_small() -> None:
    scripts = [(ROOT / "app" / "static" / name).read_bytes() for name in ("reading.js", "exit.js")]
    assert sum(len(gzip.compress(script)) for script in scripts) < 2000


def test_a_footnote_is_reached_and_left_by_keyboard(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house, javascript=False)
    page.get_by_role("link", name="Footnote 1", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fn-1")).to_be_in_viewport()
    assert page.locator("#fn-1").evaluate("note => note.matches(':target') && getComputedStyle(note).boxShadow") != "none"
    page.keyboard.press("Tab")
    expect(page.locator("#fn-1 a").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Back to where footnote 1 is mentioned")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#fnref-1")).to_be_in_viewport()
    assert page.locator(".footnote").get_attribute("role") == "doc-endnotes"


def test_a_wide_table_scrolls_in_its_own_box_by_keyboard(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house, width=360)
    table = page.get_by_role("region", name="Table 1")
    table.focus()
    page.keyboard.press("ArrowRight")
    until(lambda: table.evaluate("(one) => one.scrollLeft > 0"), seconds=10)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_to_another_site_is_marked_and_one_of_ours_is_not(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house)
    expect(page.get_by_role("link", name="another site (another site)")).to_have_count(1)
    expect(page.get_by_role("link", name="place of ours", exact=True)).to_have_count(1)


CONTRASTS = """() => {
  const channel = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = (css) => { const [r, g, b] = css.match(/[\\d.]+/g).map(Number).map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = light(getComputedStyle(document.querySelector('.highlight pre')).backgroundColor);
  return [...document.querySelectorAll('.highlight code span')].map((span) => {
    const [low, high] = [ground, light(getComputedStyle(span).color)].sort((a, b) => a - b);
    return [span.className, (high + 0.05) / (low + 0.05)];
  });
}"""  # noqa: E501


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_code_is_legible(new_page: NewPage, house: Server, scheme: str) -> None:
    found = opened(new_page, house, color_scheme=scheme).evaluate(CONTRASTS)
    assert len(found) > 70
    assert [pair for pair in found if pair[1] < 4.5] == []


def test_paper_holds_the_article_its_addresses_and_the_approved_comments(
    new_page: NewPage, house: Server, tmp_path: Path
) -> None:
    pdftotext = program("pdftotext", of="pdftotext")
    house.reader("Ada").comments("everything", "These words were approved.")
    house.moderator().approves_everything()
    house.reader("Ben").comments("everything", "These words wait.")
    page = opened(new_page, house, color_scheme="dark")
    page.pdf(path=tmp_path / "article.pdf", format="A4")
    text = subprocess.run([pdftotext, tmp_path / "article.pdf", "-"], capture_output=True, text=True, check=True).stdout
    told = " ".join(text.split())
    for there in ("Last part", "(https://example.org/far?a=1)", "(/about)", "These words were approved.", "Ada"):
        assert there in told
    assert f"{house.base}/articles/everything" in told
    for gone in ("Archive", "In this article", "Preview", "Reply", "These words wait", "(#"):
        assert gone not in told


def test_paper_holds_the_whole_of_a_wide_table(new_page: NewPage, house: Server) -> None:
    page = new_page(house.base, viewport={"width": A4, "height": 900})
    page.goto("/articles/wide")
    assert page.locator(".table").evaluate("(one) => one.scrollWidth > one.clientWidth")
    page.emulate_media(media="print")
    table, last = page.locator(".table"), page.get_by_role("columnheader").last
    assert table.evaluate("(one) => getComputedStyle(one).overflowX") == "visible"
    box = last.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= A4


@pytest.mark.parametrize("path", ["/archive", "/", "/articles/wide", "/search", f"/tags/{'m' * 60}"])
def test_a_very_long_word_in_title_and_tag_and_nobody_s_name_leave_a_page_in_order(
    new_page: NewPage, house: Server, path: str
) -> None:
    page = new_page(house.base, viewport={"width": 360, "height": 780})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for line in page.locator(".meta, .byline p").all():
        assert not line.inner_text().strip().startswith("·")


def test_paper_is_light_in_a_dark_room(new_page: NewPage, house: Server) -> None:
    page = opened(new_page, house, color_scheme="dark")
    page.emulate_media(media="print")
    colours = page.evaluate("[getComputedStyle(document.documentElement), getComputedStyle(document.body)].map(s => s.color)")
    assert colours == ["rgb(0, 0, 0)", "rgb(0, 0, 0)"]
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_shut_out_of_an_article(
    new_page: NewPage, house: Server, axe: Callable[[Page], None], width: int, scheme: str
) -> None:
    axe(opened(new_page, house, width=width, color_scheme=scheme))
