"""What can be wrong inside one text: pictures, links, anchors, headings. A rule takes a Reading and yields problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from zoneinfo import ZoneInfo

from app.articles.article import Article, Page
from app.articles.claims import name_of
from app.articles.facts import Facts
from app.articles.library import Library
from app.db import now
from app.problems import Problem, Severity, did_you_mean

LONGEST_ALT = 250
"""Characters. Screen readers read an alternative text in one breath; what needs more belongs under the picture."""

_AROUND = re.compile(r"main|series|related|comments|write|comment-\d+")
"""The parts of an article's page around its text."""


@dataclass(frozen=True)
class Reading:
    """One article or page with its facts, and those of all others by their file."""

    words: Article | Page
    facts: Facts
    library: Library
    others: Mapping[Path, Facts]

    def seen_from(self) -> datetime | None:
        """When readers see this text, at the earliest from now on; None for what they do not see."""
        if isinstance(self.words, Page):
            return now()
        at = max(now(), self.words.date)
        return at if self.words.is_public(at) else None

    def problem(self, line: int, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """A problem of this text."""
        return Problem(self.words.path, line, message, severity)


def pictures_are_there(reading: Reading) -> Iterator[Problem]:
    """Every picture is a file of content/media."""
    for src, line in reading.facts.missing:
        yield reading.problem(line, f'the picture "{src}" is not in content/media, or cannot be read')


def pictures_are_described(reading: Reading) -> Iterator[Problem]:
    """Every picture says what it shows, in one breath."""
    for number, (alt, line) in enumerate(reading.facts.alts, 1):
        if not alt:
            yield reading.problem(line, f"picture {number} has no alternative text: ![what it shows](file)")
        elif len(alt) > LONGEST_ALT:
            yield reading.problem(line, long_alt(f"picture {number}", alt), Severity.WARNING)


def links_lead_somewhere(reading: Reading) -> Iterator[Problem]:
    """Every link that stays on the site has a goal."""
    for link, line in reading.facts.links:
        if reading.library.links.resolve(link) is None:
            yield reading.problem(line, f'the link "{link}" leads nowhere on this site')


def links_lead_to_what_readers_see(reading: Reading) -> Iterator[Problem]:
    """What readers see links to what they see, too, from the day on which they do."""
    at = reading.seen_from()
    if at is None:
        return
    for link, line in reading.facts.links:
        target, tag = reading.library.links.target(link), reading.library.links.tag(link)
        if tag is not None and not reading.library.tagged(tag, at):
            yield reading.problem(line, f'the link "{link}" leads to a tag that no public article has')
        if target and isinstance(target[0], Article):
            yield from _not_seen(reading, link, line, target[0], at)


def _not_seen(reading: Reading, link: str, line: int, there: Article, at: datetime) -> Iterator[Problem]:
    if there.draft:
        yield reading.problem(line, f'the link "{link}" leads to a draft, {name_of(there)}')
    elif there.is_over(at):
        yield reading.problem(line, f'the link "{link}" leads to {name_of(there)}, which has expired')
    elif at < there.date:
        day = there.date.astimezone(ZoneInfo(reading.library.site.timezone))
        message = f'the link "{link}" leads to {name_of(there)}, which appears on {day:%Y-%m-%d %H:%M}'
        yield reading.problem(line, message, Severity.WARNING)


def anchors_are_there(reading: Reading) -> Iterator[Problem]:
    """Every `#part` of a link exists where it leads."""
    own = reading.facts.ids
    for anchor, line in reading.facts.anchors:
        if anchor not in own and not _is_around(reading.words, anchor):
            yield reading.problem(line, f'nothing in this text has the id "{anchor}"{did_you_mean(anchor, own)}')
    for link, line in reading.facts.links:
        target = reading.library.links.target(link)
        there = reading.others.get(target[0].path) if target else None
        if target and there and target[1] and target[1] not in there.ids and not _is_around(target[0], target[1]):
            hint = did_you_mean(target[1], there.ids)
            yield reading.problem(line, f'nothing in {name_of(target[0])} has the id "{target[1]}"{hint}')


def _is_around(words: Article | Page, anchor: str) -> bool:
    """Whether a part of the page around the text is meant."""
    return isinstance(words, Article) and _AROUND.fullmatch(anchor) is not None


def headings_step_down_one_by_one(reading: Reading) -> Iterator[Problem]:
    """No heading stands two levels below the one before it."""
    level = 1
    for deep, text, line in reading.facts.headings:
        if deep > level + 1:
            yield reading.problem(line, f'the heading "{text}" jumps from level {level} to {deep}')
        level = deep


def lists_begin_after_an_empty_line(reading: Reading) -> Iterator[Problem]:
    """No line that looks like an item goes on with the paragraph above it."""
    for item, line in reading.facts.items:
        message = f'"{shorten(item, 60, placeholder="…")}" goes on with the paragraph above: a list wants an empty line before it'
        yield reading.problem(line, message, Severity.WARNING)


def long_alt(what: str, alt: str) -> str:
    """That an alternative text is too long, and what to do."""
    return f"the alternative text of {what} has {len(alt)} characters; say it in {LONGEST_ALT}, and the rest under the picture"


RULES: list[Callable[[Reading], Iterable[Problem]]] = [
    pictures_are_there,
    pictures_are_described,
    links_lead_somewhere,
    links_lead_to_what_readers_see,
    anchors_are_there,
    headings_step_down_one_by_one,
    lists_begin_after_an_empty_line,
]
