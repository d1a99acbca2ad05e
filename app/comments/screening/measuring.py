"""Measuring: how well danger is recognised, on sentences that were written for it and are kept apart from the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.comments.screening.danger import Danger, Level, danger_in

SENTENCES = Path(__file__).parent / "measures"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: what it says, which level of danger it holds if any, and why. `apart`: never used to improve the lexicon."""

    text: str
    level: Level | None
    why: str
    language: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence, and what the lexicon made of it."""

    sentence: Sentence
    found: Danger | None


@dataclass(frozen=True, slots=True)
class Rates:
    """Of `held` sentences in danger, `recalled` were found at any level, `exact` at their own; `raised` counts false alarms."""

    held: int
    recalled: int
    exact: int
    raised: int

    @property
    def recall(self) -> float:
        """The share of danger that was found, from 0 to 1."""
        return self.recalled / self.held if self.held else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is danger, from 0 to 1."""
        return self.recalled / (self.recalled + self.raised) if self.recalled + self.raised else 1.0


def sentences(folder: Path = SENTENCES) -> list[Sentence]:
    """Every sentence of danger.<language>.txt in the folder.

    Raises:
        ValueError: a line is not `level | sentence | why`.
    """
    return [one for file in sorted(folder.glob("danger.*.txt")) for one in _read(file)]


def try_all(all_sentences: Sequence[Sentence]) -> list[Tried]:
    """What the lexicon makes of each sentence, as it would of a comment."""
    return [Tried(one, danger_in(one.text)) for one in all_sentences]


def rates(tried: Sequence[Tried], level: Level | None = None) -> Rates:
    """The rates of all sentences, or of one level: false alarms count for the level they were raised at."""
    held = [one for one in tried if one.sentence.level is not None and level in (None, one.sentence.level)]
    raised = [one for one in tried if one.sentence.level is None and one.found and level in (None, one.found.level)]
    recalled = [one for one in held if one.found]
    exact = sum(one.found is not None and one.found.level is one.sentence.level for one in recalled)
    return Rates(len(held), len(recalled), exact, len(raised))


def _read(file: Path) -> Iterator[Sentence]:
    apart = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("["):
            apart = line == "[apart]"
        elif line and not line.startswith("#"):
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) != 3:
                raise ValueError(f"{file.name}:{number}: a line is `level | sentence | why`")
            level = None if parts[0] == "none" else Level[parts[0].upper()]
            yield Sentence(parts[1].replace("\\n", "\n"), level, parts[2], file.name.split(".")[1], apart)
