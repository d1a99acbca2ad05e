"""Feeds: whole, with whole addresses, under ids that never change, and with nothing in them that readers may not see."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask

from tests.support.content import ContentFolder, ordinary
from tests.support.feeds import atom_problems, content_problems, contents, json_feed_problems, schema_problems
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader, Visitor

pytestmark = pytest.mark.settings(UNDO_SECONDS=0, SITE_URL="https://blog.example.org")

BODY = """\
See [the other](the-closed-door.md), [a page](/about), [a part](#part) and [far away](https://example.org/a?b=c&d=e).[^1]

## Part {#part}

![A leaf](leaf.svg)

A line that says <a href="/archive" title="see &quot; href=&quot;/x">raw</a>, & and `href="/in/code"`.

[^1]: A note.
"""
LEAF = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle r="9"/></svg>'
ATOM = "{http://www.w3.org/2005/Atom}"
ATOMS = ["/feed.xml", "/tags/rest/feed.xml", "/authors/rosa/feed.xml", "/articles/a-quiet-hour/comments.xml"]


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    """The ordinary site, with one article that uses what feeds get wrong, and what must not be in any."""
    folder = ordinary(tmp_path / "content")
    folder.media("leaf.svg", LEAF)
    folder.article(
        "rich", title="<b>Rich</b> & ]]> “text”", id="01RICH", body=BODY, date="2026-02-10 09:00", updated="2026-02-20 10:00",
        tags=["rest", "día & <noche>"], summary="A & B < C", lang="es", authors=["rosa", "tomas"], author=None,
        cover={"src": "leaf.svg", "alt": "A \"leaf\"", "caption": "<i>"},
    )  # fmt: skip
    folder.article("not-yet", title="Canary draft", draft=True, tags=["rest"])
    folder.article("later", title="Canary scheduled", date="2126-01-01 09:00", tags=["rest"])
    folder.article("gone", title="Canary expired", date="2026-01-01", expires="2026-01-02", tags=["rest", "over"])
    folder.article("hard", title="Hard", sensitive=True)
    return folder


@pytest.mark.parametrize("path", [*ATOMS, "/authors/tomas/feed.xml", "/articles/the-closed-door/comments.xml"])
def test_every_atom_feed_holds_to_the_schema_and_reads_without_complaint(ada: Reader, nora: ModeratorAtWork, path: str) -> None:
    ada.comments("a-quiet-hour", "Thank you, *all* of you: <b> & https://example.org/x", name="Ada & <Ben>")
    nora.approves_everything()
    answer = ada.asks(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert atom_problems(answer.text) == []
    own = [one.href for one in feedparser.parse(answer.body).feed.links if one.rel == "self"]
    assert own == [f"https://blog.example.org{path}"]


def test_a_feed_without_entries_is_valid(visitor: Visitor, content: ContentFolder) -> None:
    for file in (content.path / "articles").glob("*.md"):
        file.unlink()
    content.article("the-only-one", date="2126-01-01", author="rosa")
    for path in ("/feed.xml", "/authors/tomas/feed.xml"):
        assert "<entry" not in visitor.asks(path).text
        assert atom_problems(visitor.asks(path).text) == []
    assert json_feed_problems(visitor.asks("/feed.json").text) == []


def test_the_json_feed_holds_to_version_1_1_and_says_the_same_as_the_atom_feed(visitor: Visitor) -> None:
    answer = visitor.asks("/feed.json")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert json_feed_problems(answer.text) == []
    feed, atom = json.loads(answer.text), visitor.asks("/feed.xml")
    assert feed["feed_url"] == "https://blog.example.org/feed.json"
    assert {item["id"]: item["content_html"] for item in feed["items"]} == contents(atom.text)
    told = [(item["id"], item["url"], item["date_published"], item["date_modified"]) for item in feed["items"]]
    assert told == [(one.id, one.link, one.published, one.updated) for one in feedparser.parse(atom.body).entries]


JSON_MISTAKES: list[tuple[dict[str, object], str]] = [
    ({"version": "https://jsonfeed.org/version/1"}, "not 1.1"),
    ({"feed_url": "/feed.json"}, "no whole address"),
    ({"items": [{"id": 7, "content_text": ""}]}, "id is no str"),
    ({"items": [{"id": "a"}]}, "no content"),
    ({"items": [{"id": "a", "content_html": "<a href='/x'>x</a>"}]}, "no whole address"),
    ({"items": [{"id": "a", "content_html": "", "date_published": "2026-01-01"}]}, "no moment"),
    ({"items": [{"id": "a", "content_html": ""}] * 2}, "twice"),
    ({"author": {}}, "nobody knows"),
]


def test_the_checker_of_json_feeds_sees_what_is_wrong(visitor: Visitor) -> None:
    feed = json.loads(visitor.asks("/feed.json").text)
    for change, complaint in JSON_MISTAKES:
        assert any(complaint in one for one in json_feed_problems(json.dumps(feed | change))), change


ATOM_MISTAKES = [
    ("<id>tag:blog.example.org,2026:site</id>", "<id>site</id>"),
    ("<id>tag:blog.example.org,2026:site</id>", ""),
    (
        'rel="self" type="application/atom+xml" href="https://blog.example.org/',
        'rel="self" type="application/atom+xml" href="/',
    ),
    ("<published>2026-02-10T09:00:00+00:00", "<published>2026-02-10 09:00"),
    ("<published>2026-02-10T", "<published>2026-02-30T"),
    ('type="html">', 'type="xhtml">'),
    ("</feed>", "<more/></feed>"),
    ('href="https://blog.example.org/about"', 'href="/about"'),
]


def test_the_checker_of_atom_sees_what_is_wrong(visitor: Visitor) -> None:
    text = visitor.asks("/feed.xml").text
    for right, wrong in ATOM_MISTAKES:
        assert right in text
        assert atom_problems(text.replace(right, wrong)) != [], wrong
    for right, wrong in (("<title>", "<heading>"), ("<updated>2", "<updated>on 2"), ("<subtitle>", "<subtitle href='x'>")):
        changed = text.replace(right, wrong).replace(right.replace("<", "</"), wrong.replace("<", "</"))
        assert schema_problems(text, "atom-rfc4287") == []
        assert schema_problems(changed, "atom-rfc4287") != [], wrong


def test_content_is_whole_and_every_address_in_it_too(visitor: Visitor) -> None:
    entry = _entries(visitor, "/feed.xml")["<b>Rich</b> & ]]> “text”"]
    html = contents(visitor.asks("/feed.xml").text)[entry.id]
    assert content_problems(html) == []
    for whole in (
        'href="https://blog.example.org/articles/the-closed-door"',
        'href="https://blog.example.org/about"',
        'href="https://blog.example.org/articles/rich#part"',
        'href="https://blog.example.org/articles/rich#fn-1"',
        'href="https://example.org/a?b=c&amp;d=e"',
        'src="https://blog.example.org/media/leaf.',
        '<code>href="/in/code"</code>',
        "<figcaption>&lt;i&gt;</figcaption>",
    ):
        assert whole in html
    assert (entry.published, entry.updated) == ("2026-02-10T09:00:00+00:00", "2026-02-20T10:00:00+00:00")
    assert [one.name for one in entry.authors] == ["Rosa Imai", "Tomás Rey"]
    assert [one.term for one in entry.tags] == ["rest", "día & <noche>"]
    assert entry.summary == "A & B < C"
    assert 'xml:lang="es"' in visitor.asks("/feed.xml").text


def test_an_id_outlives_a_new_slug_and_the_old_feed_of_comments_leads_to_the_new_one(
    app: Flask, visitor: Visitor, content: ContentFolder
) -> None:
    before = _entries(visitor, "/feed.xml")["<b>Rich</b> & ]]> “text”"]
    live = app.extensions["understory.library"]
    with app.app_context():
        app.extensions["understory.library"]._announce(live.current)
    text = (content.path / "articles/rich.md").read_text()
    content.remove("articles/rich.md")
    content.write("articles/poor.md", text.replace("Rich</b>", "Poor</b>"))
    live.refresh()
    after = _entries(visitor, "/feed.xml")["<b>Poor</b> & ]]> “text”"]
    assert after.id == before.id == "tag:blog.example.org,2026:article/01RICH"
    assert after.link == "https://blog.example.org/articles/poor"
    moved = visitor.asks("/articles/rich/comments.xml")
    assert (moved.status, moved.location) == (301, "/articles/poor/comments.xml")


def test_a_reader_that_asks_again_hears_nothing_until_something_changed(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    known = {path: visitor.asks(path).headers["ETag"] for path in [*ATOMS, "/feed.json"]}
    ada.comments("a-quiet-hour", "it waits")
    assert {path: visitor.asks(path, If_None_Match=known[path]).status for path in known} == dict.fromkeys(known, 304)
    nora.approves("it waits")
    here = "/articles/a-quiet-hour/comments.xml"
    fresh = visitor.asks(here, If_None_Match=known[here])
    assert (fresh.status, "it waits" in fresh.text) == (200, True)
    assert visitor.asks("/feed.xml", If_None_Match=known["/feed.xml"]).status == 304


def test_an_edited_comment_is_newer_in_its_feed_under_the_same_id(ada: Reader, nora: ModeratorAtWork, clock: Clock) -> None:
    receipt = ada.comments("a-quiet-hour", "first words")
    nora.approves("first words")
    here = "/articles/a-quiet-hour/comments.xml"
    first = feedparser.parse(ada.asks(here).body)
    clock.forward(hours=1)
    ada.edits(receipt, "second words")
    assert feedparser.parse(ada.asks(here).body).entries == first.entries
    nora.approves("second words")
    second = feedparser.parse(ada.asks(here).body)
    assert "second words" in second.entries[0].content[0].value
    assert (second.entries[0].id, second.entries[0].published) == (first.entries[0].id, first.entries[0].published)
    assert second.entries[0].updated > first.entries[0].updated
    assert second.feed.updated == second.entries[0].updated
    assert atom_problems(ada.asks(here).text) == []


def test_what_is_not_public_is_in_no_feed(ada: Reader, ben: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    slug = "a-quiet-hour"
    ada.comments(slug, "canary rejected", name="Canary R")
    nora.rejects("canary rejected", reason="advice")
    ada.comments(slug, "canary spam", name="Canary S")
    nora.marks_as_spam("canary spam")
    ada.comments(slug, "a fine parent")
    parent = nora.approves("a fine parent")
    ben.comments(slug, "canary below", name="Canary B", parent=parent)
    nora.approves("canary below")
    taken = ada.comments(slug, "canary withdrawn", name="Canary W")
    nora.approves("canary withdrawn")
    ada.withdraws(taken)
    edited = ada.comments(slug, "fine words")
    nora.approves("fine words")
    ada.edits(edited, "canary edit")
    ada.comments(slug, "canary pending", name="Canary P")
    nora.submits(nora.reads(f"/moderation/comments/{parent}").form("/decisions"), "Reject", reason="advice")
    for path in [*ATOMS, "/feed.json", "/sitemap.xml", f"/articles/{slug}"]:
        assert "canary" not in visitor.asks(path).text.lower(), path
    assert "fine words" in visitor.asks(f"/articles/{slug}/comments.xml").text


@pytest.mark.settings(UNDO_SECONDS=10)
def test_an_approved_comment_enters_its_feed_when_the_undo_window_closes(
    clock: Clock, ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    ada.comments("a-quiet-hour", "soon")
    nora.approves("soon")
    here = "/articles/a-quiet-hour/comments.xml"
    assert "soon" not in visitor.asks(here).text
    clock.forward(seconds=11)
    assert "soon" in visitor.asks(here).text


def test_a_feed_of_what_is_not_there_is_404(visitor: Visitor) -> None:
    absent = [
        "/tags/nothing/feed.xml",
        "/tags/over/feed.xml",
        "/authors/nobody/feed.xml",
        "/articles/nothing/comments.xml",
        "/articles/not-yet/comments.xml",
        "/articles/later/comments.xml",
        "/articles/only-reading/comments.xml",
    ]
    assert {path: visitor.asks(path).status for path in absent} == dict.fromkeys(absent, 404)


def test_pages_name_their_feeds(visitor: Visitor) -> None:
    def feeds(path: str) -> set[str]:
        links = [one for one in visitor.reads(path).root.iter("link") if one.get("rel") == "alternate"]
        return {one.get("href") or "" for one in links} - {"/feed.xml", "/feed.json"}

    assert feeds("/") == set()
    assert feeds("/tags/rest") == {"/tags/rest/feed.xml"}
    assert feeds("/authors/rosa") == {"/authors/rosa/feed.xml"}
    assert feeds("/articles/rich") == {"/articles/rich/comments.xml"}
    assert feeds("/articles/only-reading") == set()


def test_the_comments_of_a_sensitive_article_are_kept_from_search_engines(visitor: Visitor) -> None:
    assert visitor.asks("/articles/hard/comments.xml").headers["X-Robots-Tag"] == "noindex"
    assert visitor.asks("/articles/hard/comments.xml").headers["X-Robots-Tag"] == "noindex"  # kept by the page cache as well
    assert "X-Robots-Tag" not in visitor.asks("/articles/rich/comments.xml").headers


def test_at_most_twenty_articles_stand_in_a_feed_the_newest_first(visitor: Visitor, content: ContentFolder) -> None:
    for day in range(1, 26):
        content.article(f"day-{day}", title=f"Day {day}", date=f"2026-04-{day:02} 08:00")
    titles = [one.title for one in feedparser.parse(visitor.asks("/feed.xml").body).entries]
    assert titles == [f"Day {day}" for day in range(25, 5, -1)]


def _entries(visitor: Visitor, path: str) -> dict[str, feedparser.FeedParserDict]:
    text = visitor.asks(path).text
    entries = ElementTree.fromstring(text).iter(f"{ATOM}entry")
    titles = [node.findtext(f"{ATOM}title") or "" for node in entries]
    return dict(zip(titles, feedparser.parse(text.encode(), sanitize_html=False).entries, strict=True))
