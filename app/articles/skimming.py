"""Skimming: the facts of a text read off its source, in a hundredth of the time that rendering it takes.

Markdown has many corners. A text that goes into any of them - raw HTML, reference links, indented blocks, escapes,
headings with markup, lists without an empty line before them - is not skimmed but rendered; `tests/articles/test_skimming.py`
holds the two against each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from app.articles.article import Article, Page
from app.articles.facts import Facts
from app.articles.library import Library
from app.markup import slug, word_count

_FENCE = re.compile(r"^(`{3,}|~{3,})[ \t]*[\w+#.-]*[ \t]*\n(?:.*\n)*?\1[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)(?:(?!\n[ \t]*\n)[^`])+?\1(?!`)")
_LINK = re.compile(r"(!?)\[((?:(?!\n[ \t]*\n)[^\[\]])*)\]\(([^\s()<>\"'&]*)\)")
_NOTE = re.compile(r"\[\^[\w-]+\](:?)")
_NOTE_WITHIN = re.compile(r"^[ \t]*\S.*\[\^[\w-]+\]:|\[\^[\w-]+\]:\s*\[\^", re.MULTILINE)
_RULE = re.compile(r"(?<=\n\n)-{3,}(?=\n\n)")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_ODD_IN_HEADING = re.compile(r"[#*_<>`\\\[\]{}]")
_CORNERS = re.compile(
    r"[\\{}\[\]`]|~~~|<[a-zA-Z/!?]|&[#\w]+;"
    r"|^(?:[ >*+-]|\d+[.)])*(?: {4}|\t)"  # an indented block, in a quote or a list as well: code, or what belongs to a list
    r"|^[ >]*(?:=+|-+)[ \t]*$"  # the line under a heading
    r"|^(?:[ \t>*+-]|\d+[.)])+#"  # a heading in a list or a quote
    r"|^(?:[ ]{0,3}>){9}|(?:[-*+] ){8}|(?:\d+[.)] ){8}"  # too deep, perhaps
    r"|^#{1,6}[ \t]*#*[ \t]*$"  # a heading without words
    r"|^!!!|^:[ \t]",
    re.MULTILINE,
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_NUMBER = re.compile(r"^[ >]*\d+[.)][ \t]", re.MULTILINE)
_BLOCKS_END = re.compile(r"\n[ \t>]*\n")
_MARK = r"(?:[-*+]|\d{1,2}\.)[ \t]"
_ITEM = re.compile(rf"[ >]*{_MARK}")
_LIST = re.compile(rf"[ >]*(?:{_MARK})+[*+-]{{0,3}}[^\s*+-]")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A link or a picture where it stands. `there` is its address, `said` the words between its brackets."""

    is_picture: bool
    said: str
    there: str
    line: int


def skim(words: Article | Page, library: Library) -> Facts | None:
    """The facts of a text, or None where one has to render it to know them."""
    source = words.source.read()
    without_blocks = _FENCE.sub(_hidden, source)
    without_code = _CODE.sub(_hidden, without_blocks)
    defined = [found[0] for found in _NOTE.finditer(without_code) if found[1]]
    if len(set(defined)) < len(defined):
        return None
    ruled = _NOTE.sub("", _LINK.sub(_hidden, without_code))
    bare = _RULE.sub("", ruled) if len(_RULE.findall(ruled)) == len(_RULE.findall(source)) else ruled
    headings = list(_HEADING.finditer(without_blocks))
    if library.links.own_host and library.links.own_host in bare.lower():
        return None  # an address of this site that is a link without saying so
    if any("\n" in one[0] for one in _CODE.finditer(without_blocks)):
        return None  # where the line may begin with the mark of a block
    if any(map(_begins_a_list_late, _BLOCKS_END.split(without_code))):
        return None
    if _CORNERS.search(bare) or _NOTE_WITHIN.search(without_code) or any(_ODD_IN_HEADING.search(one[2]) for one in headings):
        return None
    ids = {slug(one[2]): f"section-{slug(one[2])}".strip("-").replace("_", "-") for one in headings}
    if len(set(ids.values())) < len(headings):
        return None
    mentions = _mentions(without_code, words.body_line)
    pictures = [one for one in mentions if one.is_picture and not _SCHEME.match(one.there)]
    links = [one for one in mentions if one.there and not one.is_picture and not _SCHEME.match(library.links.local(one.there))]
    return Facts(
        links=_once((one.there, one.line) for one in links if not one.there.startswith("#")),
        anchors=_once(
            (unquote(ids.get(one.there[1:], one.there[1:])), one.line) for one in links if one.there[1:] and one.there[0] == "#"
        ),
        missing=_once((_name(one.there), one.line) for one in pictures if not _is_there(one.there, library)),
        alts=tuple((one.said, one.line) for one in pictures),
        headings=_headings(headings, without_blocks, words.body_line),
        items=(),
        ids=frozenset(ids.values()) | {f"{kind}-{number}" for number in range(1, len(defined) + 1) for kind in ("fn", "fnref")},
        words=_count(without_blocks),
    )


def _begins_a_list_late(block: str) -> bool:
    """Whether a line looks like an item and the first does not; what goes on with an item is no paragraph by itself."""
    first, *others = block.strip("\n").split("\n")
    return any(map(_ITEM.match, others)) and not _LIST.match(first)


def _hidden(found: re.Match[str]) -> str:
    """As many lines as before, and nothing on them."""
    return "\n" * found[0].count("\n") or " "


def _mentions(text: str, first_line: int) -> list[_Mention]:
    ends = [found.start() for found in re.finditer("\n", text)]
    return [
        _Mention(bool(found[1]), " ".join(found[2].split()), found[3], first_line + bisect_right(ends, found.start()))
        for found in _LINK.finditer(text)
    ]


def _headings(found: list[re.Match[str]], text: str, first_line: int) -> tuple[tuple[int, str, int], ...]:
    """An article that begins its headings at level 1 has all of them moved down by one."""
    down = any(len(one[1]) == 1 for one in found)
    return tuple(
        (min(6, len(one[1]) + down), " ".join(one[2].split()), first_line + text.count("\n", 0, one.start())) for one in found
    )


def _once(found: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Each with the line it stands in first."""
    first: dict[str, int] = {}
    for said, line in found:
        first.setdefault(said, line)
    return tuple(first.items())


def _is_there(src: str, library: Library) -> bool:
    if not src.startswith("/"):
        return not src or library.media.find(src) is not None
    return not src.startswith("/media/") or library.media.file_for(_name(src)) is not None


def _name(src: str) -> str:
    return unquote(src.removeprefix("/media/")) if src.startswith("/media/") else src


def _count(text: str) -> int:
    prose = _NUMBER.sub("", _NOTE.sub("", _LINK.sub(_words_of, _CODE.sub(" ", text)))).replace("*", "").replace("--", " ")
    return sum(word_count(part) for part in (prose, *(found[0] for found in _CODE.finditer(text))))


def _words_of(link: re.Match[str]) -> str:
    """A picture from elsewhere is shown as a link."""
    return link[2] if not link[1] or _SCHEME.match(link[3]) else ""
