"""The lexicon of danger: files that a clinician can read, one for each language, and what a site adds of its own."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.comments.screening.danger.notation import NotationError, Phrase

SHIPPED = Path(__file__).parent


class Level(IntEnum):
    """How near the words come to an act, nearest first. It orders reading; it measures nobody's risk."""

    METHOD = 0
    PLAN = 1
    WISH = 2
    INDIRECT = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording with its level and why it is here. `past` wordings count only where nothing says that it is long over."""

    phrase: Phrase
    level: Level
    because: str
    past: bool


@dataclass(slots=True)
class Lexicon:
    """One language's wordings, by the word they begin with."""

    language: str
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    except_: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    negation: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    no_negation: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    long_ago: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))

    def all_entries(self) -> Iterator[Entry]:
        """Every entry once."""
        seen: set[int] = set()
        for entries in self.entries.values():
            for entry in entries:
                if id(entry) not in seen:
                    seen.add(id(entry))
                    yield entry


class LexiconError(ValueError):
    """A file of the lexicon cannot be read; the message names the file and what is wrong."""


def lexicons(content: Path) -> Sequence[Lexicon]:
    """The shipped lexicons, with what the site's content/danger/*.toml adds to them.

    Raises:
        LexiconError: a file cannot be read.
    """
    own = tuple(sorted((str(file), file.stat().st_mtime_ns) for file in content.joinpath("danger").glob("*.toml")))
    return _read(own)


@lru_cache(maxsize=4)
def _read(own: tuple[tuple[str, int], ...]) -> Sequence[Lexicon]:
    files = sorted(SHIPPED.glob("*.toml")) + [Path(name) for name, _changed in own]
    found: dict[str, Lexicon] = {}
    groups: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for file in files:
        _add(_parsed(file), file, found, groups)
    return tuple(found.values())


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{file.name}: {error}") from None


def _add(data: Mapping[str, Any], file: Path, found: dict[str, Lexicon], groups: dict[str, dict[str, list[str]]]) -> None:
    try:
        language = str(data["language"])
        lexicon = found.setdefault(language, Lexicon(language))
        known = groups[language]
        known.update(data.get("groups", {}))
        for table in data.get("phrases", []):
            level, because, past = Level[table["level"].upper()], str(table["because"]), bool(table.get("past", False))
            for phrase in _phrases(table["say"], known):
                _file_under(lexicon.entries, phrase, Entry(phrase, level, because, past))
        for name, into in (("except", lexicon.except_), ("title", lexicon.titles)):
            for table in data.get(name, []):
                for phrase in _phrases(table["say"], known):
                    _file_under(into, phrase, phrase)
        for name, into in (("negation", lexicon.negation), ("no_negation", lexicon.no_negation), ("long_ago", lexicon.long_ago)):
            for phrase in _phrases(data.get(name, {}).get("say", []), known):
                _file_under(into, phrase, phrase)
    except (KeyError, TypeError, AttributeError, NotationError) as error:
        raise LexiconError(f"{file.name}: {error}") from None


def _phrases(said: str | Iterable[str], groups: Mapping[str, Sequence[str]]) -> list[Phrase]:
    return [Phrase(one, groups) for one in ([said] if isinstance(said, str) else said)]


def _file_under(into: dict[str, list[Any]], phrase: Phrase, what: Any) -> None:
    for word in phrase.begins:
        into[word].append(what)
