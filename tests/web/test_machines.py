"""The site map and robots.txt."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.web import site_map
from tests.support.content import ContentFolder, ordinary
from tests.support.feeds import schema_problems
from tests.support.people import ModeratorAtWork, Reader, Visitor

pytestmark = pytest.mark.settings(UNDO_SECONDS=0, SITE_URL="https://blog.example.org")
HOUSE = "https://blog.example.org"
LOC, LASTMOD = (f"{{{site_map.SITEMAP}}}{name}" for name in ("loc", "lastmod"))


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    """The ordinary site, and what search engines must not be told of."""
    folder = ordinary(tmp_path / "content")
    folder.article("revised", date="2026-02-10 09:00", updated="2026-05-01 10:00", tags=["día & <noche>"])
    folder.article("shy", noindex=True, tags=["hidden"], author="tomas")
    folder.article("not-yet", draft=True, tags=["drafts"])
    folder.article("later", date="2126-01-01")
    folder.article("gone", date="2026-01-01", expires="2026-01-02")
    folder.page("imprint", noindex=True)
    return folder


def _places(visitor: Visitor, path: str = "/sitemap.xml") -> dict[str, str | None]:
    text = visitor.asks(path).text
    assert schema_problems(text, "sitemap") == []
    return {(one.findtext(LOC) or "").removeprefix(HOUSE): one.findtext(LASTMOD) for one in ElementTree.fromstring(text)}


def test_it_names_every_public_address_and_no_other(visitor: Visitor) -> None:
    places = _places(visitor)
    assert set(places) == {
        "/", "/archive", "/about", "/articles/a-quiet-hour", "/articles/the-closed-door", "/articles/only-reading",
        "/articles/revised", "/authors/rosa", "/tags/rest", "/tags/early%20months", "/tags/d%C3%ADa%20%26%20%3Cnoche%3E",
    }  # fmt: skip
    assert {path: visitor.asks(path).status for path in places} == dict.fromkeys(places, 200)


def test_lastmod_is_when_the_words_changed_and_a_comment_changes_nothing(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    before = _places(visitor)
    assert before["/articles/a-quiet-hour"] == "2026-03-01T09:00:00+00:00"
    assert before["/articles/revised"] == before["/"] == before["/authors/rosa"] == "2026-05-01T10:00:00+00:00"
    ada.comments("a-quiet-hour", "words")
    nora.approves_everything()
    assert _places(visitor) == before


def test_too_many_addresses_for_one_file_are_shared_out(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = _places(visitor)
    assert visitor.asks("/sitemap-1.xml").status == 404
    monkeypatch.setattr(site_map, "MOST", 4)
    index = _places(visitor, "/sitemap.xml?page=2")  # another entry of the page cache
    assert list(index) == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    shared = [_places(visitor, path) for path in index]
    assert [len(part) for part in shared] == [4, 4, 3]
    assert shared[0] | shared[1] | shared[2] == everything
    assert index["/sitemap-1.xml"] == max(filter(None, shared[0].values()))
    assert visitor.asks("/sitemap-4.xml").status == visitor.asks("/sitemap-0.xml").status == 404


def test_robots_are_told_where_the_site_map_is_and_where_nobody_goes(visitor: Visitor) -> None:
    lines = visitor.asks("/robots.txt").text.splitlines()
    assert f"Sitemap: {HOUSE}/sitemap.xml" in lines
    assert "Disallow: /moderation" in lines
    assert "Disallow: /receipts/" in lines
