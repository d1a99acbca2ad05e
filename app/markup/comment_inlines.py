"""The text of a comment's paragraph as tokens: words, code, links, line breaks and emphasis marks.

One pass from left to right. Links bind closer than emphasis and never stand in one another. An opening bracket waits on a
list until its closing one comes, and nothing is searched for twice, so the cost grows with the length and no faster.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from app.markup.addresses import ADDRESS, Address, bare, mail, web, without_trailing_punctuation

_TOKEN = re.compile(
    rf"(?P<escape>\\[\\`*_\[\]()<>#+.!~-])|(?P<code>`+)|(?P<url>{ADDRESS})|(?P<mark>\*+|_+)|(?P<open>\[)|\]|(?P<br>\n)"
)
_TARGET = re.compile(r"\(([^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+)\)")
_TICKS = re.compile(r"`+")


@dataclass(slots=True)
class Code:
    """Text to be shown as it was typed."""

    text: str


@dataclass(slots=True)
class Break:
    """The end of a line."""


class Mark:
    """A run of `count` asterisks or underscores, which may open or close emphasis or stand for itself.

    What pairs with another mark goes from `count` into a tag in `ended`, which stand before what is left of the run, or in
    `begun`, which stand behind it; the innermost is the first of both.
    """

    __slots__ = ("begun", "closes", "count", "ended", "opens", "sign")

    def __init__(self, sign: str, count: int, opens: bool, closes: bool) -> None:
        self.sign, self.count, self.opens, self.closes = sign, count, opens, closes
        self.begun: list[str] = []
        self.ended: list[str] = []


@dataclass(slots=True)
class Link:
    """A link around tokens, none of which is a link. `note` is the place to be shown after them, if any."""

    address: Address
    tokens: list[Token] = field(default_factory=list)
    note: str = ""


Token = str | Code | Break | Mark | Link


def read_tokens(text: str) -> list[Token]:
    """The tokens of a paragraph whose lines are separated by line ends."""
    return _Reader(text).tokens


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.brackets: list[tuple[int, int]] = []
        """For every waiting `[`: its index among the tokens, and where its text begins."""
        self.ticks = _tick_runs(text)
        at = 0
        while found := _TOKEN.search(text, at):
            if found.start() > at:
                self.tokens.append(text[at : found.start()])
            at = self._read(found)
        if at < len(text):
            self.tokens.append(text[at:])

    def _read(self, found: re.Match[str]) -> int:
        """Take one token; answers where the next may begin."""
        kind, words = found.lastgroup, found[0]
        if kind == "code":
            return self._code(found)
        if kind == "url":
            return self._url(found)
        if kind is None:
            return self._close_bracket(found.end())
        if kind == "open":
            self.brackets.append((len(self.tokens), found.end()))
        if kind == "mark":
            self.tokens.append(_mark(self.text, found))
        else:
            self.tokens.append(Break() if kind == "br" else words[1:] if kind == "escape" else words)
        return found.end()

    def _code(self, found: re.Match[str]) -> int:
        runs = self.ticks.get(len(found[0]), [])
        after = bisect_right(runs, found.start())
        # A run that follows a backslash is one longer in the list of runs than here, and never its own end.
        if after == len(runs) or runs[after] < found.end():
            self.tokens.append(found[0])
            return found.end()
        code = self.text[found.end() : runs[after]].replace("\n", " ")
        self.tokens.append(Code(code.strip() or code))
        return runs[after] + len(found[0])

    def _url(self, found: re.Match[str]) -> int:
        shown = without_trailing_punctuation(found[0])
        address = bare(shown)
        if address:
            # The place as the domain name system has it, where that is not what stands there: a look-alike shows itself.
            self.tokens.append(Link(address, [shown], "" if address.place in shown.lower() else address.place))
        else:
            self.tokens.append(shown)
        return found.start() + len(shown)

    def _close_bracket(self, end: int) -> int:
        opened = self.brackets.pop() if self.brackets else None
        target = _TARGET.match(self.text, end) if opened else None
        address = target and (web(target[1]) or mail(target[1]))
        if not (opened and target and address):
            self.tokens.append("]")
            return end
        index, start = opened
        self._link(address, index, self.text[start : end - 1])
        return target.end()

    def _link(self, address: Address, index: int, typed: str) -> None:
        inner = [part for token in self.tokens[index + 1 :] for part in (token.tokens if isinstance(token, Link) else [token])]
        del self.tokens[index:]
        named = typed.strip() not in ("", address.href, address.place)
        self.tokens.append(Link(address, inner if typed.strip() else [address.href], address.place if named else ""))
        # No link in a link: the brackets that still wait around this one are brackets.
        self.brackets.clear()


def _tick_runs(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text):
        runs.setdefault(len(run[0]), []).append(run.start())
    return runs


def _mark(text: str, found: re.Match[str]) -> Mark:
    """CommonMark's rule of flanking: a mark opens before a word and closes behind one; `_` never does so within a word."""
    start, end = found.span()
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    word_before, word_after = _is_word(before), _is_word(after)
    left = word_after or not (word_before or after.isspace())
    right = word_before or not (word_after or before.isspace())
    sign = text[start]
    if sign == "_":
        left, right = left and not (right and word_before), right and not (left and word_after)
    return Mark(sign, end - start, left, right)


def _is_word(character: str) -> bool:
    return character.isalnum() or ord(character) > 0x2FFF
