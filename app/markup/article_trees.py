"""What the article dialect does to Python-Markdown's element tree: headings, tables, figures, footnotes."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags, unique
from markdown.treeprocessors import Treeprocessor

from app.language import _
from app.markup.policy import THE_PAGES_OWN
from app.markup.sanitise import without_unfit_references

_HEADING = re.compile(r"h[1-6]")
_OF_A_LETTER = ("Mn", "Mc")
_NOT_FOR_HEADINGS = re.compile(rf"{THE_PAGES_OWN}|(?:fn|fnref\d*)(?:-|$)|.*[\s\"'<>&]")


@dataclass(frozen=True)
class Heading:
    """A heading of an article. `level` is 2 to 6; `id` is where a link `#id` leads; `text` is plain, without markup."""

    level: int
    id: str
    text: str


def slug(text: str) -> str:
    """Words joined by hyphens, lower case. Accents go from Latin letters (`año` is `ano`); other scripts stay as they are, with
    the signs that belong to their letters (`हिंदी`)."""
    made: list[str] = []
    for sign in unicodedata.normalize("NFC", text.casefold().lower()):
        if sign.isalnum():
            made.append(_without_accent(sign))
        elif made and made[-1] != "-" and unicodedata.category(sign) not in _OF_A_LETTER:
            made.append("-")
        elif made and not made[-1].isascii():
            made.append(sign)
    return "".join(made).strip("-")


def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if base.isascii() and base.isalnum() else letter


class Headings(Treeprocessor):
    """Gives every heading its level and a unique id, and keeps the list of them.

    An `{#id}` of the author's stays as it is. Other ids begin with `section-`, so that no heading, whatever its words, takes
    an id that the page around the article uses. `ids` maps the bare words to the id, so that `[...](#the-words)` works too.
    The page's own heading is the title: an article that begins its own at level 1 has all of them moved down by one.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found: list[Heading] = []
        self.ids: dict[str, str] = {}

    def run(self, root: Element) -> None:
        self.found, self.ids = [], {}
        headings = [element for element in root.iter() if isinstance(element.tag, str) and _HEADING.fullmatch(element.tag)]
        down = any(element.tag == "h1" for element in headings)
        used = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        for element in headings:
            level = min(6, int(element.tag[1]) + down)
            element.tag = f"h{level}"
            inner = without_unfit_references(render_inner_html(remove_fnrefs(element), self.md))
            text = html.unescape(strip_tags(inner))
            element.set("id", self._id(element.get("id"), text, used))
            self.found.append(Heading(level, element.attrib["id"], text))

    def _id(self, given: str | None, text: str, used: set[str]) -> str:
        bare = given or slug(text)
        if given and not _NOT_FOR_HEADINGS.match(given):
            chosen = given
        else:
            chosen = unique(f"section-{slug(bare)}".strip("-"), used).replace("_", "-")
        self.ids.setdefault(bare, chosen)
        return chosen


class Tables(Treeprocessor):
    """Aligns cells by class, and puts every table where it can be scrolled by keyboard as well."""

    def run(self, root: Element) -> None:
        parents = [(parent, child) for parent in root.iter() for child in parent if child.tag == "table"]
        for number, (parent, table) in enumerate(parents, start=1):
            for cell in table.iter():
                if "align" in cell.attrib:
                    cell.set("class", f"align-{cell.attrib.pop('align')}")
            label = _("Table %(number)s", number=number)
            around = Element("div", {"class": "table", "role": "region", "aria-label": label, "tabindex": "0"})
            around.tail, table.tail = table.tail, None
            parent[list(parent).index(table)] = around
            around.append(table)


class Figures(Treeprocessor):
    """A picture with a title, alone in its paragraph, becomes a figure with the title as its caption."""

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
                continue
            image = paragraph[0][0] if paragraph[0].tag == "a" and len(paragraph[0]) == 1 else paragraph[0]
            if image.tag == "img" and image.get("title"):
                paragraph.tag = "figure"
                SubElement(paragraph, "figcaption").text = image.attrib.pop("title")


class Footnotes(Treeprocessor):
    """Says to a screen reader what the notes and their signs are."""

    def run(self, root: Element) -> None:
        for notes in root.iter("div"):
            if notes.get("class") == "footnote":
                notes.set("role", "doc-endnotes")
                notes.set("aria-label", _("Footnotes"))
        for link in root.iter("a"):
            if link.get("class") == "footnote-ref":
                link.set("role", "doc-noteref")
                link.set("aria-label", _("Footnote %(number)s", number=link.text))
            elif link.get("class") == "footnote-backref":
                link.set("role", "doc-backlink")
                link.set("aria-label", link.attrib.pop("title", ""))
