"""site.toml: what it says, and how it tells what it cannot understand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import ContentError, Problem
from app.site import Commenting, Site, load
from app.site.toml_lines import lines_of

WHOLE = """\
title = "The Understory"
language = "es"
timezone = "Europe/Madrid"
per_page = 5

[authors.rosa]
name = "Rosa Imai"

[comments]
default = "closed"
close_after_days = 30
max_length = 2000

[[help]]
name = "Crisis line"
phone = "988"
country = "US"
checked = 2026-03-01

[[reasons]]
key = "unkind"
title = "Unkind"
message = "It reads as unkind."

[retention]
spam_days = 7
"""


def loaded(folder: Path, text: str | bytes) -> Site:
    file = folder / "site.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(file)


def complaints(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ContentError) as raised:
        loaded(folder, text)
    return [problem.seen_from(folder) for problem in raised.value.problems]


def test_a_site_says_who_writes_and_how_comments_are_treated(tmp_path: Path) -> None:
    site = loaded(tmp_path, WHOLE)
    assert (site.title, site.language, site.timezone, site.per_page) == ("The Understory", "es", "Europe/Madrid", 5)
    assert site.authors["rosa"].name == "Rosa Imai"
    assert (site.comments.default, site.comments.close_after_days, site.comments.max_length) == (Commenting.CLOSED, 30, 2000)
    assert site.help[0].checked == date(2026, 3, 1)
    assert site.retention.spam_days == 7
    reason = site.reason("unkind")
    assert reason is not None
    assert reason.title == "Unkind"
    assert site.reason("gone") is None


def test_a_title_is_enough(tmp_path: Path) -> None:
    site = loaded(tmp_path, 'title = "Small"')
    assert (site.comments.default, site.comments.max_length, site.per_page) == (Commenting.OPEN, 4000, 10)


def test_the_way_out_leads_to_a_neutral_page_unless_another_is_named(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'title = "Small"').exit_url == "https://www.wikipedia.org/"
    named = loaded(tmp_path, 'title = "Small"\nexit_url = "https://weather.example.org/"')
    assert named.exit_url == "https://weather.example.org/"
    assert "must be an address" in complaints(tmp_path, 'title = "Small"\nexit_url = "/weather"')[0]


def test_the_fingerprint_changes_with_every_byte(tmp_path: Path) -> None:
    assert loaded(tmp_path, WHOLE).fingerprint != loaded(tmp_path, WHOLE + " ").fingerprint


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ('title = "x"\ntilte = "y"', 2, 'unknown key "tilte" (did you mean "title"?)'),
        ("tagline = 'x'", 1, '"title" is missing'),
        ('title = " "', 1, '"title" is empty'),
        ('title = "x"\nper_page = "ten"', 2, '"per_page" must be a whole number'),
        ('title = "x"\nper_page = true', 2, '"per_page" must be a whole number from 1 to 100'),
        (
            'title = "x"\n\ntimezone = "Europe/Atlantis"',
            3,
            '"timezone" must be a time zone like Europe/Madrid, not "Europe/Atlantis"',
        ),
        ('title = "x"\ntimezone = "../etc/passwd"', 2, '"timezone" must be a time zone'),
        ('title = "x"\nlanguage = "klingon"', 2, '"language" must be a language tag'),
        ('title = "x"\nurl = "example.org"', 2, '"url" must be an address like https://blog.example.org, not "example.org"'),
        ('title = "x"\nurl = "https://example.org/blog"', 2, '"url" must be an address like https://blog.example.org'),
        ('title = "x"\n[comments]\nmax_length = 10001', 3, '"max_length" must be a whole number from 100 to 10000'),
        ('title = "x"\n[comments]\ndefault = "maybe"', 3, '"default" must be open, closed or off, not "maybe"'),
        ('title = "x"\n[[help]]\nname = "A"\nphone = "1"\n[[help]]\nname = "B"', 5, "a help line needs a phone"),
        ('title = "x"\n[[help]]\nname = "A"\nphone = "1"\nchecked = "2026-03-01"', 5, '"checked" must be a date without quotes'),
        (
            'title = "x"\n[[help]]\nname = "A"\nphone = "1"\nchecked = 2026-03-01T09:00:00',
            5,
            '"checked" must be a date without a time',
        ),
        ('title = "x"\n[help]\nname = "A"', 2, '"help" must be written as [[help]]'),
        ('title = "x"\n[authors]\nrosa = "Rosa"', 3, '"rosa" must be a table: [rosa]'),
        ('title = "x"\n[authors."Rosa I"]\nname = "R"', 2, "must be of small letters"),
        (
            'title = "x"\n[[reasons]]\nkey = "a"\ntitle = "A"\nmessage = "m"\n[[reasons]]\nkey = "a"\ntitle = "B"\nmessage = "n"',
            7,
            'the key "a" is used twice in [[reasons]]',
        ),
        ('title = "x"\nbroken', 2, "is not TOML"),
        ('title = "x"\ntagline = "a\\u0000b"', 2, "holds a control character"),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(tmp_path: Path, wrong: str, line: int, said: str) -> None:
    found = complaints(tmp_path, wrong)
    assert any(one.startswith(f"site.toml:{line}: ") and said in one for one in found), found


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    assert len(complaints(tmp_path, 'tilte = "x"\nper_page = 0\nlanguage = "zz-zz-zz"')) == 4


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    assert complaints(tmp_path, b'title = "x"\ntagline = "\xff"') == ["site.toml:2: is not UTF-8; save it as UTF-8"]


def test_a_byte_order_mark_is_named(tmp_path: Path) -> None:
    assert "byte-order mark" in complaints(tmp_path, b'\xef\xbb\xbftitle = "x"')[0]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"site\.toml:1: cannot be read"):
        load(tmp_path / "site.toml")


def test_lines_are_found_behind_texts_of_several_lines() -> None:
    text = 'a = """\nb = 1\n"""\nc = 2\n[[d]]\ne = 1\n[[d]]\ne = 2\n'
    lines = lines_of(text)
    assert (lines["c",], lines["d", 0, "e"], lines["d", 1, "e"]) == (4, 6, 8)


@given(st.text(max_size=200) | st.text(alphabet="ab=[]\"'\n.{}#1-\\", max_size=200))
def test_no_text_is_more_than_a_list_of_problems(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any-site.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found: list[Problem] = []
    try:
        load(file)
    except ContentError as error:
        found = list(error.problems)
    assert all(problem.line >= 1 and problem.message for problem in found)
