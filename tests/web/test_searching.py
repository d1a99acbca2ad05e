"""The search page, the archive and what stands beside an article, as readers meet them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.articles import keep_index
from app.articles import library as current
from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader, Visitor

Index = Callable[[], None]


@pytest.fixture
def index(app: Flask, db: SQLAlchemy) -> Index:
    """Read what was written, and index it."""

    def bring_up_to_date() -> None:
        app.extensions["understory.library"].refresh()
        keep_index(current())
        db.session.rollback()

    return bring_up_to_date


def test_a_reader_finds_an_article_through_the_menu_without_javascript_or_cookie(visitor: Visitor, index: Index) -> None:
    index()
    page = visitor.reads(visitor.reads("/").link("Search"))
    form = page.form("/search")
    assert form.method == "get"
    assert form.name_of("Words in an article") == "q"
    answer = visitor.asks("/search?q=minute")
    assert "Set-Cookie" not in answer.headers
    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.page.form("/search").fields["q"] == "minute"
    assert "“minute”" in answer.page.title
    assert answer.page.link("A quiet hour") == "/articles/a-quiet-hour"
    assert "Ten <mark>minutes</mark>, the same ten each day." in answer.text


def test_the_query_comes_back_as_text_whatever_it_is(visitor: Visitor, index: Index) -> None:
    index()
    for query, kept in {
        "%3Cscript%3Ealert(1)%3C/script%3E": "<script>alert(1)</script>",
        "%22%20onfocus=x%20%22": '" onfocus=x "',
        "a%00b": "a b",
        "a%01%1Bb": "a b",
        "%25_*": "%_*",
        "{{7*7}}": "{{7*7}}",
    }.items():
        answer = visitor.asks(f"/search?q={query}")
        assert answer.status == 200, query
        assert answer.page.form("/search").fields["q"] == kept
        assert "<script>alert" not in answer.text


def test_a_very_long_query_is_cut_and_the_page_says_so(visitor: Visitor, index: Index) -> None:
    index()
    answer = visitor.asks("/search?q=" + "minute+" * 1000)
    assert answer.status == 200
    assert len(answer.page.form("/search").fields["q"]) == 200
    assert "That was long" in answer.page.text
    assert answer.page.link("A quiet hour")


def test_an_empty_answer_offers_tags_and_the_archive(visitor: Visitor, index: Index) -> None:
    index()
    page = visitor.reads("/search?q=zeppelin")
    assert "No article here has these words" in page.text
    assert "not been read in yet" not in page.text
    assert page.link("early months") == "/tags/early%20months"
    assert page.link("Every article, by year") == "/archive"
    assert "no word in that" in visitor.reads("/search?q=%3F%21").text
    assert "No article" not in visitor.reads("/search").text


def test_results_have_pages(visitor: Visitor, content: ContentFolder, index: Index) -> None:
    for number in range(13):
        content.article(f"a{number:02}", title=f"Number {number:02}", body="marigold\n")
    index()
    first = visitor.reads("/search?q=marigold")
    assert "13 articles, page 1 of 2." in first.text
    second = visitor.reads(first.link("Next page"))
    assert second.link("Previous page") == "/search?q=marigold"
    titles = {name for name, _ in [*first.links(), *second.links()] if name.startswith("Number")}
    assert len(titles) == 13
    assert visitor.asks("/search?q=marigold&page=3").status == 404
    assert visitor.asks("/search?q=marigold&page=x").status == 404


def test_no_comment_is_ever_found_pending_or_public(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor, open_article: str, index: Index
) -> None:
    ada.comments(open_article, "marigold in the waiting room")
    index()
    assert "waiting room" not in visitor.reads("/search?q=marigold").text
    nora.approves("marigold")
    index()
    assert "waiting room" not in visitor.reads("/search?q=marigold").text


def test_what_is_found_is_never_older_than_the_library(visitor: Visitor, content: ContentFolder, index: Index) -> None:
    index()
    assert visitor.reads("/search?q=minutes").link("A quiet hour")
    content.article("a-quiet-hour", title="A quiet hour", body="Ten minutes.\n", draft=True)
    index()
    assert "A quiet hour" not in visitor.reads("/search?q=minutes").text


def test_the_archive_counts_each_year_and_leads_to_it(visitor: Visitor, content: ContentFolder, app: Flask) -> None:
    content.article("last-year", date="2025-12-31 23:30")
    content.site(timezone="Asia/Tokyo")
    content.article("older", date="2024-05-05")
    page = visitor.reads("/archive")
    assert [name for name, _ in page.links() if name.startswith("20")] == ["2026 (3)", "2025 (1)", "2024 (1)"]
    assert page.link("2025 (1)") == "#y2025"
    assert page.has("y2025")
    assert page.headings == ["Archive", "2026 3 articles", "2025 1 article", "2024 1 article"]
    assert visitor.reads("/archive/2024").link("Older") == "/articles/older"
    assert visitor.asks("/archive/1999").status == 404


def test_a_long_archive_gives_each_year_a_page(visitor: Visitor, content: ContentFolder) -> None:
    for number in range(400):
        content.write(f"articles/b{number}.md", f"---\ntitle: Back {number}\ndate: 2020-01-01\n---\n")
    page = visitor.reads("/archive")
    assert page.link("2020 (400)") == "/archive/2020"
    assert "Back 7" not in page.text
    assert "A quiet hour" in page.text
    assert "Back 7" in visitor.reads("/archive/2020").text


def test_an_article_names_its_series_and_what_is_related(visitor: Visitor, content: ContentFolder) -> None:
    for order, slug in enumerate(("one", "two", "three"), 1):
        content.article(slug, series={"name": "Early months", "order": order}, tags=["rest"], date=f"2026-04-0{order}")
    page = visitor.reads("/articles/two")
    box = next(one for one in page.root.iter("nav") if one.get("aria-labelledby") == "series")
    assert "Part 2 of Early months" in page.headings
    assert [name for name, _ in page.links(box)] == ["One", "Three", "One", "Three"]
    related = next(one for one in page.root.iter("section") if one.get("aria-labelledby") == "related")
    assert page.links(related) == [("A quiet hour", "/articles/a-quiet-hour")]
    assert "related" not in visitor.asks("/articles/only-reading").text


def test_a_series_without_numbers_is_read_by_date_and_tells_none(visitor: Visitor, content: ContentFolder) -> None:
    for day, slug in enumerate(("zebra", "middle", "ape"), 1):
        content.article(slug, series={"name": "Early months"}, date=f"2026-04-0{day}")
    page = visitor.reads("/articles/middle")
    box = next(one for one in page.root.iter("nav") if one.get("aria-labelledby") == "series")
    assert "Part of Early months" in page.headings
    assert [name for name, _ in page.links(box)] == ["Zebra", "Ape", "Zebra", "Ape"]
    assert "0" not in "".join(box.itertext())


def test_a_scheduled_part_joins_its_series_at_its_minute(visitor: Visitor, content: ContentFolder, clock: Clock) -> None:
    content.article("one", series={"name": "Early months", "order": 1}, date="2026-04-01")
    content.article("two", series={"name": "Early months", "order": 2}, date="2030-01-01 09:00")
    clock.at("2030-01-01T08:59:00")
    assert "series" not in {one.get("aria-labelledby") for one in visitor.reads("/articles/one").root.iter("nav")}
    clock.at("2030-01-01T09:00:00")
    assert visitor.reads("/articles/one").link("Two") == "/articles/two"


def test_the_pages_are_valid(
    visitor: Visitor, content: ContentFolder, index: Index, nu: Callable[[Mapping[str, str]], None]
) -> None:
    content.article("one", series={"name": "Early months", "order": 1}, tags=["rest"], lang="es")
    content.article("two", series={"name": "Early months", "order": 2}, tags=["rest"])
    index()
    paths = ("/search", "/search?q=rest", "/search?q=zeppelin", "/search?q=%3F", "/archive", "/archive/2026", "/articles/two")
    nu({path: visitor.asks(path).text for path in paths})


def test_a_year_is_told_in_the_sites_own_place(visitor: Visitor, content: ContentFolder) -> None:
    content.article("at-midnight", date=datetime(2024, 12, 31, 20, 0, tzinfo=UTC).isoformat())
    content.site(timezone="Asia/Tokyo")
    assert visitor.reads("/archive/2025").link("At midnight") == "/articles/at-midnight"
