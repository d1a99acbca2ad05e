"""Advice: what an author is told before a comment is sent. It is never a condition of sending it."""

from __future__ import annotations

from dataclasses import dataclass

from app.comments.screening.personal import Kind, Mark, is_full_name, marks_in
from app.comments.screening.words import Span
from app.site import Site

AROUND = 32
"""How many characters before and after the words stand beside them, at most."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Words that may show who somebody is, with those around them. `is_signature` where they are the name it is signed with."""

    kind: Kind
    before: str
    words: str
    after: str
    is_signature: bool = False


def advice_on(text: str, name: str, site: Site) -> list[Advice]:
    """What in a comment, or in the name it is signed with, may show who somebody is; in the order of the text."""
    signature = " ".join(name.split())
    found = [Advice(Kind.NAME, "", signature, "", is_signature=True)] if is_full_name(signature) else []
    return found + [_advice(mark, text) for mark in marks_in(text, known=known_on(site))]


def known_on(site: Site) -> list[str]:
    """What everybody may say on this site: its authors' names and its help lines' numbers."""
    names = [author.name for author in site.authors.values()]
    return names + [number for line in site.help for number in (line.phone, line.text) if number]


def _advice(mark: Mark, text: str) -> Advice:
    return Advice(mark.kind, _before(text, mark.span), mark.words, _after(text, mark.span))


def _before(text: str, span: Span) -> str:
    """The words before, whole ones, of the same line."""
    start = max(0, span.start - AROUND)
    line = text[start : span.start].rsplit("\n", 1)[-1]
    cut = start > 0 and len(line) == span.start - start
    return "… " + line.split(" ", 1)[-1] if cut else line


def _after(text: str, span: Span) -> str:
    end = span.end + AROUND
    line = text[span.end : end].split("\n", 1)[0]
    cut = end < len(text) and len(line) == AROUND
    return line.rsplit(" ", 1)[0] + " …" if cut else line
