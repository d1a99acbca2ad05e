"""The head of a page: canonical addresses, robots, link previews, linked data - and nothing in them that readers may not see."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from app.articles import LiveLibrary
from app.web.head import og_locale
from tests.support.content import ContentFolder, ordinary
from tests.support.feeds import linked_data
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import ModeratorAtWork, Reader, Visitor

HOUSE = "https://blog.example.org"
HOSTILE = "</script><!-- <script>alert(1)</script> \u2028 & \"x\" 'y'"

pytestmark = pytest.mark.settings(UNDO_SECONDS=0, SITE_URL=HOUSE)


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    """The ordinary site with pictures, several pages of everything, and an author with an address."""
    folder = ordinary(tmp_path / "content")
    site = (folder.path / "site.toml").read_text()
    site = site.replace('bio = "Writes about rest."', 'bio = "Writes about rest."\nurl = "https://social.example/@rosa"')
    folder.write("site.toml", "per_page = 2\n" + site.replace("[comments]", "[comments]\nper_page = 2"))
    picture = io.BytesIO()
    Image.new("RGB", (1200, 630), "green").save(picture, "JPEG")
    folder.media("hill.jpg", picture.getvalue())
    folder.media("leaf.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>')
    folder.article(
        "with-photo", cover={"src": "hill.jpg", "alt": "A hill"}, summary="All <b> & more", updated="2026-03-04", tags=["rest"]
    )
    folder.article("with-drawing", cover={"src": "leaf.svg", "alt": "A leaf"}, lang="es", tags=["rest"])
    folder.article("hard", sensitive=True, tags=["rest"])
    folder.article("shy", noindex=True)
    folder.article("copied", canonical="https://elsewhere.example/original")
    folder.page("imprint", noindex=True)
    return folder


def _meta(page: Page) -> dict[str, str]:
    return {one.get("property") or one.get("name") or "": one.get("content") or "" for one in page.root.iter("meta")}


def _link(page: Page, rel: str) -> list[str]:
    return [one.get("href") or "" for one in page.root.iter("link") if one.get("rel") == rel]


def _posting(page: Page) -> dict[str, Any]:
    (posting,) = [one for one in linked_data(page) if one["@type"] == "BlogPosting"]
    return posting


def test_every_page_names_its_one_address(ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    for number in range(3):
        ada.comments("a-quiet-hour", f"number {number}")
    nora.approves_everything()
    for path in (
        "/", "/?page=2", "/archive", "/about", "/tags/rest", "/tags/rest?page=2", "/authors/rosa", "/authors/rosa?page=2",
        "/articles/a-quiet-hour", "/articles/a-quiet-hour?comments=2",
    ):  # fmt: skip
        page = visitor.reads(path)
        assert _link(page, "canonical") == [HOUSE + path]
        assert _meta(page)["og:url"] == HOUSE + path
    assert _link(visitor.reads("/?page=1"), "canonical") == [f"{HOUSE}/"]
    assert _link(visitor.reads("/articles/copied"), "canonical") == ["https://elsewhere.example/original"]


def test_lists_say_what_comes_before_and_after_and_which_page_this_is(visitor: Visitor) -> None:
    first, second = visitor.reads("/tags/rest"), visitor.reads("/tags/rest?page=2")
    assert (_link(first, "prev"), _link(first, "next")) == ([], ["/tags/rest?page=2"])
    assert (_link(second, "prev"), _link(second, "next")) == (["/tags/rest"], [])
    assert first.title != second.title


def test_search_engines_are_asked_to_pass_by_only_where_somebody_said_so(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    for number in range(3):
        ada.comments("hard", f"number {number}")
    nora.approves_everything()
    robots = {
        path: _meta(visitor.asks(path).page).get("robots")
        for path in (
            "/",
            "/articles/hard",
            "/articles/hard?comments=2",
            "/articles/shy",
            "/imprint",
            "/nowhere",
            "/tags/rest?page=2",
        )
    }
    shown, hidden = "max-image-preview:large", "noindex"
    assert list(robots.values()) == [shown, shown, hidden, hidden, hidden, hidden, shown]


def test_a_preview_of_an_article_has_its_picture_its_words_and_its_times(visitor: Visitor) -> None:
    meta = _meta(visitor.reads("/articles/with-photo"))
    assert meta["og:image"].startswith(f"{HOUSE}/media/hill.")
    assert visitor.asks(meta["og:image"].removeprefix(HOUSE)).status == 200
    assert (meta["og:image:width"], meta["og:image:height"], meta["og:image:alt"]) == ("1200", "630", "A hill")
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:description"] == meta["description"] == "All <b> & more"
    assert (meta["og:type"], meta["og:locale"], meta["og:site_name"]) == ("article", "en_US", "The Understory")
    assert (meta["article:published_time"], meta["article:modified_time"]) == (
        "2026-03-01T09:00:00+00:00",
        "2026-03-04T00:00:00+00:00",
    )
    assert (meta["article:author"], meta["article:tag"]) == (f"{HOUSE}/authors/rosa", "rest")


def test_a_drawing_is_no_picture_for_previews(visitor: Visitor) -> None:
    page = visitor.reads("/articles/with-drawing")
    assert "og:image" not in _meta(page)
    assert _meta(page)["twitter:card"] == "summary"
    assert _meta(page)["og:locale"] == "es_ES"
    assert "image" not in _posting(page)


def test_the_site_s_picture_stands_for_an_article_without_a_photograph(
    app: Flask, content: ContentFolder, visitor: Visitor
) -> None:
    site = (content.path / "site.toml").read_text()
    photo = next(content.path.glob("media/hill.*"))
    content.media("house.jpg", photo.read_bytes())
    content.write("site.toml", 'picture = "house.jpg"\n' + site)
    live: LiveLibrary = app.extensions["understory.library"]
    live.refresh()
    for slug in ("with-drawing", "a-quiet-hour"):
        page = visitor.reads(f"/articles/{slug}")
        meta = _meta(page)
        assert meta["og:image"].startswith(f"{HOUSE}/media/house.")
        assert (meta["og:image:alt"], meta["twitter:card"]) == ("The Understory", "summary_large_image")
        assert _posting(page)["image"]["url"] == meta["og:image"]
    assert _meta(visitor.reads("/articles/with-photo"))["og:image"].startswith(f"{HOUSE}/media/hill.")
    assert "house" not in visitor.asks("/feed.xml").text + visitor.asks("/feed.json").text


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en", "en_US"), ("es", "es_ES"), ("es-MX", "es_MX"), ("pt-BR", "pt_BR"), ("zh-Hant", "zh_CN"), ("eo", "eo_001")],
)
def test_open_graph_is_told_a_language_with_a_territory(tag: str, locale: str) -> None:
    assert og_locale(tag).split("_")[0] == locale.split("_")[0]
    assert og_locale(tag) == locale or tag in ("zh-Hant", "eo")


def test_an_author_is_who_they_are_elsewhere(visitor: Visitor) -> None:
    assert _link(visitor.reads("/authors/rosa"), "me") == ["https://social.example/@rosa"]
    assert _link(visitor.reads("/authors/tomas"), "me") == []
    assert _link(visitor.reads("/"), "me") == []


def test_linked_data_tells_of_the_article_as_the_page_does(ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    ada.comments("with-photo", "Thank *you*.\n\nAnd `you`.", name="Ada")
    number = nora.approves("Thank you")
    page = visitor.reads("/articles/with-photo")
    posting, crumbs = linked_data(page)
    here = f"{HOUSE}/articles/with-photo"
    assert (posting["@type"], posting["@id"], posting["headline"]) == ("BlogPosting", here, "With photo")
    assert (posting["datePublished"], posting["dateModified"]) == ("2026-03-01T09:00:00+00:00", "2026-03-04T00:00:00+00:00")
    assert posting["author"] == [
        {"@type": "Person", "name": "Rosa Imai", "url": f"{HOUSE}/authors/rosa", "sameAs": ["https://social.example/@rosa"]}
    ]
    assert posting["wordCount"] == 3
    assert posting["inLanguage"] == "en"
    assert posting["image"]["url"].startswith(f"{HOUSE}/media/hill.")
    assert posting["publisher"]["name"] == "The Understory"
    assert posting["commentCount"] == 1
    (comment,) = posting["comment"]
    assert (comment["text"], comment["author"]["name"]) == ("Thank you.\nAnd you.", "Ada")
    assert comment["url"] == f"{HOUSE}/comments/{number}"
    assert [(one["position"], one["name"]) for one in crumbs["itemListElement"]] == [
        (1, "The Understory"), (2, "rest"), (3, "With photo"),
    ]  # fmt: skip
    assert [one["@type"] for one in linked_data(visitor.reads("/tags/rest"))] == ["BreadcrumbList"]
    assert [one["@type"] for one in linked_data(visitor.reads("/authors/rosa"))] == ["BreadcrumbList"]


def test_linked_data_counts_all_comments_and_tells_the_first_page(ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    for number in range(3):
        ada.comments("a-quiet-hour", f"number {number}")
    nora.approves_everything()
    first, second = (_posting(visitor.reads(f"/articles/a-quiet-hour{page}")) for page in ("", "?comments=2"))
    assert (first["commentCount"], [one["text"] for one in first["comment"]]) == (3, ["number 0", "number 1"])
    assert (second["commentCount"], "comment" in second) == (3, False)


def test_comments_on_sensitive_articles_are_in_no_snippet_and_no_linked_data(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    ada.comments("hard", "between us")
    ada.comments("a-quiet-hour", "for all")
    nora.approves_everything()
    hard, open_ = visitor.reads("/articles/hard"), visitor.reads("/articles/a-quiet-hour")
    assert not {"comment", "commentCount"} & set(_posting(hard))
    kept = [one for one in hard.root.iter("section") if one.get("data-nosnippet") is not None]
    assert len(kept) == 1
    assert "between us" in "".join(kept[0].itertext())
    assert not [one for one in open_.root.iter() if one.get("data-nosnippet") is not None]
    assert "between us" not in "".join(hard.root.find("head").itertext())  # type: ignore[union-attr]


def test_where_comments_are_off_linked_data_knows_of_none(visitor: Visitor) -> None:
    assert not {"comment", "commentCount"} & set(_posting(visitor.reads("/articles/only-reading")))


def test_words_that_wait_or_were_refused_are_not_in_the_head(ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    ada.comments("a-quiet-hour", "canary refused", name="Canary R")
    nora.rejects("canary refused", reason="advice")
    taken = ada.comments("a-quiet-hour", "canary taken back", name="Canary T")
    nora.approves("canary taken back")
    ada.comments("a-quiet-hour", "a fine answer", parent=max(visitor_sees(visitor)))
    nora.approves("a fine answer")
    ada.withdraws(taken)
    ada.comments("a-quiet-hour", "canary waiting", name="Canary W")
    page = visitor.reads("/articles/a-quiet-hour")
    posting = _posting(page)
    assert posting["commentCount"] == 1
    assert [one["text"] for one in posting["comment"]] == ["a fine answer"]
    assert "canary" not in visitor.asks("/articles/a-quiet-hour").text.lower()


def test_hostile_words_stay_data(ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    ada.comments("a-quiet-hour", f"`{HOSTILE}`", name="</script><b>x")
    nora.approves_everything()
    answer = visitor.asks("/articles/a-quiet-hour")
    comment = _posting(answer.page)["comment"][0]
    assert comment["text"] == " ".join(HOSTILE.split())
    assert comment["author"]["name"] == "</script><b>x"
    assert [one.get("type") for one in answer.page.root.iter("script") if one.get("src") is None] == ["application/ld+json"]
    assert "\u2028" not in answer.text.split("</head>")[0]


def visitor_sees(visitor: Visitor) -> list[int]:
    """The numbers of the comments under the open article."""
    return [
        int((one.get("id") or "").removeprefix("comment-"))
        for one in visitor.reads("/articles/a-quiet-hour").articles()
        if one.get("id")
    ]


def test_nothing_is_revised_in_the_future(app: Flask, content: ContentFolder, visitor: Visitor, clock: Clock) -> None:
    content.article("soon", updated="2099-01-01")
    content.page("soon-page", updated="2099-01-01")
    live: LiveLibrary = app.extensions["understory.library"]
    live.refresh()
    for path in ("/articles/soon", "/feed.xml", "/feed.json", "/sitemap.xml"):
        assert "2099" not in visitor.asks(path).text
    clock.at("2099-01-01")
    for path in ("/articles/soon", "/feed.xml", "/feed.json", "/sitemap.xml"):
        assert "2099" in visitor.asks(path).text


def test_nothing_was_revised_before_it_appeared(content: ContentFolder, visitor: Visitor) -> None:
    """Whoever went over a text before its day, or wrote only the day, has readers told nothing that makes no sense."""
    content.article("early", date="2026-03-01 09:00", updated="2026-02-20", tags=["odd"])
    content.article("same-day", date="2026-03-01 09:00", updated="2026-03-01", tags=["odd"])
    content.article("later", date="2026-03-01 09:00", updated="2026-03-02", tags=["odd"])
    told = [
        (path, "revised" in visitor.reads(path).text) for path in ("/articles/early", "/articles/same-day", "/articles/later")
    ]
    assert told == [("/articles/early", False), ("/articles/same-day", False), ("/articles/later", True)]
    assert [path for path, _ in told if "article:modified_time" in visitor.asks(path).text] == ["/articles/later"]
    dates = re.findall("<updated>(.*?)</updated>", visitor.asks("/tags/odd/feed.xml").text)
    assert sorted(dates) == ["2026-03-01T09:00:00+00:00"] * 2 + ["2026-03-02T00:00:00+00:00"] * 2
