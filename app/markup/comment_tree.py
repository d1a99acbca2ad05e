"""A comment's blocks as an element tree, counted while it grows."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder

from app.markup.comment_blocks import Block
from app.markup.comment_inlines import Break, Code, Link, Mark, Token, read_tokens
from app.markup.policy import COMMENT_REL, MAX_DEPTH, MAX_ELEMENTS
from app.markup.too_complex import TooComplex

# An unclosed override in a link's words would turn round the place that is shown after them.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def build_tree(root: Block) -> Element:
    """The element tree of these blocks.

    Raises:
        TooComplex: it would hold more than MAX_ELEMENTS elements, or nest deeper than MAX_DEPTH, the root not counted.
    """
    builder = _Builder()
    builder.block(root)
    tree: Element = builder.tree.close()
    return tree


class _Builder:
    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.elements = -1
        self.depth = -1

    def start(self, tag: str, **attributes: str) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise TooComplex
        self.tree.start(tag, {name: _escaped(value) for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.tree.end(tag)

    def text(self, text: str) -> None:
        self.tree.data(_escaped(text))

    def whole(self, tag: str, text: str = "") -> None:
        self.start(tag)
        self.text(text)
        self.end(tag)

    def block(self, block: Block, *, tight: bool = False, expected: int = 0) -> None:
        if block.tag == "p":
            self._paragraph(block, tight)
        elif block.tag == "pre":
            self._code(block)
        elif block.tag in ("ol", "ul"):
            self._list(block)
        else:
            self.start(block.tag, **({"value": str(block.number)} if block.number != expected else {}))
            for child in block.children:
                self.block(child, tight=tight)
            if block.tag == "blockquote" and not block.children:
                self.whole("p", ">")
            self.end(block.tag)

    def _paragraph(self, block: Block, tight: bool) -> None:
        if not tight:
            self.start("p")
        self.inlines(read_tokens("\n".join(block.lines)))
        if not tight:
            self.end("p")

    def _code(self, block: Block) -> None:
        self.start("pre", tabindex="0")
        self.whole("code", "\n".join(block.lines).rstrip("\n") + "\n")
        self.end("pre")

    def _list(self, block: Block) -> None:
        """A list that counts as its author did: a number that does not follow from the one before is written down."""
        first = block.children[0].number
        self.start(block.tag, **({"start": str(first)} if block.tag == "ol" and first != 1 else {}))
        expected = first
        same = all(item.number == first for item in block.children)
        for item in block.children:
            self.block(item, tight=not block.loose, expected=item.number if same else expected)
            expected = item.number + 1 if block.tag == "ol" else 0
        self.end(block.tag)

    def inlines(self, tokens: list[Token]) -> None:
        _pair_marks(tokens)
        for token in tokens:
            match token:
                case str():
                    self.text(token)
                case Mark():
                    self._mark(token)
                case Code():
                    self.whole("code", token.text)
                case Link():
                    self._link(token)
                case Break():
                    self.whole("br")

    def _mark(self, mark: Mark) -> None:
        for tag in mark.ended:
            self.end(tag)
        if mark.count:
            self.text(mark.sign * mark.count)
        for tag in reversed(mark.begun):
            self.start(tag)

    def _link(self, link: Link) -> None:
        self.start("a", href=link.address.href, rel=COMMENT_REL)
        isolated = bool(link.note) and any(_DIRECTIONS.intersection(part) for part in link.tokens if isinstance(part, str))
        if isolated:
            self.start("bdi")
        self.inlines(link.tokens)
        if isolated:
            self.end("bdi")
        self.text(f" ({link.note})" if link.note else "")
        self.end("a")


def _pair_marks(tokens: list[Token]) -> None:
    """Turn the marks that belong together into tags.

    A closing mark pairs with the nearest waiting one of its sign; what waits between them pairs with nothing any more.
    Each mark is taken off the list once, so this is linear.
    """
    waiting: list[Mark] = []
    signs = {"*": 0, "_": 0}
    for mark in tokens:
        if isinstance(mark, Mark):
            while mark.closes and mark.count and signs[mark.sign]:
                _pair(mark, waiting, signs)
            if mark.opens and mark.count:
                waiting.append(mark)
                signs[mark.sign] += 1


def _pair(mark: Mark, waiting: list[Mark], signs: dict[str, int]) -> None:
    while waiting[-1].sign != mark.sign:
        signs[waiting.pop().sign] -= 1
    opener = waiting[-1]
    width = 2 if opener.count > 1 and mark.count > 1 else 1
    tag = "strong" if width == 2 else "em"
    opener.begun.append(tag)
    mark.ended.append(tag)
    opener.count -= width
    mark.count -= width
    if not opener.count:
        signs[waiting.pop().sign] -= 1


def _escaped(text: str) -> str:
    # The serializer leaves what looks like an entity alone; here `&copy;` is five letters and two signs that were typed.
    return text.replace("&", "&amp;")
