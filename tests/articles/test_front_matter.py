"""Front matter: what is understood, and how every fault is named with its line."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.articles.article import Article
from app.articles.front_matter import article_of, page_of
from app.articles.kept import Keeper
from app.articles.moments import moment
from app.problems import ContentError, Problem
from app.site import Commenting, Site, load

FILE = Path("/content/articles/a-quiet-hour.md")


def a_site(folder: Path, text: str = 'title = "x"\ntimezone = "Europe/Madrid"\n') -> Site:
    (folder / "site.toml").write_text(text)
    return load(folder / "site.toml")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return a_site(tmp_path_factory.mktemp("site"))


def read(site: Site, front: str, body: str = "Words.\n", path: Path = FILE) -> Article:
    return article_of(path, f"---\n{front}\n---\n{body}".encode(), site, Keeper())[0]


def complaints(site: Site, data: str | bytes, path: Path = FILE) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as raised:
        article_of(path, data.encode() if isinstance(data, str) else data, site, Keeper())
    return [(problem.line, problem.message) for problem in raised.value.problems]


WHOLE = """\
id: 01JFEXAMPLE            # optional
title: A quiet hour
date: 2026-03-01 09:00
updated: 2026-03-04
authors: [rosa]
tags: [rest, early months]
summary: One sentence.
cover: {src: quiet-hour.jpg, alt: A cup on a windowsill, caption: Before six.}
slug: a-quiet-hour
aliases: [quiet-hour]
draft: false
expires: 2027-01-01
comments: off
sensitive: true
canonical: https://example.org/a
series: {name: Early months, order: 2}
lang: es
noindex: no"""


def test_every_field_of_the_contract_is_read(site: Site) -> None:
    article = read(site, WHOLE)
    assert article.identity == "01JFEXAMPLE"
    assert article.date == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert article.updated == datetime(2026, 3, 3, 23, 0, tzinfo=UTC)
    assert article.expires == datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    assert (article.authors, article.tags, article.aliases) == (("rosa",), ("rest", "early months"), ("quiet-hour",))
    assert article.cover
    assert (article.cover.src, article.cover.alt, article.cover.caption) == (
        "quiet-hour.jpg",
        "A cup on a windowsill",
        "Before six.",
    )
    assert article.series
    assert (article.series.name, article.series.order) == ("Early months", 2)
    assert (article.comments, article.sensitive, article.lang, article.noindex) == (Commenting.OFF, True, "es", False)
    assert article.source.read() == "Words.\n"
    assert article.body_line == 21


def test_a_title_and_a_date_are_enough(site: Site) -> None:
    article = read(site, "title: x\ndate: 2026-03-01\nsummary:\ntags: ~")
    assert (article.slug, article.identity, article.summary, article.tags) == ("a-quiet-hour", "a-quiet-hour", "", ())
    assert article.comments is Commenting.OPEN


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12:30", "12:30"),
        ("no", "no"),
        ("2026-03-01", "2026-03-01"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("'on'", "on"),
        ("|\n  a\n  b", "a b"),
    ],
)
def test_a_text_stays_what_was_typed(site: Site, written: str, meant: str) -> None:
    assert read(site, f"title: {written}\ndate: 2026-03-01").title == meant


def test_one_author_may_stand_alone(site: Site) -> None:
    assert read(site, "title: x\ndate: 2026-03-01\nauthor: rosa").authors == ("rosa",)


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        ("title: x\ndate: 2026-03-01\nexpirs: 2027-01-01", 4, 'unknown key "expirs" (did you mean "expires"?)'),
        ("title: x\ndate: 2026-03-01\ntitle: y", 4, 'the key "title" is here twice, first in line 2'),
        ("date: 2026-03-01", 1, '"title" is missing'),
        ("title:\ndate: 2026-03-01", 2, '"title" is empty'),
        ("title: x", 1, '"date" is missing'),
        ("title: x\ndate: tomorrow", 3, '"date" must be a date like 2026-03-01 or 2026-03-01 09:00, not "tomorrow"'),
        ("title: x\ndate: 2026-02-30", 3, '"date" must be a date'),
        ("title: x\ndate: 2026-03-01 25:00", 3, '"date" must be a date'),
        ("title: x\ndate: 0001-01-01 00:00 +14:00", 3, '"date" must be a date'),
        ("title: x\ndate: 2026-03-01\ntags: rest", 4, '"tags" must be a list, like [one, two]'),
        ("title: x\ndate: 2026-03-01\ntags: [a/b]", 4, 'the tag "a/b" cannot stand in an address'),
        ("title: x\ndate: 2026-03-01\ndraft: maybe", 4, '"draft" must be true or false, not "maybe"'),
        ("title: x\ndate: 2026-03-01\ncomments: opn", 4, '"comments" must be open, closed or off, not "opn"'),
        ("title: x\ndate: 2026-03-01\ncover: a.jpg", 4, '"cover" must be a table, like {name: value}'),
        ("title: x\ndate: 2026-03-01\ncover:\n  alt: y\n  scr: a.jpg", 6, 'unknown key "scr" (did you mean "src"?)'),
        ("title: x\ndate: 2026-03-01\ncover:\n  alt: y", 5, '"src" is missing'),
        ("title: x\ndate: 2026-03-01\nseries: {name: a, order: two}", 4, '"order" must be a whole number, not "two"'),
        ("title: x\ndate: 2026-03-01\nslug: A Quiet Hour", 4, '"slug" must be letters, digits and hyphens'),
        ("title: x\ndate: 2026-03-01\naliases: [/articles/old]", 4, 'the alias "/articles/old" must be'),
        ("title: x\ndate: 2026-03-01\nid: a b", 4, '"id" must be letters, digits'),
        ("title: x\ndate: 2026-03-01\ncanonical: javascript:alert(1)", 4, '"canonical" must be an address'),
        ("title: x\ndate: 2026-03-01\nlang: spanish", 4, '"lang" must be a language tag'),
        ("title: x\ndate: 2026-03-01\nexpires: 2026-02-01", 4, '"expires" is not after "date"'),
        ("title: x\ndate: 2026-03-01\nauthor: a\nauthors: [b]", 4, 'write "authors" or "author", not both'),
        ('title: "a\\0b"\ndate: 2026-03-01', 2, '"title" holds a control character'),
        ("title: [x]\ndate: 2026-03-01", 2, '"title" must be a text'),
        ("title: a: b\ndate: 2026-03-01", 2, "put a text that holds a colon in quotes"),
        ("title: &a x\ndate: *a", 2, "anchors and aliases (& and *) are not understood"),
        ("title: !!python/object:os.system x\ndate: 2026-03-01", 2, "tags (!) are not understood"),
        ("title: x\ndate: 2026-03-01\ntags: [[[[a]]]]", 4, "stand too deep in one another"),
        ("- title", 2, "must be lines of `key: value`"),
        ("title: x\n? [a]\n: b", 3, "a key must be a word"),
        ("title: x\n...\nmore: y", 4, "is not YAML"),
        ("title: 'x", 3, "is not YAML"),
    ],
)
def test_a_fault_is_named_with_its_line(site: Site, front: str, line: int, said: str) -> None:
    found = complaints(site, f"---\n{front}\n---\nWords.\n")
    assert any(at == line and said in message for at, message in found), found


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "is empty"),
        (b"Just words.\n", 1, "must begin with front matter"),
        (b"---\ntitle: x\n", 1, "the front matter has no end"),
        (b"---\ntitle: x\ndate: 2026-03-01\n---\nA\nB \xff\n", 6, "is not UTF-8 here"),
        (b"---\ntitle: x\ndate: 2026-03-01\n---\nA\n\0", 6, "holds a NUL character"),
        ("---\ntitle: x\n---\n".encode("utf-16"), 1, "is UTF-16"),
        (b"---\ntitle: " + b"x" * 70_000 + b"\n---\n", 1, "is longer than 65536 characters"),
        (b"---\ntitle: " + b"[" * 60_000 + b"\n---\n", 2, "stand too deep in one another"),
        (b"---\nd" + b": d" * 20_000 + b"\n---\n", 2, "is not YAML"),
    ],
)
def test_a_file_that_is_no_article_is_named(site: Site, data: bytes, line: int, said: str) -> None:
    found = complaints(site, data)
    assert any(at == line and said in message for at, message in found), found


def test_everything_wrong_is_told_at_once(site: Site) -> None:
    lines = [line for line, _ in complaints(site, "---\ntitle: x\ntitle: y\ndate: never\ntgas: []\ndraft: so so\n---\n")]
    assert lines == [3, 4, 5, 6]


def test_a_byte_order_mark_is_told_but_keeps_nothing_off_line(site: Site) -> None:
    article, problems = article_of(FILE, b"\xef\xbb\xbf---\r\ntitle: x\r\ndate: 2026-03-01\r\n---\r\nA\r\nB\r\n", site, Keeper())
    assert (article.title, article.source.read()) == ("x", "A\nB\n")
    assert [problem.line for problem in problems] == [1]


def test_a_file_s_name_that_cannot_be_an_address_needs_a_slug(site: Site) -> None:
    path = FILE.with_name("A Quiet Hour.md")
    assert "cannot be an address" in complaints(site, "---\ntitle: x\ndate: 2026-03-01\n---\n", path)[0][1]
    assert read(site, "title: x\ndate: 2026-03-01\nslug: fine", path=path).slug == "fine"


@pytest.mark.parametrize("name", ["शांत-समय", "ความสงบในบ้าน", "café", "静かな時間"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_s_name_may_be_of_any_script_however_its_signs_are_kept(
    site: Site, name: str, form: Literal["NFC", "NFD"]
) -> None:
    """Some systems keep a letter and its accent apart in the names of files."""
    path = FILE.with_name(f"{unicodedata.normalize(form, name)}.md")
    assert read(site, "title: x\ndate: 2026-03-01", path=path).slug == name
    assert read(site, f"title: x\ndate: 2026-03-01\nslug: {name}").slug == name


def test_a_slug_does_not_begin_with_a_sign_that_belongs_to_a_letter(site: Site) -> None:
    assert '"slug" must be letters' in complaints(site, '---\ntitle: x\ndate: 2026-03-01\nslug: "\u093eक"\n---\n')[0][1]


def test_a_page_cannot_stand_where_something_else_answers(site: Site) -> None:
    with pytest.raises(ContentError, match="something else answers at /archive"):
        page_of(Path("/content/pages/archive.md"), b"---\ntitle: x\n---\n", site, Keeper())
    page, _ = page_of(Path("/content/pages/about.md"), b"---\ntitle: x\nmenu: true\norder: -1\n---\n", site, Keeper())
    assert (page.slug, page.menu, page.order) == ("about", True, -1)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-03-01", "2026-02-28T23:00"),
        ("2026-07-01 9:00", "2026-07-01T07:00"),
        ("2026-03-01T09:00:30", "2026-03-01T08:00:30"),
        ("2026-03-01 09:00Z", "2026-03-01T09:00"),
        ("2026-03-01 09:00 +05:30", "2026-03-01T03:30"),
        ("2026-03-29 02:30", "2026-03-29T01:30"),  # no such time in Madrid: the clocks go from 2:00 to 3:00
        ("2026-10-25 02:30", "2026-10-25T00:30"),  # twice in Madrid: the first
    ],
)
def test_a_date_without_an_offset_is_on_the_site_s_clocks(site: Site, written: str, utc: str) -> None:
    assert read(site, f"title: x\ndate: {written}").date == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2900, 1, 1)))
def test_a_date_written_with_its_offset_comes_back(at: datetime) -> None:
    at = at.replace(microsecond=0, tzinfo=UTC)
    assert moment(at.isoformat(), UTC) == at


@pytest.mark.parametrize(
    ("zone", "written"), [("America/New_York", "0001-01-01T00:00:00Z"), ("Asia/Tokyo", "9999-12-31T23:59:59Z")]
)
def test_a_moment_that_the_site_s_clocks_never_show_is_no_date(tmp_path: Path, zone: str, written: str) -> None:
    """Other programs write these for "no date" and "never"; a list with one of them in it could not be shown at all."""
    site = a_site(tmp_path, f'title = "x"\ntimezone = "{zone}"\n')
    assert "must be a date" in complaints(site, f"---\ntitle: x\ndate: {written}\n---\n")[0][1]
    assert read(site, "title: x\ndate: 2026-03-01\nexpires: 9999-12-31").expires


def test_comments_close_so_many_days_after_publication(tmp_path: Path) -> None:
    site = a_site(tmp_path, 'title = "x"\n[comments]\nclose_after_days = 30\n')
    article = read(site, "title: x\ndate: 2026-03-01")
    assert article.comments_open(datetime(2026, 3, 30, 23, 59, tzinfo=UTC))
    assert not article.comments_open(datetime(2026, 3, 31, tzinfo=UTC))
    assert article.comments_shown


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(
    lambda text: text.strip()
)


@given(PLAIN, st.lists(PLAIN.filter(lambda tag: not {"/", "\\"} & set(tag) and tag.strip() not in (".", "..")), max_size=3))
def test_what_yaml_wrote_comes_back(site: Site, title: str, tags: list[str]) -> None:
    front = yaml.safe_dump({"title": title, "date": "2026-03-01", "tags": tags}, allow_unicode=True)
    article = read(site, front.rstrip("\n"))
    assert len(article.tags) <= len(tags)
    assert article.title.split() == unicodedata.normalize("NFC", title).split()


YAMLISH = st.text(alphabet="abtdile: -[]{}&*!|>'\"\n#?,%@`\t~0123456789.é\x85\ufeff", max_size=120)


@given(st.binary(max_size=200) | YAMLISH.map(lambda text: f"---\n{text}\n---\nx".encode()))
def test_no_bytes_are_more_than_a_list_of_problems(site: Site, data: bytes) -> None:
    found: list[Problem] = [Problem(FILE, 1, "none")]
    try:
        article_of(FILE, data, site, Keeper())
    except ContentError as error:
        found = list(error.problems)
    assert found
    assert all(problem.line >= 1 and problem.message for problem in found)
