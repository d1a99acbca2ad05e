"""HTML brought to one form, so that two ways to write the same page are equal."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree.ElementTree import Element

import html5lib

KEPT = ("href", "src", "alt", "title", "start")
BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol"),
        *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "...", "«": "<<", "»": ">>"})
_OWN_LINK = re.compile(r"<a href=\"([^\"]*)\"[^>]*>\1</a>")
_FIGURE = re.compile(r"<figure>(<img[^>]*)>\s*<figcaption>(.*?)</figcaption></figure>")


def normal(html: str) -> str:
    """The page that a browser would build, written out in one way."""
    said: list[str] = []
    _write(html5lib.parseFragment(html.strip(), container="div", namespaceHTMLElements=False), said, in_pre=False)
    return re.sub(r"\s*(\x01[^\x02]*\x02)\s*", r"\1", "".join(said)).replace("\x01", "").replace("\x02", "").strip()


def plain_quotes(html: str) -> str:
    """Typographic quotes, dashes and dots as they are typed."""
    return html.translate(_QUOTES).replace("&lt;&lt;", "<<").replace("&gt;&gt;", ">>")


def without_figures(html: str) -> str:
    """A figure as the picture it holds, its caption as the picture's title."""
    return _FIGURE.sub(r'<p>\1 title="\2"></p>', html)


def without_own_links(html: str) -> str:
    """A link that shows nothing but its address as that address."""
    return _OWN_LINK.sub(r"\1", html)


def _write(element: Element, said: list[str], *, in_pre: bool) -> None:
    # Colours of code are spans in a box of their own, and a browser shows the same words without them.
    bare = element.tag in ("DOCUMENT_FRAGMENT", "span") or element.get("class") == "highlight"
    # A block is marked, so that the space around it can be told from space that is shown.
    before, after = ("\x01", "\x02") if element.tag in BLOCKS else ("", "")
    if not bare:
        kept = "".join(f" {name}={_value(name, value)!r}" for name in KEPT if (value := element.get(name)) is not None)
        said.append(f"{before}<{element.tag}{kept}>{after}")
    in_pre = in_pre or element.tag == "pre"
    said.append(_text(element.text, in_pre=in_pre))
    for child in element:
        _write(child, said, in_pre=in_pre)
        said.append(_text(child.tail, in_pre=in_pre))
    if not bare:
        said.append(f"{before}</{element.tag}>{after}")


def _value(name: str, value: str) -> str:
    if name in ("href", "src"):
        return re.sub(r"[^!#-;=?-~]+", lambda found: quote(found[0]), value)
    return str(int(value)) if name == "start" and value.isdigit() else value


def _text(text: str | None, *, in_pre: bool) -> str:
    if not text:
        return ""
    # Space in code is shown as it is; U+0003 keeps it from the comparison's eyes.
    return text.replace(" ", "\x03").replace("\n", "\x04") if in_pre else re.sub(r"[ \t\n\r\f]+", " ", text)
