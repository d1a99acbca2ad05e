"""Hostile text: strings gathered from public collections, and shapes that make a careless parser slow."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

from tests.support.needs import not_here

COLLECTION = Path(__file__).parents[2].parent / "shared" / "data" / "xss.jsonl"


def strings() -> list[str]:
    """Every hostile string of the collection, in its order: of the file UNDERSTORY_XSS names, or the one beside the repository.

    The collection is no part of the repository. Without it the test that asks is skipped, and counted at the end of the run.
    """
    path = Path(os.environ.get("UNDERSTORY_XSS") or COLLECTION)
    if not path.is_file():
        not_here("xss.jsonl, the collection of hostile strings")
    found = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert len(found) >= 8029, f"{path} holds {len(found)} strings"
    return found


REPEATED = (
    # brackets and links
    "[", "]", "[^", "![", "![[]()", "[a][", "[a](", "[x](<", "[](", "](", "[a](b", "[a](https://b.c", "[[a](https://b.c)",
    "[](a[",
    "[a](https://b.c) ", "[](https://b.c)", "[a]((", "[a](((b)", "![a](https://b.c)", "[a]: https://b.c\n", "[a]()", "()",
    "(", ")",
    # raw HTML
    "<", ">", "<![", "<a ", "<script ", "<!--", "<?", "</", "<a href='", "<div>", "<b>x</b>", "<x@y.z>", "<https://a.b>",
    # emphasis
    "*", "**", "***a", "_", "__a", "*a ", "a* ", "**a*", "*a*", "*a**b", "**a", "_*", "*_a", "*a_ ", "~~", "a_b_", "*a*_b_",
    # code
    "`", "`a", "``a`", "`a` ", "`a``b```", "\\`", "```\n", "~~~\n", "    a\n", "```a\n\n", "~~~\n\n",
    # blocks
    "> ", ">", "> a\n", ">\n", "> > a\n", "- ", "- a\n", "-\n", "- a\n\n", "1. ", "1. a\n", "7. a\n3. a\n", "+ - * ",
    "> - ", "- > ",
    "> 1. a\n", "- a\n> b\n", "- a\n    b\n\n", "a\n> ", "# a\n", "a\n===\n", "---\n", "|a|b|\n|-|-|\n", "a\n", "a\n\n",
    "* * ", "1. - a\n",
    # addresses
    "https://", "https://a.b ", "https://a.b/", "www.", "www.a.b ", "www.a.", "http://a", "mailto:a@b.c ", "://",
    "https://a)", "www.a!",
    "https://é.b ", "https://a.b:1", "a@", "a.", "-.",
    # characters
    "&", "&#", "&amp;", "&a", "&#x", "&lt;", "&;", "\n", "\t", "\\", "\\\\", "\\*", "\r", "\r\n", " ", "a ", " \n",
    "\t\n", "\ta\n", "a\t",
    "é", "😀", "\u202e", "\u00a0", "\u2028", "\x00", "\x02", "\x02klzzwxh:0\x03", "\ud800", "\ufffe", "'", '"', "ﷺ",
    "e\u0301", "İ",
)  # fmt: skip


def shapes() -> dict[str, tuple[str, str]]:
    """Hostile texts by name, each of 2,000 and of 4,000 characters."""
    made = {f"repeated {unit!r}": (_fill(unit, 2_000), _fill(unit, 4_000)) for unit in REPEATED}
    for name, shape in GROWN.items():
        made[name] = (shape(2_000)[:2_000], shape(4_000)[:4_000])
    for seed in range(24):
        made[f"mixture {seed}"] = (_mixture(seed, 2_000), _mixture(seed, 4_000))
    return made


def _fill(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _around(opening: str, closing: str):  # type: ignore[no-untyped-def]
    def shape(length: int) -> str:
        count = length // len(opening + closing)
        return opening * count + closing * count

    return shape


def _stairs(marker: str, deepest: int):  # type: ignore[no-untyped-def]
    """Lists nested by growing indentation, beginning again at the deepest level that is allowed."""

    def shape(length: int) -> str:
        step = " " * len(marker)
        steps = "".join(f"{step * level}{marker}a\n" for level in range(deepest))
        return _fill(steps, length)

    return shape


def _first(start: str, then: str):  # type: ignore[no-untyped-def]
    return lambda length: start + _fill(then, length)


GROWN = {
    "nested brackets": _around("[", "]"),
    "nested links": _around("[", "](https://a.b)"),
    "nested parentheses in a link": lambda n: "[a](https://b.c/" + _around("(", ")")(n - 20) + ")",
    "nested emphasis": _around("*a ", " b*"),
    "nested strong emphasis": _around("**a _b ", " c_ d**"),
    "one long run of asterisks around a word": lambda n: "*" * (n // 2 - 1) + "a" + "*" * (n // 2),
    "backtick runs that grow": lambda n: " ".join("`" * size for size in range(1, n))[:n],
    "backtick runs that shrink": lambda n: " ".join("`" * size for size in range(int((2 * n) ** 0.5), 0, -1)),
    "stairs of bullets": _stairs("- ", 9),
    "stairs of numbers": _stairs("1. ", 9),
    "stairs of quotes and bullets": _stairs("> - ", 4),
    "stairs without end": _stairs("- ", 500),
    "stairs of quotes without end": lambda n: "".join(">" * level + " a\n" for level in range(1, n))[:n],
    "blank lines in a deep list": _first("> " * 9 + "- - - - a\n", "\n"),
    "lazy lines in a deep quote": _first("> " * 18 + "a\n", "b\n"),
    "deep quotes": lambda n: _fill("> " * 18 + "a\n", n),
    "deep quotes, blank": _first("> " * 18 + "a\n", "> " * 18 + "\n"),
    "an open fence and lines": _first("```\n", "a\n"),
    "an open fence and fences": _first("`````\n", "```\n"),
    "a list and an indented block": _first("- a\n\n", "      b\n\n"),
    "one bracket and text": _first("[", "a"),
    "brackets and one link": lambda n: "[" * (n - 16) + "a](https://b.cd)",
    "an address of parentheses": _first("https://a.b/", ")"),
    "an address of balanced parentheses": _first("https://a.b/", "()"),
    "an address of stops": _first("https://a.b/", "."),
    "a host of labels": _first("https://a", ".b"),
    "a host of hyphens": _first("https://a", "-"),
    "a long international host": _first("https://", "é"),
    "links in one link": lambda n: "[" + _fill("https://a.b ", n - 20) + "](https://c.de)",
    "marks in one link": lambda n: "[" + _fill("*a* ", n - 20) + "](https://c.de)",
    "references and their definitions": lambda n: _fill("[a] ", n // 2) + "\n\n" + _fill("[a]: b\n", n // 2),
    "a table": _first("a|b\n-|-\n", "c|d\n"),
    "spaces and one letter": lambda n: " " * (n - 1) + "a",
    "lines of spaces": lambda n: _fill(" " * 40 + "\n", n),
    "lines ending in spaces": lambda n: _fill("a" + " " * 40 + "\n", n),
}  # fmt: skip


def _mixture(seed: int, length: int) -> str:
    """Pieces of several kinds, 250 characters of them again and again.

    Again and again, since a mixture that merely goes on differently is not twice the work: where the first half ends in an open
    fence, it is cheap code, and whatever the second half holds is not.
    """
    chance = random.Random(seed)
    units = chance.choices(REPEATED, k=chance.randint(2, 12))
    pieces: list[str] = []
    while sum(map(len, pieces)) < 250:
        pieces.append(chance.choice(units) * chance.randint(1, 5))
    return _fill("".join(pieces)[:250], length)
