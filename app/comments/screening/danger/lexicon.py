"""The lexicon of danger: files that a clinician can read, one for each language, and what a site adds of its own."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.comments.screening.danger.notation import Phrase

SHIPPED = Path(__file__).parent


class Level(IntEnum):
    """How near the words come to an act, nearest first. It orders reading; it measures nobody's risk."""

    METHOD = 0
    PLAN = 1
    WISH = 2
    INDIRECT = 3


class LexiconError(ValueError):
    """A file of the lexicon cannot be read; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One wording with its level and why it is here. `past` wordings count only where nothing says that it is long over."""

    phrase: Phrase
    level: Level = Level.INDIRECT
    because: str = ""
    past: bool = False


class Index:
    """Entries by the rarest word that each cannot do without: an ordinary text meets few of them."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._by_word: dict[str, list[Entry]] | None = None

    def add(self, entry: Entry) -> None:
        """One more entry."""
        self.entries.append(entry)
        self._by_word = None

    def near(self, words: frozenset[str]) -> Iterable[Entry]:
        """The entries that may stand in a text with these words, each once."""
        if self._by_word is None:
            self._by_word = self._arranged()
        met = dict.fromkeys(entry for word in words & self._by_word.keys() for entry in self._by_word[word])
        return [entry for entry in met if not any(need.isdisjoint(words) for need in entry.phrase.needs)]

    def _arranged(self) -> dict[str, list[Entry]]:
        common = Counter(word for entry in self.entries for need in entry.phrase.needs for word in need)
        by_word: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            rarest = min(entry.phrase.needs, key=lambda need: max(common[word] for word in need))
            for word in rarest:
                by_word[word].append(entry)
        return dict(by_word)


@dataclass(slots=True)
class Lexicon:
    """One language's wordings: of danger, and those that take a match back."""

    language: str
    phrases: Index = field(default_factory=Index)
    figures: Index = field(default_factory=Index)
    negation: Index = field(default_factory=Index)
    no_negation: Index = field(default_factory=Index)
    long_ago: Index = field(default_factory=Index)
    titles: Index = field(default_factory=Index)


def lexicons(content: Path | None = None) -> Sequence[Lexicon]:
    """The shipped lexicons, with what the site's content/danger/*.toml adds to them.

    Raises:
        LexiconError: a file cannot be read.
    """
    own = sorted((str(file), file.stat().st_mtime_ns) for file in content.joinpath("danger").glob("*.toml")) if content else []
    return _read(tuple(own))


@lru_cache(maxsize=4)
def _read(own: tuple[tuple[str, int], ...]) -> Sequence[Lexicon]:
    found: dict[str, Lexicon] = {}
    groups: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for file in [*sorted(SHIPPED.glob("*.toml")), *(Path(name) for name, _changed in own)]:
        try:
            _add(tomllib.loads(file.read_text(encoding="utf-8")), found, groups)
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise LexiconError(f"{file.name}: {error}") from None
        except KeyError as error:
            raise LexiconError(f"{file.name}: {error} is missing or not known") from None
    return tuple(found.values())


def _add(data: Mapping[str, Any], found: dict[str, Lexicon], groups: dict[str, dict[str, list[str]]]) -> None:
    language = str(data["language"])
    lexicon, known = found.setdefault(language, Lexicon(language)), groups[language]
    known.update(data.get("groups", {}))
    for table in data.get("phrases", []):
        level, because, past = Level[table["level"].upper()], str(table["because"]), bool(table.get("past", False))
        for phrase in _phrases(table["say"], known):
            lexicon.phrases.add(Entry(phrase, level, because, past))
    for name, index in (("except", lexicon.figures), ("title", lexicon.titles)):
        for table in data.get(name, []):
            _fill(index, table["say"], known)
    for name, index in (("negation", lexicon.negation), ("no_negation", lexicon.no_negation), ("long_ago", lexicon.long_ago)):
        _fill(index, data.get(name, {}).get("say", []), known)


def _fill(index: Index, said: str | Iterable[str], groups: Mapping[str, Sequence[str]]) -> None:
    for phrase in _phrases(said, groups):
        index.add(Entry(phrase))


def _phrases(said: str | Iterable[str], groups: Mapping[str, Sequence[str]]) -> list[Phrase]:
    return [Phrase(one, groups) for one in ([said] if isinstance(said, str) else said)]
