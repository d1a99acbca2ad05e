"""Small things that stand on every page: links that lead somewhere, names that differ, pictures that differ."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app import articles
from tests.support.content import ContentFolder
from tests.support.fixtures.house import MakeApp
from tests.support.pages import Page, before_the_text
from tests.support.people import ModeratorAtWork, Reader, Visitor

FACE = re.compile(r'<svg class="face .*?</svg>')


def test_the_foot_names_no_page_that_is_not_there(content: ContentFolder, visitor: Visitor) -> None:
    assert "/privacy" not in dict(map(reversed, visitor.reads("/").links()))  # type: ignore[arg-type]


def test_the_foot_names_the_privacy_page_where_there_is_one(content: ContentFolder, visitor: Visitor) -> None:
    content.page("privacy")
    assert visitor.reads("/").link("Privacy") == "/privacy"


def test_hours_that_end_with_a_full_stop_end_with_one(content: ContentFolder, client: FlaskClient) -> None:
    content.site('[[help]]\nname = "Line"\nphone = "1"\nhours = "Day and night."\n')
    text = Page(client.get("/").text).text
    assert "Line , 1. Day and night. Small notes" in text


def test_two_authors_without_photos_are_drawn_differently(content: ContentFolder, client: FlaskClient) -> None:
    content.article("by-tomas", author="tomas")
    faces = [FACE.findall(client.get(f"/articles/{slug}").text) for slug in ("a-quiet-hour", "by-tomas")]
    assert [len(found) for found in faces] == [1, 1]
    assert faces[0] != faces[1]


@pytest.mark.settings(UNDO_SECONDS=0)
def test_the_links_to_comments_have_names_of_their_own(
    ada: Reader, ben: Reader, nora: ModeratorAtWork, open_article: str
) -> None:
    for reader in (ada, ben):
        reader.comments(open_article, f"Words of {reader.name}.")
    nora.approves_everything()
    names = [name for name, address in ada.reads(f"/articles/{open_article}").links() if re.fullmatch(r"/comments/\d+", address)]
    assert len(names) == 2
    assert names[0].startswith("Link to the comment by Ada, ")
    assert names[1].startswith("Link to the comment by Ben, ")


def test_help_stands_where_it_always_does_when_something_is_broken(
    content: ContentFolder, visitor: Visitor, nora: ModeratorAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    content.site('[[help]]\nname = "Line"\nphone = "1"\n')
    pages = [visitor.asks("/"), visitor.asks("/nowhere"), nora.asks("/moderation"), nora.asks("/moderation/comments/99")]
    monkeypatch.setattr(articles, "search", lambda *asked, **more: 1 / 0)
    pages.append(visitor.asks("/search?q=rest"))
    assert [one.status for one in pages] == [200, 404, 200, 404, 500]
    assert [before_the_text(one.page) for one in pages] == ["help"] * 5


def test_no_heading_of_an_article_takes_a_name_that_its_page_uses(content: ContentFolder, make_app: MakeApp) -> None:
    """The help lines, the series and what is related are found by their ids, and a preview takes away what is called `shown`."""

    def ids_of_a_page_with(body: str) -> list[str]:
        content.article("one", series={"name": "Early", "order": 1}, tags=["rest"], sensitive=True, body=body)
        page = Page(make_app().test_client().get("/articles/one").text)
        return [one.get("id", "") for one in page.root.iter() if one.get("id")]

    content.site('[[help]]\nname = "Line"\nphone = "1"\n')
    content.article("two", series={"name": "Early", "order": 2})
    for month in (4, 5, 6):
        content.article(f"of-{month}", tags=["rest"], date=f"2026-0{month}-01")
    names = {*ids_of_a_page_with("Words.\n"), "shown"}
    assert {"comments", "help", "related", "series"} < names
    found = ids_of_a_page_with("".join(f'## Part {{#{name}}}\n\n<div id="{name}">Words</div>\n\n' for name in sorted(names)))
    assert "section-help" in found
    assert [name for name in found if found.count(name) > 1] == []
    assert "shown" not in found
