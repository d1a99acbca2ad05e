"""The last step before the gates: links, pictures, code and ids in an article's HTML, whether from Markdown or raw."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from app.language import _
from app.markup.media_image import MediaImage
from app.markup.policy import ARTICLE_REL

_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*+)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+)))?")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_AT_THE_TOP = 600
"""Characters of HTML, some sixty words: a picture that begins later is below what a reader sees first."""

_OURS = frozenset(("srcset", "sizes", "loading", "decoding", "fetchpriority"))
"""What is said about every picture, and never by an author: an address in a `srcset` is asked for like any other."""

_SIZE = re.compile(r"\d{1,5}")


@dataclass
class ArticleTags:
    """How the tags of one article change. Nothing here makes HTML safe: that is the gates' work, and they come after."""

    media: Callable[[str], MediaImage | None]
    resolve_link: Callable[[str], str | None]
    prefix: str
    ids: dict[str, str]
    """From what a heading is called to the id it has; links within the article may use either."""
    lead: bool = False
    """Whether a picture among the first words is fetched at once."""
    _in_links: int = field(default=0, init=False)

    def settle(self, html_text: str) -> str:
        """The HTML with its links resolved, its pictures found and measured, its ids prefixed."""
        return _TAG.sub(self._tag, html_text)

    def _tag(self, found: re.Match[str]) -> str:
        name = found[1].lower()
        if name in ("a", "/a"):
            self._in_links = max(0, self._in_links + (1 if name == "a" else -1))
        if name.startswith("/") or (name not in ("a", "img", "pre") and " id" not in found[2]):
            return found[0]
        attributes = _attributes(found[2])
        if self.prefix and "id" in attributes:
            attributes["id"] = self.prefix + attributes["id"]
        if name == "a":
            self._link(attributes)
        elif name == "pre":
            # A wide block scrolls, and what scrolls must be reachable by keyboard.
            attributes["tabindex"] = "0"
        elif name == "img":
            return self._image(attributes, at_once=self.lead and found.start() < _AT_THE_TOP)
        return _start(name, attributes)

    def _link(self, attributes: dict[str, str]) -> None:
        href = attributes.get("href", "").strip()
        attributes.pop("rel", None)
        if href.startswith("#"):
            attributes["href"] = "#" + self.prefix + self.ids.get(href[1:], href[1:])
        elif href and (_WEB.match(href) or not _SCHEME.match(href)):
            href = attributes["href"] = self.resolve_link(href) or href
        if _WEB.match(href):
            attributes["rel"] = ARTICLE_REL

    def _image(self, attributes: dict[str, str], *, at_once: bool) -> str:
        src = attributes.get("src", "").strip()
        alt = attributes.setdefault("alt", "")
        if _SCHEME.match(src):
            # A reader's browser asks nobody but this house, so a picture from elsewhere is a link to it.
            link = {"href": src}
            self._link(link)
            return f"{_start('a', link)}{html.escape(alt or src, quote=False)}</a>"
        said = {name: value for name, value in attributes.items() if name not in _OURS}
        image = self.media(src.removeprefix("/media/")) if src and (src[0] != "/" or src.startswith("/media/")) else None
        if image:
            said["src"] = image.url
            _measure(said, image)
        elif src and not src.startswith("/"):
            said["src"] = f"/media/{src.removeprefix('./')}"
        if at_once:
            # One only: two that are fetched first are none.
            self.lead = False
            picture = _start("img", said | {"decoding": "async", "fetchpriority": "high"})
        else:
            picture = _start("img", said | {"loading": "lazy", "decoding": "async"})
        if not image or not image.opens_larger or self._in_links:
            return picture
        label = _("%(picture)s (larger)", picture=alt) if alt.strip() else _("The picture, larger")
        return f"{_start('a', {'class': 'larger', 'href': image.url, 'aria-label': label})}{picture}</a>"


def _measure(said: dict[str, str], image: MediaImage) -> None:
    """Write down a picture's size, so that nothing jumps when it comes, and its smaller copies."""
    if image.width and image.height and not _has_size(said):
        said |= {"width": str(image.width), "height": str(image.height)}
        sizes = image.sizes
    else:
        sizes = f"{said['width']}px" if "width" in said else image.sizes
    if image.srcset:
        said |= {"srcset": image.srcset, "sizes": sizes}


def _has_size(attributes: dict[str, str]) -> bool:
    return all(_SIZE.fullmatch(attributes.get(side, "")) for side in ("width", "height"))


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def _start(name: str, attributes: dict[str, str]) -> str:
    written = (f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{''.join(written)}>"
