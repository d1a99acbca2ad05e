"""Where a question's terms stand in a text, and the passage that shows them best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from app.articles.search.asked import Phrase, Question
from app.articles.search.stems import runs_of, stems_in, words_of
from app.markup import marked_passage

PASSAGE = 240
"""Characters of a passage, about."""

LEAD = 50
"""Characters that may stand before the first marked word."""


class Place(NamedTuple):
    """A term found: from `start` to `end` in characters; `term` is its number in the question."""

    start: int
    end: int
    term: int


def places(text: str, question: Question, language: str) -> list[Place]:
    """Every place of every term, in the order of the text."""
    ways: dict[str, list[tuple[Phrase, int]]] = {}
    for number, term in enumerate(question.terms):
        for way in term.ways:
            ways.setdefault(way[0], []).append((way, number))
    alone = all(len(way) == 1 for term in question.terms for way in term.ways)
    return sorted(_words_in(text, ways, language) if alone else _phrases_in(text, ways, language))


def _words_in(text: str, ways: Mapping[str, list[tuple[Phrase, int]]], language: str) -> set[Place]:
    """Where nobody asks what stands beside a word. This is most of what a search costs, so it looks no word up twice."""
    found: set[Place] = set()
    known: dict[str, list[Place]] = {}
    for run in runs_of(text):
        written = run[0]
        places = known.get(written)
        if places is None:
            places = known[written] = []
            if not ways.keys().isdisjoint(stems_in(written, language)):
                for word in words_of(written, language):
                    places += [Place(word.start, word.end, way[1]) for stem in word.stems for way in ways.get(stem, ())]
        if places:
            found.update(Place(run.start() + one.start, run.start() + one.end, one.term) for one in places)
    return found


def _phrases_in(text: str, ways: Mapping[str, list[tuple[Phrase, int]]], language: str) -> set[Place]:
    words = list(words_of(text, language))
    found: set[Place] = set()
    for at, word in enumerate(words):
        for stem in word.stems:
            for way, number in ways.get(stem, ()):
                run = words[at : at + len(way)]
                if len(run) == len(way) and (len(way) == 1 or tuple(one.stems[0] for one in run) == way):
                    found.add(Place(word.start, run[-1].end, number))
    return found


def terms_among(found: Iterable[Place]) -> set[int]:
    """The numbers of the terms that stand there."""
    return {place.term for place in found}


def marked(text: str, found: list[Place]) -> Markup:
    """The whole text with its places marked."""
    return marked_passage(text, [(place.start, place.end) for place in found])


def passage(text: str, found: list[Place]) -> Markup:
    """The part of a text that has the most of the terms, cut between words, with its places marked; else its beginning."""
    first = _best(found)
    start = _word_start(text, max(0, first - LEAD)) if first > LEAD else 0
    end = _word_end(text, min(len(text), start + PASSAGE))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shown = before + text[start:end] + after
    shift = len(before) - start
    return marked_passage(shown, [(one.start + shift, one.end + shift) for one in found if start <= one.start and one.end <= end])


def _best(found: list[Place]) -> int:
    """Where the window begins that holds the most different terms, then the most places, the earliest of equals."""
    best, best_at, last = (0, 0), 0, 0
    for number, place in enumerate(found):
        while last < len(found) and found[last].end <= place.start + PASSAGE - LEAD:
            last += 1
        inside = found[number : max(last, number + 1)]
        worth = (len(terms_among(inside)), min(len(inside), 9))
        if worth > best:
            best, best_at = worth, place.start
    return best_at


def _word_start(text: str, at: int) -> int:
    """Behind a sentence's end if one is near, else behind a blank."""
    near = text[at : at + LEAD]
    ends = [near.find(sign) + len(sign) for sign in (". ", "? ", "! ", "· ") if sign in near]
    if ends:
        return at + min(ends)
    return at + near.find(" ") + 1 if " " in near else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", at - LEAD, at)
    return blank if blank > 0 else at
