"""Related articles and series: what stands beside an article follows from what readers may see."""

from __future__ import annotations

from datetime import UTC, datetime

from app.articles import LiveLibrary, parts_of, related
from tests.support.content import ContentFolder

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def of(live: LiveLibrary, slug: str, *without: str) -> list[str]:
    library = live.refresh()
    left_out = [library.find(one) for one in without]
    return [one.slug for one in related(library, library.find(slug), NOON, left_out)]


def test_shared_tags_and_rare_words_relate_the_closest_first(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", title="Night feeds", tags=["sleep", "twins"], summary="About kettles and lamps.")
    folder.article("both-tags", title="Elsewhere", tags=["sleep", "twins"])
    folder.article("one-tag", title="Something", tags=["sleep"])
    folder.article("words", title="Kettles", summary="Feeding by lamp at night.")
    for number in range(12):
        folder.article(f"other-{number}", title=f"Number {number}")
    assert set(of(live, "a")) == {"both-tags", "words", "one-tag"}
    assert of(live, "a").index("both-tags") < of(live, "a").index("one-tag")


def test_nothing_is_related_when_nothing_is(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", title="Night feeds", tags=["sleep"], summary="When they would have been there.")
    folder.article("b", title="The garden", tags=["work"], summary="Where they should have been then.")
    assert of(live, "a") == []


def test_what_the_page_names_already_and_what_is_not_public_is_left_out(folder: ContentFolder, live: LiveLibrary) -> None:
    for slug, front in {
        "a": {},
        "b": {},
        "c": {},
        "draft": {"draft": True},
        "later": {"date": "2027-01-01"},
        "gone": {"expires": "2026-05-01"},
    }.items():
        folder.article(slug, tags=["sleep"], **front)
    assert set(of(live, "a")) == {"b", "c"}
    assert of(live, "a", "c") == ["b"]


def test_a_change_of_tags_changes_what_is_related(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", title="One", tags=["sleep"])
    folder.article("b", title="Two", tags=["sleep"])
    assert of(live, "a") == ["b"]
    folder.article("b", title="Two", tags=["work"])
    assert of(live, "a") == []


def test_a_series_is_read_in_its_order_and_only_its_public_parts_are_named(folder: ContentFolder, live: LiveLibrary) -> None:
    def part(slug: str, order: int, name: str = "Early months", **front: object) -> None:
        folder.article(slug, series={"name": name, "order": order}, **front)

    part("third", 7, "early MONTHS")
    part("first", 1, date="2026-03-05")
    part("second-newer", 2, date="2026-03-04")
    part("second-older", 2, date="2026-03-03")
    part("draft", 3, draft=True)
    part("alone", 1, "Another")
    library = live.load()
    parts = parts_of(library, library.find("second-newer"), NOON)
    assert parts is not None
    assert [one.slug for one in parts.articles] == ["first", "second-older", "second-newer", "third"]
    assert parts.previous is library.find("second-older")
    assert parts.next is library.find("third")
    assert parts_of(library, library.find("alone"), NOON) is None
    assert parts_of(library, library.find("draft"), NOON) is None
