"""The block structure of a comment: paragraphs, quotes, lists and code, found in one pass over its lines.

The rules are CommonMark's, less its headings, rules, tables, HTML and link definitions. Python-Markdown's own block parser
reads a block again for every level of nesting and calls itself for each; this one looks at a line once and keeps the open
blocks on a list, at most MAX_DEPTH of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.markup.policy import MAX_DEPTH, MAX_ELEMENTS
from app.markup.too_complex import TooComplex

_ITEM = re.compile(r"([-*+]|(0|[1-9]\d{0,2})([.)]))( +)(?=[^ ])")
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*([\w+#.-]{0,30})[ ]*$")
_ONLY_MARKS = re.compile(r"[-*+_ ]*+$")
_INK = re.compile(r"[^ ]")


@dataclass(slots=True)
class Block:
    """A piece of a comment. `tag` is its HTML element; `lines` are the text of a `p` or a `pre`, without markers."""

    tag: str
    children: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    marker: str = ""
    """Of a list: its bullet, or the character after its numbers. Of a fenced `pre`: the fence that opened it."""
    number: int = 0
    """Of an item of an `ol`: the number that was typed."""
    indent: int = 0
    """Of an item or a fenced `pre`: how many columns its text stands in."""
    loose: bool = False
    """Of a list: whether blank lines stand between its items or their parts."""


def read_blocks(lines: Iterable[str]) -> Block:
    """The blocks of these lines (tabs expanded, no line ends) under one root.

    Raises:
        TooComplex: they nest too deeply, or are too many.
    """
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.root = Block("div")
        self.open = [self.root]
        self.leaf: Block | None = None
        self.after_blank = False
        self.blocks = 0

    def read(self, line: str) -> None:
        self.line, self.at = line.rstrip(), 0
        self._find_ink()
        matched = self._match_open()
        if self._in_fence(matched):
            return
        if self.ink < 0:
            self._blank(matched)
            self.after_blank = True
            return
        if self._open_containers(matched):
            self._text()
        self.after_blank = False

    def _find_ink(self) -> None:
        found = _INK.search(self.line, self.at)
        self.ink = found.start() if found else -1

    def _move(self, to: int) -> None:
        self.at = to
        if to > self.ink >= 0:
            self._find_ink()

    def _match_open(self) -> int:
        """How many of the open blocks this line goes on with; moves past their markers."""
        for matched, block in enumerate(self.open):
            if block.tag == "blockquote":
                if not self._is_quote():
                    return matched
                self._enter_quote()
            elif block.tag == "li" and self.ink >= 0:
                if self.ink - self.at < block.indent:
                    return matched
                self._move(self.at + block.indent)
        return len(self.open)

    def _is_quote(self) -> bool:
        return self.ink >= 0 and self.ink - self.at < 4 and self.line[self.ink] == ">"

    def _enter_quote(self) -> None:
        after = self.ink + 1
        self._move(after + self.line.startswith(" ", after))

    def _in_fence(self, matched: int) -> bool:
        leaf = self.leaf
        if leaf is None or leaf.tag != "pre" or not leaf.marker:
            return False
        if matched < len(self.open):
            self._close_to(matched)
            return False
        words = self.line[self.at :].strip()
        if self.ink - self.at < 4 and words.startswith(leaf.marker) and not words.strip(leaf.marker[0]):
            self.leaf = None
        else:
            margin = min(leaf.indent, max(0, self.ink - self.at))
            leaf.lines.append(self.line[self.at + margin :])
        self.after_blank = False
        return True

    def _blank(self, matched: int) -> None:
        self._close_to(matched)
        if self.leaf and self.leaf.tag == "pre":
            self.leaf.lines.append(self.line[self.at + 4 :])
        else:
            self.leaf = None

    def _close_to(self, matched: int) -> None:
        if matched < len(self.open):
            del self.open[matched:]
            self.leaf = None

    def _open_containers(self, matched: int) -> bool:
        """Open every quote and list that begins in this line. False if nothing of the line is left for a text."""
        unmatched = matched < len(self.open)
        while self.ink - self.at < 4:
            item = self._item(interrupts=self.leaf is not None and not unmatched)
            if self._is_quote():
                self._close_to(matched)
                self._drop_list()
                self._add(Block("blockquote"), container=True)
                self._enter_quote()
            elif item:
                self._close_to(matched)
                self._open_item(item)
            elif fence := _FENCE.match(self.line, self.ink):
                self._close_to(matched)
                self._drop_list()
                self._add(Block("pre", marker=fence[1], indent=self.ink - self.at))
                return False
            else:
                break
            matched, unmatched = len(self.open), False
            if self.ink < 0:
                return False
        if unmatched and not (self.leaf and self.leaf.tag == "p"):
            self._close_to(matched)
        return True

    def _item(self, *, interrupts: bool) -> re.Match[str] | None:
        item = _ITEM.match(self.line, self.ink)
        if not item or _ONLY_MARKS.match(self.line, self.ink):
            return None
        # "It happened in\n12. May" is a sentence: only a list that begins with 1 may follow a line of text directly.
        return None if interrupts and item[2] not in (None, "1") else item

    def _open_item(self, item: re.Match[str]) -> None:
        tag, marker = ("ol", item[3]) if item[2] else ("ul", item[1])
        parent = self.open[-1]
        if parent.tag in ("ol", "ul") and (parent.tag, parent.marker) != (tag, marker):
            self._drop_list()
        if self.open[-1].tag not in ("ol", "ul"):
            self._add(Block(tag, marker=marker), container=True)
        # Five or more spaces after a marker: one belongs to it, and the rest begins a block of code.
        width = len(item[1]) + (len(item[4]) if len(item[4]) < 5 else 1)
        indent = item.start() - self.at + width
        self._add(Block("li", number=int(item[2] or 0), indent=indent), container=True)
        self._move(self.at + indent)

    def _drop_list(self) -> None:
        if self.open[-1].tag in ("ol", "ul"):
            self.open.pop()

    def _add(self, block: Block, *, container: bool = False) -> None:
        parent = self.open[-1]
        if self.after_blank and parent.children:
            self._loosen(parent)
        self.after_blank = False
        parent.children.append(block)
        self.blocks += 1
        if container:
            self.open.append(block)
        self.leaf = None if container else block
        if self.blocks > 2 * MAX_ELEMENTS or len(self.open) > MAX_DEPTH + 1:
            raise TooComplex

    def _loosen(self, parent: Block) -> None:
        a_list = self.open[-2] if parent.tag == "li" else parent
        a_list.loose = True

    def _text(self) -> None:
        if self.leaf and self.leaf.tag == "p":
            self.leaf.lines.append(self.line[self.ink :])
            return
        self._drop_list()
        if self.ink - self.at < 4:
            self._add(Block("p", lines=[self.line[self.ink :]]))
        elif self.leaf:
            self.leaf.lines.append(self.line[self.at + 4 :])
        else:
            self._add(Block("pre", lines=[self.line[self.at + 4 :]]))
