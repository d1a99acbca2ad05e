"""Web addresses as people write them in running text. Every pattern here is linear in the length of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Python's \w holds "_", so "not a letter or digit" is [\W_]; an address may follow a colon or an emphasis mark directly.
ADDRESS = r"(?<![^\W_])(?:[hH][tT][tT][pP][sS]?://|[wW][wW][wW]\.)(?=[^\W_])[^\s<>\"\\^`{|}\[\]\x02\x03]++"

_WEB = re.compile(r"(https?)://([\w-]+(?:\.[\w-]+)*+)\.?(?::(\d{1,5}))?(?=[/?#]|$)[^\s<>\"\\^`{|}]*+", re.IGNORECASE)
_MAIL = re.compile(r"mailto:([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*+)", re.IGNORECASE)
_BAD_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_TRAILING = ".,;:!?'*_~"


@dataclass(frozen=True)
class Address:
    """`href` is what a link points to; `place` is the host or the e-mail address it leads to."""

    href: str
    place: str


def without_trailing_punctuation(text: str) -> str:
    """`https://example.org/a_(b)).` without what belongs to the sentence around it: `https://example.org/a_(b)`."""
    surplus = text.count(")") - text.count("(")
    end = len(text)
    while end and (text[end - 1] in _TRAILING or (text[end - 1] == ")" and surplus > 0)):
        surplus -= text[end - 1] == ")"
        end -= 1
    return text[:end]


def bare(text: str) -> Address | None:
    """The address that `https://...` or `www.example.org` stands for; None where it is none, such as `www.` alone."""
    if text[:4].lower() == "www.":
        return web("https://" + text) if "." in text[4:] else None
    return web(text)


def web(text: str) -> Address | None:
    """An http or https address; None for anything else, and for one with a user name, which hides where it leads."""
    found = _WEB.fullmatch(text)
    if not found or int(found[3] or 0) > 65_535:
        return None
    host = _ascii_host(found[2])
    return Address(_BAD_PERCENT.sub("%25", text), host) if host else None


def mail(text: str) -> Address | None:
    """A `mailto:` address without subject or body; None for anything else."""
    found = _MAIL.fullmatch(text)
    return Address(text, found[1]) if found else None


def _ascii_host(host: str) -> str | None:
    """The host in the letters of the domain name system, in which a Cyrillic look-alike shows itself."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
