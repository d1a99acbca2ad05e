"""On which line a key of a TOML file stands. tomllib does not say, and a message without a line sends people searching."""

from __future__ import annotations

import re

Place = tuple[str | int, ...]
"""The way to a value: `("help", 2, "phone")` is the phone of the third [[help]]."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.\-\"' ]+?)\s*=\s*(.*)")
_LONG_QUOTES = ('"""', "'''")


def lines_of(text: str) -> dict[Place, int]:
    """The line, counted from 1, of every table and key of a TOML file that parses."""
    found: dict[Place, int] = {}
    table: Place = ()
    counts: dict[Place, int] = {}
    open_quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        if open_quote:
            open_quote = "" if open_quote in line else open_quote
        elif header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_parts(key[1])), number)
            open_quote = next((quote for quote in _LONG_QUOTES if key[2].count(quote) % 2), "")
    return found


def line_of(place: Place, lines: dict[Place, int]) -> int:
    """The line of `place`, or of the nearest table around it; 1 where there is none."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _parts(dotted: str) -> Place:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
