"""What may show who somebody is: names in full, numbers, addresses, where they work or learn."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from app.comments.screening import uncapitalised
from app.comments.screening.words import Span


class Kind(StrEnum):
    """What shows who somebody is."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    WORKPLACE = "workplace"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that may show who somebody is, as typed, and where they stand in the text."""

    kind: Kind
    words: str
    span: Span


_CAPITAL = r"[A-ZÁÉÍÓÚÑÜ][\w'’-]+"
_NAMES = rf"{_CAPITAL}(?:[ ](?:de|del|de la|da|von|van|of|y)?[ ]?{_CAPITAL})"
_PLACE = rf"(?:{_CAPITAL}[ ](?:(?:de|del|de la|de los|of|for|and|the|y)[ ])?){{1,4}}"
_STREET_EN = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Way|Place|Square|Terrace|Crescent|Boulevard|Blvd|"
    r"Gardens|Grove|Row)"
)
_STREET_ES = r"(?:[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Cc]amino|[Cc]arretera|[Rr]onda|[Tt]ravesía)"
_WORK_EN = (
    r"(?:Hospital|School|Primary|Academy|University|College|Surgery|Clinic|Nursery|Kindergarten|Preschool|High|Elementary|"
    r"Grammar|Infirmary|Church|Library|Bakery|Pharmacy|Hotel|Restaurant|Ltd|Inc|LLC|GmbH)"
)
_WORK_ES = (
    r"(?:[Cc]olegio|[Ii]nstituto|[Ee]scuela|[Gg]uardería|[Hh]ospital|[Uu]niversidad|CEIP|IES|[Cc]línica|[Aa]cademia|"
    r"[Cc]entro de salud)"
)

