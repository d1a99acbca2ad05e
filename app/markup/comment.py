"""The comment dialect: small, linear in the length of the text, and without any HTML of its own.

Emphasis, code, quotes, lists, line breaks, and links that show where they go. No images, headings, raw HTML, tables or
reference links: what would make one is shown as it was typed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Self
from xml.etree.ElementTree import ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.preprocessors import NormalizeWhitespace
from markdown.util import Registry
from markupsafe import Markup

from app.markup.comment_blocks import read_blocks
from app.markup.comment_tree import build_tree
from app.markup.policy import COMMENT
from app.markup.sanitise import Gates, fit_for_html


def render_comment(text: str) -> Markup:
    """A comment's text as safe HTML without ids, images, headings or styles. White space alone gives an empty Markup.

    The cost grows with the length: the caller limits that. Any other text at all is rendered.

    Raises:
        TooComplex: the HTML would hold more than 1,000 elements, or nest deeper than 20.
    """
    markdown = _tools.markdown.reset()
    return _gates.clean(markdown.convert(fit_for_html(text)))


class _Blocks(BlockParser):
    """Python-Markdown's place for a block parser, filled with the linear one."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - Python-Markdown's name
        return ElementTree(build_tree(read_blocks(lines)))


class _CommentMarkdown(Markdown):
    """Python-Markdown without a single one of its patterns: many of them are quadratic on hostile text."""

    def build_parser(self) -> Self:
        self.preprocessors = Registry()
        self.preprocessors.register(NormalizeWhitespace(self), "normalize_whitespace", 30)
        self.parser = _Blocks(self)
        self.inlinePatterns = Registry()
        self.treeprocessors = Registry()
        self.postprocessors = Registry()
        return self


class _Tools(threading.local):
    """A Markdown instance keeps state, so each thread has its own."""

    def __init__(self) -> None:
        self.markdown = _CommentMarkdown(output_format="html")


_tools = _Tools()
_gates = Gates(COMMENT)
