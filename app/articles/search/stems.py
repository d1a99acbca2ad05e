"""Words as search compares them: without accents, in lower case, cut to their stems in the language of the text.

Both databases are given stems made here and compare them as they are, so that the same words find the same articles on
either. A word has up to two stems, one cut before and one after its accents were taken off: whoever types without
accents finds the same as one who does not.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

LONGEST = 60
"""Characters of a word that count."""

ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Snowball's name for the first part of a language tag. Words of other languages are compared whole."""

_INDIC = "\u0900-\u0963\u0966-\u0eff\u1000-\u109f"
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[\u0300-\u036f{_INDIC}]|['’](?=[^\W\d_]))*")
_SIMPLE = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_NOT_SIMPLE = re.compile(rf"[\u0300-\u036f{_INDIC}{_UNSPACED}]")
_NOT_A_WORD = re.compile(r"[^\w" + _INDIC + r"]|_")
_PLAIN = re.compile(r"[a-z0-9]+")


class Word(NamedTuple):
    """A word of a text: its stems, the first of which is the better one, and where it stands in characters."""

    stems: tuple[str, ...]
    start: int
    end: int


def language_of(tag: str) -> str:
    """The first part of a language tag such as `es-MX`, which is all that stems depend on."""
    return tag.partition("-")[0].lower()


def words_of(text: str, language: str) -> Iterator[Word]:
    """The words of a text, in their order. Where words are not written apart, each sign is one."""
    for found in runs_of(text):
        for start, end in _apart(found, language):
            stems = _stems(text[start : min(end, start + LONGEST)], language)
            if stems:
                yield Word(stems, start, end)


def runs_of(text: str) -> Iterator[re.Match[str]]:
    """Where the words of a text stand; one with an apostrophe is not taken apart yet."""
    return _pattern_for(text).finditer(text)


def _pattern_for(text: str) -> re.Pattern[str]:
    """Most texts need not be asked the longer question."""
    return _WORD if _NOT_SIMPLE.search(text) else _SIMPLE


def stems_in(run: str, language: str) -> tuple[str, ...]:
    """The stems of the words in one run."""
    first, second = _joined(run, language)
    return (*first.split(), *second.split()) if second or " " in first else (first,)


@lru_cache(maxsize=30_000)
def _joined(run: str, language: str) -> tuple[str, str]:
    words = list(words_of(run, language))
    return " ".join(word.stems[0] for word in words), " ".join(stem for word in words for stem in word.stems[1:])


def joined(text: str, language: str) -> str:
    """A text for the index: its stems with blanks between, the second ones after all of the first."""
    runs = [_joined(run, language) for run in _pattern_for(text).findall(text)]
    return " ".join([first for first, _ in runs if first] + [second for _, second in runs if second])


def _apart(found: re.Match[str], language: str) -> Iterable[tuple[int, int]]:
    """English keeps don't together; elsewhere what an apostrophe ties on, as in l'enfant, is left out."""
    if language == "en" or not ("'" in found[0] or "’" in found[0]):
        return (found.span(),)
    parts = re.finditer("[^'’]+", found[0])
    return [(found.start() + part.start(), found.start() + part.end()) for part in parts if len(part[0]) > 2]


@lru_cache(maxsize=30_000)
def _stems(word: str, language: str) -> tuple[str, ...]:
    whole = unicodedata.normalize("NFC", word.lower().replace("’", "'"))
    plain = folded(whole)
    forms = (plain,) if plain == whole else (whole, plain)
    stems = (_NOT_A_WORD.sub("", folded(_stemmers.stem(form, language))) for form in forms)
    return tuple(dict.fromkeys(stem for stem in stems if stem))


def folded(text: str) -> str:
    """The text without accents on Latin and Greek letters. In other scripts such signs make another letter."""
    if _PLAIN.fullmatch(text):
        return text
    made: list[str] = []
    for sign in unicodedata.normalize("NFKD", text.casefold()):
        if not ("\u0300" <= sign <= "\u036f" and made and _is_latin_or_greek(made[-1])):
            made.append(_STROKES.get(sign, sign))
    return unicodedata.normalize("NFC", "".join(made))


_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}


def _is_latin_or_greek(sign: str) -> bool:
    return sign < "\u0250" or "\u0370" <= sign < "\u0400" or "\u1e00" <= sign < "\u2000"


class _Stemmers(threading.local):
    """Snowball's stemmers keep state, so each thread has its own. They need not remember words: `stems_in` does."""

    def __init__(self) -> None:
        self._made: dict[str, Stemmer.Stemmer | None] = {}

    def stem(self, word: str, language: str) -> str:
        if language not in self._made:
            algorithm = ALGORITHMS.get(language)
            self._made[language] = Stemmer.Stemmer(algorithm, 0) if algorithm else None
        stemmer = self._made[language]
        return str(stemmer.stemWord(word)) if stemmer else word


_stemmers = _Stemmers()
