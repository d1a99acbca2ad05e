"""Tokens: what a comment is found by. Stems of its words, `n:` and a word of its name, `l:` and a domain it links to."""

from __future__ import annotations

import re

from app.articles import words_of
from app.comments.linked import host_of
from app.language import spoken

_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"')\]]+", re.IGNORECASE)

MOST = 2_000
"""Tokens of one comment: more than any text has that somebody wrote."""


def tokens_of(source: str, name: str) -> set[str]:
    """Everything that a comment with these words and this name, shown as it is, can be found by."""
    words = sorted({stem for ways in word_tokens(source) for stem in ways})[:MOST]
    links = {f"l:{domain}" for domain in domains_in(source)}
    return {*words, *links, *(token for ways in name_tokens(name) for token in ways)}


def word_tokens(text: str) -> list[tuple[str, ...]]:
    """The words of a text, each as the stems it may be found by, in the site's language."""
    return [word.stems for word in words_of(text, spoken().tag)]


def name_tokens(name: str) -> list[tuple[str, ...]]:
    """The same for a name: nothing that is found in the words of comments."""
    return [tuple(f"n:{stem}" for stem in ways) for ways in word_tokens(name)]


def domains_in(source: str) -> set[str]:
    """The domains that a text links to, in lower case and without `www.`."""
    hosts = {host_of(link) for link in _LINK.findall(source)}
    return {host.removeprefix("www.").rstrip(".") for host in hosts if "." in host and host.isascii()}
