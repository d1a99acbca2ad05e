"""The running library: it notices what happens in content/, and nothing that happens there takes a good article off line."""

from __future__ import annotations

import os
import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.articles import ArticleNotFound, Library, LiveLibrary
from app.problems import ContentError
from tests.support.content import ContentFolder
from tests.support.waiting import until

WITHIN = 2
"""Seconds in which a change is noticed."""

BROKEN = "---\ntitle: Half\ndate: 2026-03-01\ntitel: x\n---\nThe new words.\n"


def words(library: Library, slug: str) -> str:
    return library.find(slug).body(library).text


def test_one_changed_file_costs_one_parse(folder: ContentFolder, live: LiveLibrary) -> None:
    for number in range(5):
        folder.article(f"a{number}")
    kept = live.load().find("a0")
    assert live.parses == 5
    folder.article("a3", title="Changed")
    library = live.refresh()
    assert (live.parses, library.find("a3").title) == (6, "Changed")
    assert library.find("a0") is kept


def test_a_file_saved_again_unchanged_costs_none(folder: ContentFolder, live: LiveLibrary) -> None:
    path = folder.article("a")
    before = live.load()
    os.utime(path)
    assert live.refresh({path}) is before
    assert live.parses == 1


def test_a_file_that_looks_the_same_is_read_when_it_is_known_to_have_changed(folder: ContentFolder, live: LiveLibrary) -> None:
    path = folder.article("a", title="Tea")
    live.load()
    seen = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Tea", b"Sea"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert live.refresh().find("a").title == "Tea"
    assert live.refresh({path}).find("a").title == "Sea"


