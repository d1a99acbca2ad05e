"""What `check` finds, with file and line."""

from __future__ import annotations

import pytest
import time_machine

from app.articles import check
from app.problems import Severity
from tests.support.content import ContentFolder

FRONT = "---\ntitle: A\ndate: 2026-03-01\nauthors: [rosa]\n---\n"


@pytest.fixture(autouse=True)
def spring() -> object:
    with time_machine.travel("2026-04-01", tick=False):
        yield


def found(folder: ContentFolder) -> list[str]:
    return [problem.seen_from(folder.path) for problem in check(folder.path)]


def test_a_sound_site_has_nothing_to_mend(folder: ContentFolder) -> None:
    folder.media("cup.svg", b"<svg></svg>")
    folder.page("about")
    folder.article("b", body="## Part one\n\n### Smaller\n\n## Back\n")
    folder.write(
        "articles/a.md",
        FRONT
        + "[b](b.md#section-part-one), [about](/about), [tag](/tags/rest), [x](https://example.org), [m](mailto:a@b.org)\n\n"
        + "![A cup](cup.svg) ![A cup](/media/cup.svg)\n\n## Here\n\n[up](#here) a note[^1]\n\n[^1]: Said so.\n",
    )
    assert found(folder) == []


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("One.\n\n![A cup](cup.jpg)\n", 8, 'the picture "cup.jpg" is not in content/media, or cannot be read'),
        ("One.\n\n![A cup](/media/cup.jpg)\n", 8, 'the picture "cup.jpg" is not in content/media'),
        ("One.\n\n![](cup.svg)\n", 8, "picture 1 has no alternative text"),
        ("One.\n[x](/articles/nowhere)\n", 7, 'the link "/articles/nowhere" leads nowhere on this site'),
        ("[x](gone.md)\n", 6, 'the link "gone.md" leads nowhere'),
        ("[x](/nowhere)\n", 6, 'the link "/nowhere" leads nowhere'),
        ("[x](/authors/nobody)\n", 6, 'the link "/authors/nobody" leads nowhere'),
        ("One.\n\n[x](#prat)\n\n## Part\n", 8, 'nothing in this text has the id "prat"'),
        ("[x](b.md#section-prat)\n", 6, 'nothing in b.md has the id "section-prat" (did you mean "section-part"?)'),
        ("## Part\n\n#### Deep\n", 8, 'the heading "Deep" jumps from level 2 to 4'),
        ("### First\n", 6, 'the heading "First" jumps from level 1 to 3'),
    ],
)
def test_a_fault_in_a_text_is_named_with_its_line(folder: ContentFolder, body: str, line: int, said: str) -> None:
    folder.media("cup.svg", b"<svg></svg>")
    folder.article("b", body="## Part\n")
    folder.write("articles/a.md", FRONT + body)
    assert [one for one in found(folder) if one.startswith(f"articles/a.md:{line}: ") and said in one], found(folder)
    assert len(found(folder)) == 1


def test_unknown_authors_and_covers_are_named_in_their_line(folder: ContentFolder) -> None:
    folder.write("articles/a.md", "---\ntitle: A\ndate: 2026-03-01\nauthor: rosas\ncover: {src: no.jpg}\n---\n")
    assert found(folder) == [
        'articles/a.md:4: site.toml knows no author "rosas" (did you mean "rosa"?)',
        'articles/a.md:5: the cover "no.jpg" is not in content/media, or cannot be read',
        "articles/a.md:5: the cover has no alternative text: cover: {src: ..., alt: what it shows}",
    ]


def test_a_help_line_nobody_called_for_half_a_year_is_a_warning(folder: ContentFolder) -> None:
    folder.site()
    with time_machine.travel("2026-09-01"):
        problems = check(folder.path)
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert "was last checked on 2026-03-01" in problems[0].message


def test_files_that_nobody_reads_are_a_warning(folder: ContentFolder) -> None:
    folder.write("articles/2026/a.md", FRONT)
    folder.write("articles/b.markdown", FRONT)
    assert [one.split(":")[0] for one in found(folder)] == ["articles/2026/a.md", "articles/b.markdown"]


def test_broken_files_and_a_broken_site_are_named(folder: ContentFolder) -> None:
    folder.write("articles/a.md", FRONT.replace("authors", "auhtors"))
    assert found(folder)[0].startswith('articles/a.md:4: unknown key "auhtors"')
    folder.site(text="title = ")
    assert found(folder)[0].startswith("site.toml:1: is not TOML")


def test_a_language_that_the_interface_cannot_speak_is_told(folder: ContentFolder) -> None:
    folder.site(language="ar")
    assert [one for one in found(folder) if "language" in one] == [
        'site.toml:3: warning: no translation for the language "ar": the interface will be English; '
        "docs/languages.md tells how to add one"
    ]
    folder.site(language="es-MX")
    assert [one for one in found(folder) if "language" in one] == []
