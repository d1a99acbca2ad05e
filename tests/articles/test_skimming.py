"""Skimming a text tells what rendering it would; what it cannot be sure of, it leaves to the renderer."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.articles import Library, LiveLibrary
from app.articles.bodies import rendered
from app.articles.facts import Facts, facts_of
from app.articles.skimming import skim
from app.config import ROOT
from tests.support.content import ContentFolder

FRONT = "---\ntitle: A\ndate: 2026-03-01\n---\n"

PLAIN = """\
Words with *emphasis*, **strength**, `[code](x.md) # not` and a dash--so, and "quotes", don't you.

# First of all

- one [b](b.md#section-part) and
  two lines of it, with ![A cup](cup.svg)
- three

1. Counted [over
   two lines](/about)
2. and again

> A quote [quoted](/nowhere) and ![](gone.jpg)

### Deep, isn't it?

| a | b |
|---|---|
| [x](https://example.org) | ![far](https://example.org/x.jpg) |

```python
# a comment [x](y.md)
![no](no.jpg)
```

A note[^1] and [up](#first-of-all), [down](#section-nowhere), [mail](mailto:a@b.org), ![whole](/media/none.jpg).

[^1]: Said so [there](gone.md).
"""


def told(folder: ContentFolder, text: str) -> tuple[Facts | None, Facts, Library]:
    folder.media("cup.svg", b'<svg width="1" height="1"></svg>')
    folder.page("about")
    folder.article("b", body="## Part\n")
    folder.write("articles/a.md", FRONT + text)
    library = LiveLibrary(folder.path).load()
    words = library.find("a")
    body, asked = rendered(words.source.read(), library.links, library.media)
    return skim(words, library), facts_of(words, body, asked, library), library


def bare(facts: Facts) -> Facts:
    """Without lines, which rendering only guesses; without the ids of footnotes, which stand for themselves; without order."""

    def of(found: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        return tuple(sorted((said, 0) for said, _ in found))

    straight = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "---", "–": "--", "…": "..."})
    return replace(
        facts,
        links=of(facts.links),
        anchors=tuple(one for one in of(facts.anchors) if not one[0].startswith("fn")),
        missing=of(facts.missing),
        alts=of(facts.alts),
        headings=tuple((level, text.translate(straight), 0) for level, text, _ in facts.headings),
        ids=frozenset(one for one in facts.ids if not one.startswith("fn")),
    )


def test_a_plain_text_is_skimmed_and_tells_the_same(folder: ContentFolder) -> None:
    skimmed, whole, _ = told(folder, PLAIN)
    assert skimmed is not None
    assert bare(skimmed) == bare(whole)
    assert whole.missing
    assert ("section-nowhere", 30) in skimmed.anchors
    assert ("/nowhere", 17) in skimmed.links


@pytest.mark.parametrize(
    "corner",
    [
        "<div>[x](y.md)</div>",
        "[x][ref]\n\n[ref]: y.md",
        "    [code](x.md)",
        "Heading\n=======",
        "Heading\n---",
        r"\[x](y.md)",
        '[x](y.md "A title")',
        "[![A](cup.svg)](y.md)",
        "## A *marked* heading",
        "## A [linked](y.md) heading",
        "## Same\n\n## Same",
        "## Named {#name}",
        "> ## Quoted",
        ">     [x](y.md)",
        "[^1]: [^1]: [x](y.md)",
        "*[^1]: [x](y.md)",
        "[^1]: [x](y.md)\n[^1]: twice",
        "`~~~\n> # `",
        "```\n```\n---\n```\n```",
        "-     [x](y.md)",
        "- # Listed",
        "`unclosed [x](y.md)",
        "```\nunclosed [x](y.md)",
        "!!! note\n    [x](y.md)",
        "*[HTML]: words",
        "&lt;a&gt;",
        "- - - - - - - - - - deep",
        "<!-- [x](y.md) -->",
        "[a [b](c.md)](d.md)",
        "[x](y(1).md)",
        "Bring:\n- a cup",
        "> Bring\n> a cup\n> 1. and tea",
    ],
)
def test_a_text_with_corners_is_left_to_the_renderer(folder: ContentFolder, corner: str) -> None:
    assert told(folder, f"Before.\n\n{corner}\n\nAfter.\n")[0] is None


def test_the_example_content_is_told_alike(folder: ContentFolder) -> None:
    shutil.rmtree(folder.path)
    shutil.copytree(ROOT / "content", folder.path)
    library = LiveLibrary(folder.path).load()
    skimmed = 0
    for words in library.texts:
        facts = skim(words, library)
        body, asked = rendered(words.source.read(), library.links, library.media)
        if facts is not None:
            skimmed += 1
            assert bare(facts) == bare(facts_of(words, body, asked, library)), words.path.name
    assert skimmed >= len(library.texts) // 3


MARKS = """# |## |[x](b.md)|![a](cup.svg)|![](no.png)|[|](|)|!|`|``|* |- |1. |> |  |    |[^1]|[^1]: |--|*|_|\\|
<b>|&amp;|{|(#part)|
[y](#part)|'|"|: |https://example.org/x """
PIECES = st.sampled_from(["word ", "|", "```\n", "~~~\n", "\n", "\n\n", "---\n", *MARKS.replace("\n", "").split("|")])


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_that_is_skimmed_tells_the_same(folder: ContentFolder, text: str) -> None:
    skimmed, whole, _ = told(folder, text)
    if skimmed is not None:
        assert bare(replace(skimmed, words=0)) == bare(replace(whole, words=0))
