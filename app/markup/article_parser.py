"""Python-Markdown with the extensions of the article dialect."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE, AtomicString

from app.language import _
from app.markup.addresses import ADDRESS, bare, without_trailing_punctuation
from app.markup.article_trees import Figures, Footnotes, Headings, Tables
from app.markup.colours import Colours

_RAW_LINK = re.compile(r"<(/?)a[\s>]", re.IGNORECASE)


class ArticleMarkdown(Markdown):
    """A parser for one thread, to be `reset()` before each article. `headings` tells those of the last article."""

    def __init__(self) -> None:
        super().__init__(
            output_format="html",
            extensions=[
                "markdown.extensions.abbr",
                "markdown.extensions.admonition",
                "markdown.extensions.attr_list",
                "markdown.extensions.def_list",
                "markdown.extensions.md_in_html",
                "markdown.extensions.sane_lists",
                "markdown.extensions.smarty",
                "markdown.extensions.tables",
                Colours(guess_lang=False, noclasses=False, auto_title=False, anchor_linenums=False, _enabled=True),
                "pymdownx.superfences",
                "pymdownx.saneheaders",
                "pymdownx.tilde",
                _Notes(SEPARATOR="-"),
                _House(),
            ],
            extension_configs={
                "markdown.extensions.tables": {"use_align_attribute": True},
                "pymdownx.tilde": {"subscript": False},
            },
        )
        self.headings = Headings(self)
        self.treeprocessors.register(self.headings, "headings", 5)


class _Notes(FootnoteExtension):
    """Footnotes numbered as they stand in the source, whatever their authors called them: `fn-1`, `fnref-1`, `fnref2-1`."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802 - Python-Markdown's name
        return f"fn-{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802 - Python-Markdown's name
        return self.unique_ref(f"fnref-{self._number(id)}", found)

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802 - Python-Markdown's name
        # Asked for at every article, since the language is the site's and may change while it runs.
        self.setConfig("BACKLINK_TITLE", _("Back to where footnote {} is mentioned"))
        return super().makeFootnotesDiv(root)

    def _number(self, id: str) -> int:
        return list(self.footnotes).index(id) + 1


class _House(Extension):
    """What the house adds: bare addresses, tables, figures, footnotes that can be heard."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        # After raw HTML (90), whose attributes hold addresses; before emphasis (60), whose marks stand in them.
        md.inlinePatterns.register(_BareAddress(ADDRESS, md), "bare_address", 85)
        md.treeprocessors.register(Tables(md), "tables", 4)
        md.treeprocessors.register(Figures(md), "figures", 3)
        md.treeprocessors.register(Footnotes(md), "footnote_names", 2)


class _BareAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        shown = without_trailing_punctuation(m[0])
        address = bare(shown)
        if not address or self._in_raw_link(data[: m.start()]):
            return AtomicString(shown), m.start(), m.start() + len(shown)
        link = Element("a", {"href": address.href})
        link.text = AtomicString(shown)
        return link, m.start(), m.start() + len(shown)

    def _in_raw_link(self, before: str) -> bool:
        inline: Any = self.md.treeprocessors["inline"]
        for placeholder in reversed(list(INLINE_PLACEHOLDER_RE.finditer(before))):
            node = inline.stashed_nodes.get(placeholder[1])
            stashed = HTML_PLACEHOLDER_RE.fullmatch(node) if isinstance(node, str) else None
            tag = _RAW_LINK.match(str(self.md.htmlStash.rawHtmlBlocks[int(stashed[1])])) if stashed else None
            if tag:
                return not tag[1]
        return False
