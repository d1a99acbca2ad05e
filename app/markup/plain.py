"""Sanitised HTML as plain text, and how many words it has."""

from __future__ import annotations

import html as references
import re
from html.parser import HTMLParser

from markupsafe import Markup

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "img",
    ]
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Kana and Han, which are written without spaces: two signs are read in about the time of one word."""

_PARTS_WORDS = r"\s!-&(-,./:-@\[-^`{-~\xab\xbb\u2012-\u2018\u201a-\u2027\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}][^{_PARTS_WORDS}{_UNSPACED}]*")


class _Text(HTMLParser):
    """Collects text. A block's end is a line's end; the signs of footnotes are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.code: list[str] = []
        self.images = 0
        self.in_code = 0
        self.in_sign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.images += tag == "img"
        self.in_code += tag == "pre"
        self.in_sign = self.in_sign or (tag == "a" and dict(attrs).get("class") in ("footnote-ref", "footnote-backref"))
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag == "pre"
        self.in_sign = self.in_sign and tag != "a"
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.in_sign:
            self.text.append(data)
            if self.in_code:
                self.code.append(data)

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.text.append("\n")


def _read(html: str) -> _Text:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return parser


_TAG = re.compile(r"<(/?[a-z0-9]+)[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")


def plain_comment(html: Markup) -> str:
    """The same words as `plain_text` finds, twenty times as fast, for comments, which have no notes and no pictures."""
    text = references.unescape(_TAG.sub(_line_end, html))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _line_end(tag: re.Match[str]) -> str:
    return "" if tag[1].removeprefix("/") in _INLINE else "\n"


def plain_text(html: Markup) -> str:
    """The words of sanitised HTML, one line a block, without any markup and without the signs of footnotes.

    The result is text, not HTML: whoever puts it into a page or a feed escapes it there.
    """
    lines = (" ".join(line.split()) for line in "".join(_read(html).text).split("\n"))
    return "\n".join(line for line in lines if line)


def counted(html: Markup) -> tuple[int, int, int]:
    """How many words of prose, words of code blocks, and pictures sanitised HTML has."""
    parser = _read(html)
    code_words = word_count("".join(parser.code))
    return word_count("".join(parser.text)) - code_words, code_words, parser.images


def word_count(text: str) -> int:
    """How many words plain text has, in any script."""
    return len(_WORD.findall(text))
