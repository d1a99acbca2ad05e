"""What the server sends: found by following every link from the home page, and by writing a comment."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import PurePath
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.journeys.walking import ARTICLE
from tests.support.doors import Answer, HttpDoor
from tests.support.people import ModeratorAtWork, Reader, Visitor
from tests.support.server import Server

pytestmark = pytest.mark.xdist_group("crawl")  # what is prepared for these is prepared once

ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "srcset", "form": "action"}
MAY_REDIRECT = "/comments/"
BEGINS_TO_WRITE = "/report"
"""How the address of a form ends that a link leads to: with it, and only with it, a session begins."""


class Links(HTMLParser):
    """The addresses a page names, and the ids it has."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        address = given.get(ADDRESSES.get(tag, ""))
        if address and not (tag == "form" and given.get("method") == "post"):
            self.found.append(address)


@pytest.fixture(scope="module")
def site(server: Server) -> dict[str, Answer]:
    """Every address of this site that links from the home page lead to, and its answer; nobody has a cookie."""
    reader, found, waiting = Visitor(HttpDoor(server.base)), {}, ["/", "/sitemap.xml", "/robots.txt", "/feed.xml"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = answer = reader.asks(path)
        if answer.headers["Content-Type"].startswith("text/html"):
            waiting += [inside for one in Links(answer).found if (inside := _inside(server, path, one)) is not None]
    return found


def _inside(server: Server, path: str, address: str) -> str | None:
    """A link as an address of this site, without its fragment; None where it leads elsewhere."""
    whole = urlsplit(urldefrag(urljoin(server.base + path, address)).url)
    if f"{whole.scheme}://{whole.netloc}" != server.base:
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def test_every_link_leads_somewhere(site: dict[str, Answer]) -> None:
    assert len(site) > 40
    broken = {path: one.status for path, one in site.items() if one.status != 200 and not path.startswith(MAY_REDIRECT)}
    assert broken == {}


def test_every_link_into_a_page_leads_to_a_place_there(server: Server, site: dict[str, Answer]) -> None:
    pages = {path: Links(one) for path, one in site.items() if one.headers["Content-Type"].startswith("text/html")}
    missing = []
    for path, page in pages.items():
        for address in page.found:
            target, fragment = _inside(server, path, address), urldefrag(address).fragment
            if fragment and target in pages and fragment not in pages[target].ids:
                missing.append(f"{path} -> {address}")
    assert missing == []


@pytest.mark.once
def test_no_page_that_is_only_read_sets_a_cookie(site: dict[str, Answer]) -> None:
    assert [path for path, one in site.items() if "Set-Cookie" in one.headers and not path.endswith(BEGINS_TO_WRITE)] == []


def test_every_page_answers_304_to_its_etag(server: Server, site: dict[str, Answer]) -> None:
    reader = Visitor(HttpDoor(server.base))
    pages = [path for path, one in site.items() if one.status == 200 and one.headers["Content-Type"].startswith("text/html")]
    for path in (path for path in pages if not path.endswith(BEGINS_TO_WRITE)):
        for packing in ("identity", "gzip"):
            first = reader.asks(path, Accept_Encoding=packing)
            again = reader.asks(path, Accept_Encoding=packing, If_None_Match=first.headers["ETag"])
            assert (again.status, again.body) == (304, b""), path


@pytest.mark.once
def test_what_sets_a_cookie_is_never_kept_by_a_cache(server: Server, ada: Reader, nora: ModeratorAtWork) -> None:
    preview = ada.previews(ARTICLE, "a cookie from here on")
    form = preview.page.form(f"/articles/{ARTICLE}/comments")
    posted = ada.submits(form, "Post comment")
    answers = [preview, posted, ada.asks(posted.location), ada.asks("/moderation/sign-in"), ada.asks(f"/articles/{ARTICLE}")]
    answers += [ada.asks(form.action, form.fields | {"csrf_token": "x"}), nora.asks("/moderation"), ada.asks("/moderation")]
    nora.marks_as_spam("a cookie from here on")
    assert "Set-Cookie" in preview.headers
    setting = [one for one in answers if "Set-Cookie" in one.headers]
    assert [one.path for one in setting if one.headers["Cache-Control"] != "no-store"] == []
    private = [preview, answers[2], answers[3], answers[6]]
    assert [one.path for one in private if one.headers["Cache-Control"] != "no-store"] == []
    assert answers[2].headers["Referrer-Policy"] == "same-origin"


def test_an_article_without_pictures_weighs_at_most_30_kilobytes(server: Server, site: dict[str, Answer]) -> None:
    """With its style, its icon and every script, those too that are fetched when somebody begins to write."""
    reader, weights = Visitor(HttpDoor(server.base)), {}
    for path in (one for one in site if re.fullmatch("/articles/[^/?]+", one) and "<img" not in site[one].text):
        page = reader.asks(path, Accept_Encoding="gzip")
        assert page.headers["Content-Encoding"] == "gzip"
        parts = set(re.findall(r'"(/static/[^"]+)"', site[path].text))
        assert {".css", ".js", ".svg"} <= {PurePath(urlsplit(one).path).suffix for one in parts}
        weights[path] = len(page.body) + sum(len(reader.asks(one, Accept_Encoding="gzip").body) for one in parts)
    assert len(weights) > 5
    assert {path: weight for path, weight in weights.items() if weight > 30_000} == {}, weights
