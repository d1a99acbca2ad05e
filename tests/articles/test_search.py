"""Search finds the same articles on both databases, the best first, and never what readers may not see."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, func, select, text

from app.articles import Found, LiveLibrary, keep_index, search
from app.articles.search import Indexed, Indexing, upkeep
from app.db import now
from tests.support.content import ContentFolder

Look = Callable[..., Found]


@pytest.fixture
def content(folder: ContentFolder) -> ContentFolder:
    """A site without articles."""
    return folder


@pytest.fixture
def look(db: SQLAlchemy, live: LiveLibrary) -> Look:
    """`look("words")`: bring library and index up to date, and search."""

    def look_for(query: str, at: datetime | None = None, **page: int) -> Found:
        library = live.refresh()
        keep_index(library)
        return search(library, query, at or now(), **page)

    return look_for


def slugs(found: Found) -> list[str]:
    return [hit.article.slug for hit in found.hits]


def test_case_accents_and_endings_do_not_count(folder: ContentFolder, look: Look) -> None:
    folder.article("a", body="The mothers were SLEEPING at the Café.\n")
    for query in ("mother", "Mother's", "sleep", "sleeps", "cafe", "CAFÉ", "cafés", "cafe sleeping"):
        assert slugs(look(query)) == ["a"], query
    assert slugs(look("slept")) == []


def test_words_are_cut_in_the_language_of_the_site_and_of_each_article(folder: ContentFolder, look: Look) -> None:
    folder.site(language="es")
    folder.article("noche", title="La noche", body="Dormí poco; las canciones de la educación.\n")
    folder.article("night", title="The night", body="They were sleeping.\n", lang="en")
    for query in ("dormir", "dormi", "cancion", "canción", "educaciones", "educacion"):
        assert slugs(look(query)) == ["noche"], query
    assert slugs(look("sleeps")) == ["night"]


def test_other_scripts_are_found_too(folder: ContentFolder, look: Look) -> None:
    folder.article("a", body="睡眠不足は敵。 Ночной чай. शांति का समय.\n")
    for query in ("睡眠", "ночной", "शांति"):
        assert slugs(look(query)) == ["a"], query
    assert slugs(look("眠睡")) == []


def test_the_title_counts_more_than_tags_than_summary_than_body_and_the_newest_of_equals_comes_first(
    folder: ContentFolder, look: Look
) -> None:
    folder.article("body-often", title="One", body="rest rest rest rest\n", date="2026-02-01")
    folder.article("summary", title="Two", summary="About rest.", date="2026-01-01")
    folder.article("tag", title="Three", tags=["rest"], date="2025-12-01")
    folder.article("title", title="A rest", date="2025-11-01")
    folder.article("body-old", title="Four", body="Other words and rest stand here.\n", date="2025-01-01")
    folder.article("body-new", title="Four", body="Other words and rest stand here.\n", date="2025-06-01")
    assert slugs(look("rest")) == ["title", "tag", "summary", "body-often", "body-new", "body-old"]


def test_all_words_must_be_there_or_the_answer_says_that_they_are_not(folder: ContentFolder, look: Look) -> None:
    folder.article("both", body="The kettle in the night.\n")
    folder.article("one", body="Only a kettle.\n")
    both = look("kettle night")
    assert (slugs(both), both.every_term) == (["both"], True)
    some = look("kettle zeppelin")
    assert (set(slugs(some)), some.every_term) == ({"both", "one"}, False)


def test_words_in_quotes_stand_together(folder: ContentFolder, look: Look) -> None:
    folder.article("together", body="We wrote index cards.\n")
    folder.article("apart", body="The cards had an index.\n")
    assert slugs(look('"index card"')) == ["together"]
    assert set(slugs(look("index card"))) == {"together", "apart"}
    assert slugs(look('"index cards')) == ["together"]


def test_the_words_are_marked_in_title_and_passage_and_everything_else_is_escaped(folder: ContentFolder, look: Look) -> None:
    folder.article("a", title="Rest & <b>quiet</b>", body=f"{'Before that. ' * 60}Take `<i>` *rests* daily.\n\n{'After. ' * 90}")
    hit = look("rest").hits[0]
    assert hit.title == "<mark>Rest</mark> &amp; &lt;b&gt;quiet&lt;/b&gt;"
    assert "Take &lt;i&gt; <mark>rests</mark> daily." in hit.passage
    assert hit.passage.startswith("… Before that.")
    assert hit.passage.endswith(" …")
    assert len(hit.passage) < 400


def test_nothing_is_found_that_readers_may_not_see(folder: ContentFolder, look: Look) -> None:
    folder.article("draft", body="marigold\n", draft=True)
    folder.article("scheduled", body="marigold\n", date="2030-01-01 09:00")
    folder.article("expired", body="marigold\n", expires="2026-03-02")
    folder.article("hidden", body="<!-- marigold --> [x](/marigold)\n")
    folder.page("about", body="marigold\n")
    assert slugs(look("marigold")) == []
    assert slugs(look("marigold", datetime(2030, 1, 1, 8, 59, tzinfo=UTC))) == []
    assert slugs(look("marigold", datetime(2030, 1, 1, 9, 0, tzinfo=UTC))) == ["scheduled"]
    assert slugs(look("marigold", datetime(2026, 3, 1, 12, 0, tzinfo=UTC))) == ["expired"]


def test_an_article_that_changes_is_found_by_its_new_words_only(folder: ContentFolder, look: Look, live: LiveLibrary) -> None:
    folder.article("a", body="marigold\n")
    folder.article("b", body="marigold\n")
    assert look("marigold").total == 2
    folder.article("a", body="daffodil\n")
    # Before the index has caught up, a passage shows nothing that is not there any more.
    assert slugs(search(live.refresh(), "marigold", now())) == ["b"]
    assert slugs(look("marigold")) == ["b"]
    assert slugs(look("daffodil")) == ["a"]
    folder.article("a", body="daffodil\n", draft=True)
    assert search(live.refresh(), "daffodil", now()).total == 0
    folder.remove("articles/b.md")
    assert look("daffodil").total == look("marigold").total == 0


def test_only_what_changed_is_indexed_again_and_nothing_costs_one_query(
    folder: ContentFolder, db: SQLAlchemy, live: LiveLibrary
) -> None:
    for number in range(30):
        folder.article(f"a{number}")
    assert keep_index(live.load(), most=10) == 10
    assert keep_index(live.load()) == 20
    folder.article("a7", body="Other words.\n")
    assert keep_index(live.refresh()) == 1
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    assert keep_index(live.load()) == 0
    assert len(said) == 1


def test_another_time_zone_or_language_of_the_site_is_noticed(folder: ContentFolder, look: Look, live: LiveLibrary) -> None:
    folder.article("a", date="2030-01-01 09:00", body="sleeping\n")
    assert look("sleep", datetime(2030, 1, 1, 5, 0, tzinfo=UTC)).total == 0
    folder.site(timezone="Asia/Tokyo")
    assert look("sleep", datetime(2030, 1, 1, 5, 0, tzinfo=UTC)).total == 1
    folder.site(language="es")
    assert keep_index(live.refresh()) == 1


def test_workers_that_index_at_once_share_the_work_and_lose_nothing(
    folder: ContentFolder, app: Flask, db: SQLAlchemy, live: LiveLibrary
) -> None:
    for number in range(120):
        folder.write(f"articles/a{number}.md", f"---\ntitle: Number {number}\ndate: 2026-03-01\n---\nmarigold\n")
    library, failed, done = live.load(), [], []

    def work() -> None:
        try:
            with app.app_context():
                done.append(keep_index(library, most=1000))
        except Exception as error:
            failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert db.session.scalar(select(func.count()).select_from(Indexed)) == 120
    assert search(library, "marigold", now(), per_page=200).total == 120
    assert [one.article.slug for one in search(library, '"number 77"', now()).hits] == ["a77"]


def test_what_could_not_be_indexed_is_indexed_when_the_database_answers_again(
    folder: ContentFolder, app: Flask, db: SQLAlchemy, live: LiveLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AGAIN_AFTER", 0.05)
    folder.article("a", body="marigold\n")
    library = live.load()
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text("ALTER TABLE alembic_version RENAME TO gone"))
    indexing = Indexing(app)
    indexing(library)
    indexing.wait(0.5)
    assert slugs(search(library, "marigold", now())) == []
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text("ALTER TABLE gone RENAME TO alembic_version"))
    indexing.wait(10)
    assert slugs(search(library, "marigold", now())) == ["a"]


HOSTILE = [
    "", " ", "\x00", "a\x00b", '"', '""', "'", "%", "_", "*", "a*", "^a", "-a", "NOT", "AND", "OR a", "NEAR(a, 5)",
    "title:a", "a:b:c", "{title tags} : a", "(", ")", "a & | ! b", "a <-> b", "'a':*", "\\", "' OR 1=1 --",
    "; DROP TABLE comments", "<script>", "😀", "\u202e", "\ud800", "\ufffd", "ﷺ", "İ", "ß", "a" * 5000, "a " * 3000,
    '"a ' * 300, "é" * 300, "'" * 300, "睡" * 300, "\u0301" * 50, "the of and", "...",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=ascii)
def test_no_query_is_an_error(folder: ContentFolder, look: Look, query: str) -> None:
    folder.article("a", title="NEAR the title", body="a, b, the of and AND or: ß İ é\n")
    found = look(query)
    assert found.total in (0, 1)
    assert look(query, page=7).hits == ()


def test_pages_follow_one_another_without_gap(folder: ContentFolder, look: Look) -> None:
    for number in range(7):
        folder.article(f"a{number}", body="marigold\n", date=f"2026-01-0{number + 1}")
    pages = [slugs(look("marigold", page=page, per_page=3)) for page in (1, 2, 3, 4)]
    assert pages == [["a6", "a5", "a4"], ["a3", "a2", "a1"], ["a0"], []]
    assert look("marigold", per_page=3).pages == 3


def test_very_many_are_counted_as_more(folder: ContentFolder, look: Look) -> None:
    for number in range(203):
        folder.write(f"articles/a{number}.md", "---\ntitle: Rest\ndate: 2026-03-01\n---\nmarigold\n")
    found = look("marigold")
    assert (found.total, found.more) == (200, True)


def test_articles_of_the_future_do_not_crowd_out_what_is_public(folder: ContentFolder, look: Look) -> None:
    for number in range(203):
        folder.write(f"articles/a{number}.md", "---\ntitle: Rest\ndate: 2030-03-01\n---\nmarigold\n")
    folder.article("now", body="marigold\n")
    assert slugs(look("marigold")) == ["now"]


def test_an_empty_answer_says_when_the_index_is_not_whole_yet(folder: ContentFolder, db: SQLAlchemy, live: LiveLibrary) -> None:
    folder.article("a", body="marigold\n")
    library = live.load()
    assert not search(library, "marigold", now()).whole
    keep_index(library)
    assert search(library, "zeppelin", now()).whole