# A run of letters or digits is taken whole (`++`): tried at every length, forty digits before a letter would take days.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
PHONE = re.compile(r"(?<![\w.,/:€$£-])\+?\(?\d++(?:\)?[ .\u00a0-]?\(?\d++)*\)?(?![\w€%/])")
ADDRESSES = (
    re.compile(rf"\b\d{{1,5}}[a-z]?,? (?:{_CAPITAL} ){{1,3}}{_STREET_EN}\b"),
    re.compile(rf"{_STREET_ES} (?:(?:de|del|la|las|los|el) )*{_CAPITAL}(?:[ ]\w+){{0,4}},? ?(?:n[.º°úm]*\.? ?)?\d{{1,4}}\b"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
)
WORKPLACES = (
    re.compile(rf"\b((?:University|College|Hospital|School|Bank|Church) of {_CAPITAL}(?: {_CAPITAL})?)\b"),
    re.compile(rf"\b(?:at|for|to|from|in|of) (?:the )?({_PLACE}{_WORK_EN})\b"),
    re.compile(rf"\b((?:St\.?|Saint) {_CAPITAL}(?:['’]s)?(?: {_CAPITAL})?)\b(?= (?:school|primary|nursery|hospital))"),
    re.compile(rf"\b[Ii] (?:work|teach|am employed|study) (?:at|for|in) ((?:the )?{_CAPITAL}(?: {_CAPITAL}){{0,3}})"),
    re.compile(rf"\b({_WORK_ES} (?:(?:de|del|la|las|los|el|San|Santa|Ntra\.|Nuestra) ?)*{_CAPITAL}(?: {_CAPITAL}){{0,3}})"),
    re.compile(rf"\b[Tt]rabajo (?:en|para) ((?:el |la |los |las )?{_CAPITAL}(?: {_CAPITAL}){{0,3}})"),
    re.compile(rf"\b[Dd]oy clases? en ((?:el |la )?{_CAPITAL}(?: {_CAPITAL}){{0,3}})"),
)
CALLED = re.compile(
    rf"(?:\b(?i:my (?:full )?name is|i am called|is called|was called|named|signed|his name is|her name is|their name is"
    rf"|me llamo|mi nombre es|se llama|llamad[oa]|firmado|dr|dra|mr|mrs|ms|miss|nurse|midwife|doctor|doctora|señor|señora|sr|sra)"
    rf"[.,:]? )({_NAMES}(?: {_CAPITAL})?)"
)
TWO_CAPITALS = re.compile(rf"\b({_CAPITAL}) ((?:(?:de|del|de la|van|von|da) )?{_CAPITAL}(?: {_CAPITAL})?)\b")

_EVERYDAY = """
amber aurora alba christian dolores florence frank heather jordan madison mason mercedes poppy victoria
"""
EVERYDAY = frozenset(_EVERYDAY.split())
"""Given names that are everyday words where they are written small."""

DIGITS, MOST_DIGITS = (7, 9), 15
"""How many digits make a telephone number: with signs between them, and in one piece (ITU-T E.164 allows 15)."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}$|(?:19|20)\d\d[ -](?:19|20)\d\d$")
_NO_DIGIT = re.compile(r"\D")


def marks_in(text: str, *, known: Collection[str] = ()) -> list[Mark]:
    """What may show who somebody is, in the order of the text and never twice over the same words.

    `known` holds what everybody may say here: the names of the site's authors, the numbers of its help lines.
    """
    public = {_bare(one) for one in known}
    found = sorted(_all_in(text), key=lambda mark: (mark.span.start, -mark.span.end))
    kept: list[Mark] = []
    for mark in found:
        if _bare(mark.words) not in public and not any(mark.span.meets(other.span) for other in kept):
            kept.append(mark)
    return kept


def is_full_name(name: str) -> bool:
    """Whether a signature looks like a given name with a surname, with capitals or without any."""
    words = name.split()
    capitals = [word[:1].isupper() for word in (words[0], words[-1])] if words else []
    alike = all(capitals) or (name.islower() and words[0] not in EVERYDAY)
    return 2 <= len(words) <= 4 and alike and _given(words[0])


def _all_in(text: str) -> Iterator[Mark]:
    yield from (_mark(Kind.EMAIL, text, *found.span()) for found in EMAIL.finditer(text))
    for found in PHONE.finditer(text):
        digits = _NO_DIGIT.sub("", found[0])
        bare = found[0].isdigit()
        if DIGITS[bare] <= len(digits) <= MOST_DIGITS and not _DATE.match(found[0]):
            yield _mark(Kind.PHONE, text, *found.span())
    for pattern in ADDRESSES:
        yield from (_mark(Kind.ADDRESS, text, *found.span()) for found in pattern.finditer(text))
    for pattern in WORKPLACES:
        yield from (_mark(Kind.WORKPLACE, text, *found.span(1)) for found in pattern.finditer(text))
    yield from (_mark(Kind.NAME, text, *found.span(1)) for found in CALLED.finditer(text))
    yield from (_mark(Kind.NAME, text, *found.span()) for found in TWO_CAPITALS.finditer(text) if _given(found[1]))
    yield from (_mark(Kind.NAME, text, span.start, span.end) for first, span in uncapitalised.names_in(text) if _given(first))
    for kind, spans in (
        (Kind.NAME, uncapitalised.names_after_i_am(text)),
        (Kind.WORKPLACE, uncapitalised.workplaces_in(text)),
        (Kind.ADDRESS, uncapitalised.addresses_in(text)),
    ):
        yield from (_mark(kind, text, span.start, span.end) for span in spans)


def _mark(kind: Kind, text: str, start: int, end: int) -> Mark:
    return Mark(kind, text[start:end], Span(start, end))


def _bare(words: str) -> str:
    """For comparing: digits alone where there are enough of them, small letters otherwise."""
    digits = _NO_DIGIT.sub("", words)
    return digits if len(digits) >= 3 and len(digits) * 2 > len(words.replace(" ", "")) else words.casefold().strip()


def _given(word: str) -> bool:
    return word.casefold() in _given_names()


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    """The commonest given names of given_names.txt."""
    lines = Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.casefold().split())
