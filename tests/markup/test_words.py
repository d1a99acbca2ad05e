"""Words of Markdown without rendering: the same as readers see, and nothing that they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.markup import marked_passage, plain_text, plain_words, render_article
from tests.support.needs import ROOT

TEXTS = sorted([*(ROOT / "content" / "articles").glob("*.md"), *(ROOT / "content" / "pages").glob("*.md")])


def rendered(markdown: str) -> str:
    return plain_text(render_article(markdown, media=lambda src: None, resolve_link=lambda link: link).html)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_shipped_texts_have_the_words_of_their_pages(path: Path) -> None:
    body = path.read_text().split("---\n", 2)[2]
    assert words(plain_words(body)) == words(rendered(body))


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("# A *quiet* hour #\n\nTen **minutes**, `the same`, each_day.", "A quiet hour / Ten minutes, the same, each_day."),
        ("[a link](https://x.example/secret 'hidden') and <https://y.example>", "a link and https://y.example"),
        ("![alt](a.jpg)\n\n![](b.jpg 'A caption')", "A caption"),
        ("said[^1] so\n\n[^1]: A note.", "said so / A note."),
        ("- one\n- two\n\n1. three", "one / two / three"),
        ("Term\n:   What it means", "Term / What it means"),
        ("| a | b |\n|---|--:|\n| c | d |", "a b / c d"),
        ("> quoted\n> words", "quoted words"),
        ("```python\nx = '<!-- kept -->'\n```\nafter", "x = '<!-- kept -->' / after"),
        ('!!! note "Before you call"\n    Have a pen.', "Before you call / Have a pen."),
        ("A <b title='no'>bold</b> word &amp; more\\*", "A bold word & more*"),
        ("Text\n{: .lead #top }\n\n## Head {#here}", "Text / Head"),
    ],
)
def test_each_construct_is_read_as_it_looks(markdown: str, seen: str) -> None:
    assert " / ".join(plain_words(markdown).split("\n")) == seen


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- secret -->",
        "<!-- secret",
        "<script>secret</script>",
        "<style>.secret{}</style>",
        "[ref]: https://x.example/secret 'secret'",
        "*[HTML]: secret",
        "![secret](a.jpg)",
        "[word](/secret)",
        "<span title='secret'>word</span>",
        "word {: .secret }",
    ],
)
def test_what_readers_do_not_see_is_not_among_the_words(hidden: str) -> None:
    assert "secret" not in plain_words(f"Before.\n\n{hidden}\n")
    assert "Before." in plain_words(f"Before.\n\n{hidden}\n")


def test_hostile_shapes_take_no_longer_than_their_length() -> None:
    for shape in ("[", "![", "`", "<!", "<a ", "*", "_", "[^", "](", "{:", "> ", "#", "\\", "| ", "``` \n", "[a]("):
        plain_words(shape * 20_000)


def test_a_marked_passage_escapes_everything_else() -> None:
    text = "<b>rest</b> & \x00rest"
    assert marked_passage(text, [(3, 7), (5, 8), (15, 19), (30, 40)]) == (
        "&lt;b&gt;<mark>rest</mark>&lt;/b&gt; &amp; \ufffd<mark>rest</mark>"
    )
