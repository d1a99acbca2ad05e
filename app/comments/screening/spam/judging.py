"""Judging: how much a text resembles what was marked as spam here, and by which of its words. Naive Bayes, which explains itself.

Every word counts once a text. The weight of a word is the logarithm of how much likelier it is in spam than in other comments,
held within MOST; only the STRONGEST words of a text speak, so that a long story does not drown in its own small words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path

from app.comments.linked import host_of
from app.comments.screening.words import Words

STRONGEST, MOST, HALF = 16, 2.5, 0.5
SHOWN = 5
"""How many words the moderator is told."""

LIKELY, PERHAPS = 0.95, 0.85
"""From which probability on a comment goes to the spam list, or is remarked upon."""

LINK = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[a-z0-9-]+\.[^\s<>\"')\]]+", re.IGNORECASE)
SEED = Path(__file__).with_name("seed.txt")
ALL = ""
"""The word of every text: its counts are how many texts were learned."""

Counts = Mapping[str, tuple[int, int]]
"""Of each word, in how many spam texts and in how many others it stood."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a text is spam, from 0 to 1, and the words that spoke loudest for it."""

    probability: float
    words: tuple[str, ...]


def words_of(text: str) -> frozenset[str]:
    """What is learned of a text: each of its words once, the hosts it links to, and whether it links at all."""
    hosts = {f"//{host_of(link)}" for link in LINK.findall(text)}
    plain = Words(LINK.sub(" ", text)).tokens
    return frozenset(word for word in plain if 2 <= len(word) <= 24) | hosts | ({"//"} if hosts else set())


def judge(words: Iterable[str], learned: Counts) -> Judgement:
    """Weigh a text's words by what was learned here and by the seed."""
    seed = seeded()
    spam, other = (learned.get(ALL, (0, 0))[place] + seed[ALL][place] for place in (0, 1))

    def weight(word: str) -> float:
        s, o = (learned.get(word, (0, 0))[place] + seed.get(word, (0, 0))[place] for place in (0, 1))
        if not s + o:
            return 0.0
        return max(-MOST, min(MOST, log((s + HALF) / (spam + 1)) - log((o + HALF) / (other + 1))))

    weights = sorted(((weight(word), word) for word in words), key=lambda one: -abs(one[0]))[:STRONGEST]
    total = sum(one for one, _word in weights) - 0.5  # a comment is innocent until its words say otherwise
    loudest = tuple(word.lstrip("/") or "a link" for one, word in sorted(weights, reverse=True)[:SHOWN] if one > 0)
    return Judgement(1 / (1 + exp(-max(-30.0, min(30.0, total)))), loudest)


def counted(texts: Iterable[tuple[bool, str]]) -> dict[str, tuple[int, int]]:
    """The counts of texts, each with whether it is spam."""
    counts: dict[str, tuple[int, int]] = {ALL: (0, 0)}
    for is_spam, text in texts:
        for word in (ALL, *words_of(text)):
            s, o = counts.get(word, (0, 0))
            counts[word] = (s + is_spam, o + (not is_spam))
    return counts


def read(file: Path) -> list[tuple[bool, str]]:
    """The lines `spam | text` and `ham | text` of a file."""
    lines = (line.partition(" | ") for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [(kind == "spam", text) for kind, _bar, text in lines]


@lru_cache(maxsize=1)
def seeded() -> dict[str, tuple[int, int]]:
    """What the filter knows before anybody has decided anything."""
    return counted(read(SEED))
