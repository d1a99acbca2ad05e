"""Measuring: how well spam is recognised after some decisions, on texts that the judging filter never learned."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.comments.screening.measuring import SENTENCES, Sentence
from app.comments.screening.spam import LIKELY, Judgement, counted, judge, read, words_of

PARTS = 10
"""The texts are dealt into so many parts; each is judged by what was learned from the others."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """After `decisions`: of `spam` texts `caught` went to the spam list, of `other` texts `wronged` did."""

    decisions: int
    spam: int
    caught: int
    other: int
    wronged: int

    @property
    def share(self) -> float:
        """The share of texts that came where they belong, from 0 to 1."""
        return (self.caught + self.other - self.wronged) / (self.spam + self.other)


def accuracy_after(decisions: int) -> Accuracy:
    """Judge every text of spam.txt with a filter that has the seed and so many decisions about others of them."""
    texts = _shuffled()
    judged: list[tuple[bool, bool]] = []
    for part in range(PARTS):
        others = [text for place, text in enumerate(texts) if place % PARTS != part]
        counts = counted(others[:decisions])
        judged += [(is_spam, _suspected(judge(words_of(text), counts))) for is_spam, text in texts[part::PARTS]]
    spam = [suspected for is_spam, suspected in judged if is_spam]
    other = [suspected for is_spam, suspected in judged if not is_spam]
    return Accuracy(decisions, len(spam), sum(spam), len(other), sum(other))


def hard_ones_wronged(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Which sentences about danger and grief a filter that learned all of spam.txt would put into the spam list."""
    counts = counted(_shuffled())
    return [one for one in sentences if _suspected(judge(words_of(one.text), counts))]


def explained() -> list[tuple[str, Judgement]]:
    """A few texts that the seed alone suspects, with the words that spoke: how the filter explains itself."""
    judged = [(text, judge(words_of(text), {})) for is_spam, text in _shuffled() if is_spam]
    return [one for one in judged if _suspected(one[1])][:3]


def _suspected(judgement: Judgement) -> bool:
    return judgement.probability >= LIKELY


def _shuffled() -> list[tuple[bool, str]]:
    """The texts in an order that is always the same and says nothing."""
    return sorted(read(SENTENCES / "spam.txt"), key=lambda one: hashlib.sha256(one[1].encode()).digest())
