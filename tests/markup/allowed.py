"""Reads HTML as a browser would and says what a policy does not allow in it. Written apart from the gates, to check them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"br", "hr", "img"}
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\x00-\x20-]*):")

COMMENT_TAGS = {"a", "bdi", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
ARTICLE_TAGS = COMMENT_TAGS | {
    "abbr",
    "b",
    "caption",
    "cite",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "var",
}
COMMENT_ATTRIBUTES = {("a", "href"), ("a", "rel"), ("ol", "start"), ("li", "value"), ("pre", "tabindex")}
ARTICLE_ATTRIBUTES = {
    "href",
    "rel",
    "role",
    "aria-label",
    "cite",
    "open",
    "src",
    "srcset",
    "sizes",
    "alt",
    "width",
    "height",
    "loading",
    "decoding",
    "fetchpriority",
    "value",
    "start",
    "reversed",
    "tabindex",
    "colspan",
    "rowspan",
    "scope",
    "datetime",
    "id",
    "class",
    "lang",
    "dir",
    "title",
}


class Reading(HTMLParser):
    """What stands in a piece of HTML: how many elements, how deep, and every complaint about them."""

    def __init__(self, html: str, dialect: str) -> None:
        super().__init__(convert_charrefs=True)
        self.comments = dialect == "comment"
        self.complaints: list[str] = []
        self.open: list[str] = []
        self.elements = self.depth = 0
        self.words: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()
        if self.open:
            self.complaints.append(f"never closed: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        if tag not in (COMMENT_TAGS if self.comments else ARTICLE_TAGS):
            self.complaints.append(f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        self.depth = max(self.depth, len(self.open) + (tag in VOID))
        if tag == "a":
            self.links.append(dict(attrs))
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}> out of place")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.complaints.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.complaints.append(f"instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.complaints.append(f"declaration {data!r}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        known = (tag, name) in COMMENT_ATTRIBUTES if self.comments else name in ARTICLE_ATTRIBUTES
        if not known:
            self.complaints.append(f"<{tag} {name}={value!r}>")
        if name in ("href", "src", "cite"):
            self._address(tag, name, value)
        if name == "srcset" and not re.fullmatch(r"(?:(?:^|, )/media/[^\s,]+ \d+w)+", value):
            self.complaints.append(f"<{tag} {name}={value!r}>")

    def _address(self, tag: str, name: str, value: str) -> None:
        scheme = SCHEME.match(value)
        allowed = {"http", "https", "mailto"} if self.comments else {"http", "https", "mailto", "tel"}
        if (scheme and scheme[1].lower() not in allowed) or (self.comments and not scheme):
            self.complaints.append(f"<{tag} {name}={value!r}>")
        if name == "src" and (not value.startswith("/") or value.startswith(("//", "/\\"))):
            self.complaints.append(f"<{tag} {name}={value!r}>")