def test_added_and_removed_files_are_noticed(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a")
    live.load()
    folder.article("b")
    folder.remove("articles/a.md")
    library = live.refresh()
    assert [article.slug for article in library.articles] == ["b"]
    with pytest.raises(ArticleNotFound):
        library.find("a")


def test_a_broken_file_keeps_its_last_good_words_on_line(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", body="The old words.\n")
    live.load()
    path = folder.write("articles/a.md", BROKEN)
    library = live.refresh()
    assert words(library, "a") == "The old words."
    assert [problem.seen_from(folder.path) for problem in library.problems] == [
        'articles/a.md:4: unknown key "titel" (did you mean "title"?)'
    ]
    path.write_text(BROKEN.replace("titel: x\n", ""))
    mended = live.refresh()
    assert (mended.problems, words(mended, "a")) == ((), "The new words.")


def test_a_file_that_was_never_good_is_left_out_and_told(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a")
    folder.write("articles/b.md", BROKEN)
    library = live.load()
    assert [article.slug for article in library.articles] == ["a"]
    assert [problem.line for problem in library.problems] == [4]
    assert library.ready


def test_a_broken_page_and_a_broken_site_keep_their_last_good_version(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.page("about", title="About")
    live.load()
    folder.write("pages/about.md", "no front matter")
    folder.site(text='title = "x"\nper_page = none\n')
    library = live.refresh()
    assert (library.page("about").title, library.site.title) == ("About", "The Understory")
    assert sorted(problem.file.name for problem in library.problems) == ["about.md", "site.toml"]


def test_a_broken_site_stops_the_start(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.site(text='title = "x"\nper_page = "ten"\n')
    with pytest.raises(ContentError, match=r'site\.toml:2: "per_page" must be a whole number'):
        _ = live.current
    folder.site()
    assert live.current.site.title == "The Understory"


def test_a_new_time_zone_moves_every_date_that_has_no_offset(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", date="2026-03-01 09:00")
    live.load()
    folder.site(timezone="Asia/Tokyo")
    assert live.refresh().find("a").date == datetime(2026, 3, 1, 0, 0, tzinfo=UTC)


def test_another_tagline_costs_no_parse(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a")
    before = live.load().fingerprint
    folder.site("# a remark")
    assert live.refresh().fingerprint != before
    assert live.parses == 1


def test_when_more_than_half_vanish_at_once_nothing_goes_off_line(folder: ContentFolder, live: LiveLibrary) -> None:
    for number in range(4):
        folder.article(f"a{number}")
    live.load()
    for number in range(3):
        folder.remove(f"articles/a{number}.md")
    library = live.refresh()
    assert len(library.articles) == 4
    assert "3 of 4 files vanished at once" in str(library.problems[0])
    assert words(library, "a0") == "A few words."
    for number in range(3):
        folder.article(f"a{number}")
    assert live.refresh().problems == ()


def test_half_may_go(folder: ContentFolder, live: LiveLibrary) -> None:
    for number in range(4):
        folder.article(f"a{number}")
    live.load()
    for number in range(2):
        folder.remove(f"articles/a{number}.md")
    assert len(live.refresh().articles) == 2


def test_without_a_folder_of_articles_the_house_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('title = "x"\n')
    assert not LiveLibrary(tmp_path).load().ready


def test_a_listener_that_fails_does_not_keep_the_others_from_hearing(folder: ContentFolder, live: LiveLibrary) -> None:
    heard: list[Library] = []

    def fail(_library: Library) -> None:
        raise RuntimeError("not today")

    live.on_change(fail)
    live.on_change(heard.append)
    live.load()
    assert heard == []
    folder.article("a")
    assert live.refresh() in heard


def test_a_listener_that_failed_is_told_again_when_the_folder_is_looked_at_again(
    folder: ContentFolder, live: LiveLibrary
) -> None:
    told: list[Library] = []

    def fail_at_first(library: Library) -> None:
        told.append(library)
        if len(told) == 1:
            raise RuntimeError("the database is away")

    live.on_change(fail_at_first)
    live.load()
    folder.article("a")
    fresh = live.refresh()
    for _ in range(3):
        live._notice(None)
    assert told == [fresh, fresh]


# --- watching -------------------------------------------------------------------------------------------------------


@pytest.fixture
def watched(folder: ContentFolder, live: LiveLibrary) -> LiveLibrary:
    """A library that has been watching for a moment, with one article."""
    folder.article("a", title="Before")
    begun = threading.Event()
    live.on_change(lambda _library: begun.set())
    live.watch()
    assert begun.wait(5)
    return live


def test_a_saved_file_is_noticed_within_two_seconds_for_one_parse(folder: ContentFolder, watched: LiveLibrary) -> None:
    folder.path.joinpath("articles/a.md").write_text("---\ntitle: After\ndate: 2026-03-01\n---\nNew.\n")
    until(lambda: watched.current.find("a").title == "After", seconds=WITHIN)
    time.sleep(0.5)  # in which it would be read a second time
    assert watched.parses == 2


def test_a_file_saved_by_rename_is_noticed(folder: ContentFolder, watched: LiveLibrary) -> None:
    folder.article("a", title="After")
    until(lambda: watched.current.find("a").title == "After", seconds=WITHIN)
    assert watched.parses == 2


def test_added_removed_and_broken_files_are_noticed(folder: ContentFolder, watched: LiveLibrary) -> None:
    folder.article("b")
    until(lambda: len(watched.current.articles) == 2, seconds=WITHIN)
    folder.write("articles/a.md", BROKEN)
    until(lambda: watched.current.problems, seconds=WITHIN)
    assert watched.current.find("a").title == "Before"
    folder.remove("articles/b.md")
    until(lambda: len(watched.current.articles) == 1, seconds=WITHIN)


def test_site_pages_and_pictures_are_noticed(folder: ContentFolder, watched: LiveLibrary) -> None:
    folder.site(text='title = "Another"\n')
    until(lambda: watched.current.site.title == "Another", seconds=WITHIN)
    folder.page("about")
    until(lambda: watched.current.pages, seconds=WITHIN)
    folder.media("cup.svg", b"<svg></svg>")
    until(lambda: watched.current.media.find("cup.svg"), seconds=WITHIN)


@pytest.mark.parametrize("part", ["", "articles"])
def test_a_folder_replaced_whole_is_noticed_and_watched_on(folder: ContentFolder, watched: LiveLibrary, part: str) -> None:
    place, other = folder.path / part, folder.path.parent / "other"
    shutil.copytree(place, other)
    article = other / ("articles/a.md" if not part else "a.md")
    article.write_text("---\ntitle: After\ndate: 2026-03-01\n---\nNew.\n")
    place.rename(folder.path.parent / "former")
    other.rename(place)
    until(lambda: watched.current.find("a").title == "After", seconds=4)
    time.sleep(1.2)  # by then it is the new folder that is watched
    folder.article("a", title="Later")
    until(lambda: watched.current.find("a").title == "Later", seconds=WITHIN)


def test_a_name_that_is_turned_to_another_folder_is_followed(tmp_path: Path) -> None:
    """How many put a new version of a whole site in place at once: the former folder stays a while, or goes."""
    former, latter, name = ContentFolder(tmp_path / "1"), ContentFolder(tmp_path / "2"), tmp_path / "current"
    for number, release in enumerate((former, latter), 1):
        release.site()
        release.article("a", title=f"Version {number}")
        release.media(f"{number}.svg", b'<svg width="1" height="1"></svg>')
    name.symlink_to("1")
    live = LiveLibrary(name)
    try:
        live.watch()
        assert live.current.find("a").title == "Version 1"
        (tmp_path / "next").symlink_to("2")
        (tmp_path / "next").rename(name)
        until(lambda: live.current.find("a").title == "Version 2", seconds=20)
        assert live.current.media.find("2.svg")
        assert live.current.media.find("1.svg") is None
        shutil.rmtree(former.path)
        latter.article("b")
        until(lambda: live.current.with_slug("b"), seconds=20)
        assert live.current.problems == ()
    finally:
        live.close()


def test_what_was_written_between_reading_and_watching_is_not_missed(folder: ContentFolder, live: LiveLibrary) -> None:
    live.load()
    folder.article("a")
    live.watch()
    until(lambda: live.current.articles, seconds=WITHIN)


def test_watching_twice_is_watching_once(watched: LiveLibrary) -> None:
    threads = [thread for thread in threading.enumerate() if thread.name == "content"]
    watched.watch()
    assert [thread for thread in threading.enumerate() if thread.name == "content"] == threads


def test_watching_goes_on_after_an_error(folder: ContentFolder, watched: LiveLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()

    def fails(*_: object) -> None:
        failed.set()
        raise ZeroDivisionError

    monkeypatch.setattr(LiveLibrary, "_made_anew", fails)
    folder.article("a", title="Unlucky")
    assert failed.wait(4)
    monkeypatch.undo()
    until(lambda: watched.current.find("a").title == "Unlucky", seconds=4)


def test_readers_never_see_half_a_library(folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", title="0", body="0\n")
    live.load()
    stop, seen = threading.Event(), []

    def look() -> None:
        while not stop.is_set():
            library = live.current
            article = library.find("a")
            if article.title != article.body(library).text:
                seen.append(article.title)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 30):
        folder.article("a", title=str(number), body=f"{number}\n")
        live.refresh()
    stop.set()
    for reader in readers:
        reader.join()
    assert seen == []
