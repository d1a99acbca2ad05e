"""A comment's blocks as an element tree, counted while it grows."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass
class _Run:
    """A run of emphasis marks in the making: `closes` stand before what is left of it, `opens` behind, innermost first."""

    mark: Mark
    left: int
    opens: list[str] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)


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
        lines = "\n".join(block.lines)
        self.whole("code", (lines if block.marker else lines.rstrip("\n")) + "\n")
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
        for piece in _paired(tokens):
            match piece:
                case str():
                    self.text(piece)
                case _Run():
                    self._run(piece)
                case Code():
                    self.whole("code", piece.text)
                case Link():
                    self._link(piece)
                case Break():
                    self.whole("br")

    def _run(self, run: _Run) -> None:
        for tag in run.closes:
            self.end(tag)
        self.text(run.mark.sign * run.left)
        for tag in reversed(run.opens):
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


def _paired(tokens: list[Token]) -> list[str | Code | Break | Link | _Run]:
    """The tokens with every mark made a run that knows what it opens and closes.

    A closing mark pairs with the nearest waiting one of its sign; what waits between them pairs with nothing any more.
    Each mark is taken off the list once, so this is linear.
    """
    pieces: list[str | Code | Break | Link | _Run] = []
    waiting: list[_Run] = []
    count = {"*": 0, "_": 0}
    for token in tokens:
        if not isinstance(token, Mark):
            pieces.append(token)
            continue
        run = _Run(token, token.count)
        pieces.append(run)
        while token.closes and run.left and count[token.sign]:
            _pair(run, waiting, count)
        if token.opens and run.left:
            waiting.append(run)
            count[token.sign] += 1
    return pieces


def _pair(run: _Run, waiting: list[_Run], count: dict[str, int]) -> None:
    while waiting[-1].mark.sign != run.mark.sign:
        count[waiting.pop().mark.sign] -= 1
    opener = waiting[-1]
    width = 2 if opener.left > 1 and run.left > 1 else 1
    tag = "strong" if width == 2 else "em"
    opener.opens.append(tag)
    run.closes.append(tag)
    opener.left -= width
    run.left -= width
    if not opener.left:
        count[waiting.pop().mark.sign] -= 1


def _escaped(text: str) -> str:
    # The serializer leaves what looks like an entity alone; here `&copy;` is five letters and two signs that were typed.
    return text.replace("&", "&amp;")
