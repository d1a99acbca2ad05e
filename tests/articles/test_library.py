"""The library: one snapshot of everything, and what readers may see of it at a moment."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from app.articles import Article, ArticleNotFound, Known, Library, LiveLibrary, PageNotFound
from tests.support.content import ContentFolder

SVG = b'<svg width="10" height="20"></svg>'


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = day("2026-06-01")


def under_another_slug(folder: ContentFolder, file: str, front: str) -> None:
    folder.write(f"articles/{file}.md", f"---\ntitle: From {file}\ndate: 2026-03-01\n{front}\n---\nWords.\n")


def slugs(found: tuple[Article, ...]) -> list[str]:
    return [article.slug for article in found]


def test_readers_see_what_is_published_newest_first(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("first", date="2026-01-01")
    folder.article("second", date="2026-02-01")
    folder.article("later", date="2026-07-01")
    folder.article("unready", draft=True)
    folder.article("over", date="2026-01-01", expires="2026-05-01")
    library = live.load()
    assert slugs(library.public(NOW)) == ["second", "first"]
    assert slugs(library.public(day("2026-07-01"))) == ["later", "second", "first"]
    assert slugs(library.public(day("2026-04-30T23:59:59"))) == ["second", "over", "first"]
    assert slugs(library.public(day("2025-01-01"))) == []


def test_what_is_not_public_is_not_found(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("later", date="2026-07-01", tags=["rest"])
    library = live.load()
    with pytest.raises(ArticleNotFound):
        library.find("later", NOW)
    with pytest.raises(ArticleNotFound):
        library.find("never", NOW)
    assert library.find("later").slug == "later"
    assert (library.tags(NOW), library.tagged("rest", NOW), library.written_by("rosa", NOW)) == ((), (), ())
    assert library.find("later", day("2026-07-01")).tags == ("rest",)


def test_lists_go_by_tag_and_by_author(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", date="2026-01-01", tags=["rest", "sleep"])
    folder.article("b", date="2026-01-02", tags=["rest"], author="tomas")
    library = live.load()
    assert library.tags(NOW) == (("rest", 2), ("sleep", 1))
    assert slugs(library.tagged("rest", NOW)) == ["b", "a"]
    assert slugs(library.written_by("tomas", NOW)) == ["b"]
    assert [author.name for author in library.authors_of(library.find("b"))] == ["Tomás Rey"]


def test_an_article_has_neighbours_among_the_public_ones(folder: ContentFolder, live: LiveLibrary) -> None:
    for name, date in (("a", "2026-01-01"), ("b", "2026-01-02"), ("c", "2026-01-03"), ("d", "2026-12-01")):
        folder.article(name, date=date)
    library = live.load()
    older, newer = library.neighbours(library.find("b"), NOW)
    assert (older and older.slug, newer and newer.slug) == ("a", "c")
    assert library.neighbours(library.find("c"), NOW)[1] is None
    assert library.neighbours(library.find("d"), NOW) == (None, None)


def test_an_identity_outlives_a_slug(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("new-name", id="01J", aliases=["old-name"])
    library = live.load()
    article = library.find("new-name")
    assert library.with_id("01J") is article
    assert library.alias("old-name") is article
    assert library.with_id("new-name") is None
    assert library.alias("new-name") is None


@pytest.mark.parametrize("front", ["slug: a", "id: a"])
def test_two_files_cannot_have_one_name(folder: ContentFolder, live: LiveLibrary, front: str) -> None:
    folder.article("a", title="Whose it is")
    under_another_slug(folder, "b", front)
    library = live.load()
    assert [article.title for article in library.articles] == ["Whose it is"]
    assert [problem.file.name for problem in library.problems] == ["b.md"]


def test_a_broken_file_is_waited_for_under_a_name_of_any_script(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.write("articles/x.md", "---\ntitel: x\nslug: शांत-समय\naliases: [ความสงบ, tea]\n---\n")
    library = live.load()
    assert all(library.waits_for_mending(name) for name in ("शांत-समय", "ความสงบ", "tea"))
    assert not library.waits_for_mending("शांत")


@pytest.mark.parametrize("draft", ["true", "True", "yes", "on", '"true"', "Yes # soon"])
def test_nobody_waits_for_a_broken_draft(folder: ContentFolder, live: LiveLibrary, draft: str) -> None:
    """It has no name that readers know; if it were waited for, no address would be said to be gone while it is broken."""
    folder.write("articles/x.md", f"---\ntitel: x\ndraft: {draft}\n---\n")
    assert not live.load().waits_for_mending("another")


def test_links_find_a_file_whose_name_is_kept_with_its_accents_apart(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article(unicodedata.normalize("NFD", "mañana"))
    found = live.load().links
    for link in ("mañana.md", unicodedata.normalize("NFD", "mañana.md"), "/articles/man%CC%83ana"):
        assert found.resolve(link) == "/articles/ma%C3%B1ana"


def test_who_has_a_slug_keeps_it_when_another_file_comes_to_want_it(folder: ContentFolder, live: LiveLibrary) -> None:
    under_another_slug(folder, "b", "slug: mine")
    live.load()
    under_another_slug(folder, "a", "slug: mine")
    assert live.refresh().find("mine").title == "From b"


def test_a_slug_goes_before_an_alias(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", aliases=["b", "shared"])
    folder.article("b", aliases=["shared"])
    library = live.load()
    assert library.alias("b") is None
    assert library.alias("shared") is library.find("a")
    assert len(library.problems) == 2


def test_the_menu_shows_pages_in_their_order(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.page("privacy", menu=True, order=2)
    folder.page("about", menu=True, order=1)
    folder.page("hidden")
    library = live.load()
    assert [page.slug for page in library.menu] == ["about", "privacy"]
    assert len(library.pages) == 3
    assert library.page("hidden").title == "Hidden"
    with pytest.raises(PageNotFound):
        library.page("nowhere")


def test_the_next_change_is_the_next_thing_that_happens_by_itself(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.site(text='title = "x"\n[comments]\nclose_after_days = 10\n')
    folder.article("a", date="2026-06-10", expires="2026-08-01")
    folder.article("quiet", date="2026-06-12", comments="off")
    folder.article("unready", date="2026-06-02", draft=True)
    library = live.load()
    moments, at = [], NOW
    while (change := library.next_change(at)) is not None:
        moments.append(f"{change:%m-%d}")
        at = change
    assert moments == ["06-10", "06-12", "06-20", "08-01"]


def test_a_body_says_how_long_it_takes_to_read(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("short", body="One *word*.\n")
    folder.article("long", body="## Part\n\n" + "word " * 238)
    library = live.load()
    short, long = library.find("short").body(library), library.find("long").body(library)
    assert str(short.html).strip() == "<p>One <em>word</em>.</p>"
    assert (short.minutes, short.text) == (1, "One word.")
    assert (long.words, long.minutes) == (239, 2)
    assert [heading.text for heading in long.headings] == ["Part"]


def test_an_article_without_words_takes_none_from_another(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("full", body="## A heading\n")
    folder.article("empty", body="")
    library = live.load()
    assert library.find("full").body(library).headings
    assert library.find("empty").body(library).headings == ()


def test_links_and_pictures_lead_to_where_things_are_now(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.media("cup.svg", SVG)
    folder.media("leaflet.pdf", b"%PDF")
    folder.page("about")
    under_another_slug(folder, "target", "slug: new-name\naliases: [old-name]")
    folder.article(
        "a",
        body="[1](target.md#x) [2](/articles/old-name) [3](../pages/about.md) [4](/media/leaflet.pdf)\n\n![A cup](cup.svg)",
    )
    library = live.load()
    html = str(library.find("a").body(library).html)
    assert html.count('href="/articles/new-name') == 2
    assert 'href="/articles/new-name#x"' in html
    assert 'href="/about"' in html
    assert 'href="/media/leaflet.' in html
    cup = library.media.find("cup.svg")
    assert cup is not None
    assert f'src="{cup.url}"' in html
    assert 'width="10"' in html


def test_the_site_s_own_whole_address_is_no_other_site(folder: ContentFolder) -> None:
    folder.article("target", aliases=["old-name"])
    folder.article(
        "a", body="[1](https://blog.example.org/articles/old-name#x) https://blog.example.org [3](http://example.org/)"
    )
    library = LiveLibrary(folder.path, own_host="blog.example.org").load()
    html = str(library.find("a").body(library).html)
    assert '<a href="/articles/target#x">1</a>' in html
    assert '<a href="/">https://blog.example.org</a>' in html
    assert html.count('rel="noopener"') == 1


def test_a_body_follows_when_a_picture_or_a_link_s_target_changes(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.media("cup.svg", SVG)
    folder.article("target")
    folder.article("a", body="[1](target.md)\n\n![A cup](cup.svg)")
    before = live.load()
    first = before.find("a").body(before)
    assert before.find("a").body(before) is first
    folder.media("cup.svg", SVG + b"\n")
    under_another_slug(folder, "target", "slug: elsewhere")
    after = live.refresh()
    second = str(after.find("a").body(after).html)
    assert "/articles/elsewhere" in second
    cup = after.media.find("cup.svg")
    assert cup is not None
    assert cup.url in second
    assert cup.url not in str(first.html)


def test_a_feed_gets_whole_addresses_and_only_in_tags(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", body='[here](/archive) [there](https://example.org/x) and ` href="/archive"` said')
    library = live.load()
    html = library.find("a").body(library).html_with("https://blog.example.org")
    assert 'href="https://blog.example.org/archive"' in html
    assert html.count("https://blog.example.org") == 1


@pytest.mark.parametrize("change", ["article", "page", "site", "media", "gone"])
def test_the_fingerprint_changes_with_everything_a_page_could_show(folder: ContentFolder, live: LiveLibrary, change: str) -> None:
    folder.article("a")
    folder.page("about")
    folder.media("cup.svg", SVG)
    before = live.load().fingerprint
    assert LiveLibrary(folder.path).load().fingerprint == before
    match change:
        case "article":
            folder.article("a", body="Other words.\n")
        case "page":
            folder.page("about", body="Other words.\n")
        case "site":
            folder.site("# a remark")
        case "media":
            folder.media("cup.svg", SVG + b"\n")
        case "gone":
            folder.remove("articles/a.md")
    assert live.refresh().fingerprint != before


# --- who has a name -------------------------------------------------------------------------------------------------


def served(library: Library, slug: str) -> str:
    """The title of whoever answers at a slug now."""
    found = library.with_slug(slug) or library.alias(slug)
    return found.title if found else ""


PUBLIC = {"date": "2026-03-01"}
SCHEDULED = {"date": "2999-03-01"}
DRAFT = {"date": "2026-03-01", "draft": True}


@pytest.mark.parametrize(("first", "then"), [(PUBLIC, DRAFT), (PUBLIC, SCHEDULED), (SCHEDULED, DRAFT)])
@pytest.mark.parametrize("wants", [{"slug": "mine"}, {"id": "01MINE"}])
def test_what_is_public_goes_before_what_is_scheduled_and_that_before_a_draft(
    folder: ContentFolder, live: LiveLibrary, first: dict[str, Any], then: dict[str, Any], wants: dict[str, str]
) -> None:
    folder.article("z-owner", title="Owner", **({"slug": "mine"} | wants | first))
    folder.article("a-copy", title="Copy", **wants, **then)
    library = live.load()
    assert served(library, "mine") == "Owner"
    assert [(problem.file.name, problem.line) for problem in library.problems] == [("a-copy.md", 5)]


def test_a_draft_s_slug_does_not_take_a_published_article_s_alias(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("z-owner", title="Owner", aliases=["mine"])
    folder.article("a-draft", title="Draft", slug="mine", draft=True)
    assert served(live.load(), "mine") == "Owner"


def test_whom_readers_know_under_a_name_keeps_it_though_another_comes_first(folder: ContentFolder) -> None:
    folder.article("z-owner", title="Owner", slug="mine", id="01Z", aliases=["also-mine"])
    folder.article("a-copy", title="Copy", slug="mine")
    folder.article("b-copy", title="Copy", slug="also-mine", date="2026-01-01")
    folder.article("c-copy", title="Copy", id="01Z")
    known = Known({"mine": "01Z", "also-mine": "01Z"})
    library = LiveLibrary(folder.path, ask=lambda: known).load()
    assert (served(library, "mine"), served(library, "also-mine")) == ("Owner", "Owner")
    assert [problem.file.name for problem in library.problems] == ["a-copy.md", "b-copy.md", "c-copy.md"]


def test_a_newcomer_does_not_take_an_address_whose_old_links_lead_to_another(folder: ContentFolder) -> None:
    folder.article("owner", id="01Z", slug="renamed")
    folder.article("newcomer", slug="former", id="01A")
    known = Known({"former": "01Z", "renamed": "01Z"})
    library = LiveLibrary(folder.path, ask=lambda: known).load()
    assert library.with_slug("former") is None
    (problem,) = library.problems
    assert problem.seen_from(folder.path).startswith("articles/newcomer.md:5: /articles/former was the address of owner.md")


def test_two_articles_that_readers_know_may_change_names(folder: ContentFolder) -> None:
    folder.article("a", id="01A", slug="b")
    folder.article("b", id="01B", slug="a")
    known = Known({"a": "01A", "b": "01B"})
    assert len(LiveLibrary(folder.path, ask=lambda: known).load().articles) == 2
