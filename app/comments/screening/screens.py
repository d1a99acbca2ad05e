"""Screening: what is looked for in a comment before a person reads it. The list below is the policy, read from top to bottom.

Each screen answers with words for the moderator and a weight, or with nothing. None can publish, refuse, discard or delay:
all they decide together is the lane in which a person reads the comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.comments.comment import Lane
from app.comments.reserved import borrows_a_name
from app.comments.screening.danger import Level, danger_in
from app.comments.screening.finding import Finding, Screen
from app.comments.screening.subject import Subject
from app.language import _, ngettext

ENOUGH = 100
"""The weight from which a comment waits in the spam list. No screen but the spam filter reaches it alone."""

MANY_LINKS, LOUD_LETTERS, LOUD_SHARE = 3, 30, 0.7

_LINK = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[a-z0-9-]+\.[^\s<>\"')\]]+", re.IGNORECASE)


def danger(subject: Subject) -> Finding | None:
    """Somebody may be in danger: read first, whatever else was found."""
    found = danger_in(subject.body)
    if found is None:
        return None
    told = {
        Level.METHOD: _("Possible danger: a means of harm (“%(words)s”)", words=found.words),
        Level.PLAN: _("Possible danger: an intention or a farewell (“%(words)s”)", words=found.words),
        Level.WISH: _("Possible danger: a wish to die or to hurt (“%(words)s”)", words=found.words),
        Level.INDIRECT: _("Possible danger: no way out, or being hurt (“%(words)s”)", words=found.words),
    }
    return Finding(screen=Screen.DANGER, words=told[found.level], weight=0)


def links(subject: Subject) -> Finding | None:
    """Links are welcome where they help, and what most spam lives on."""
    number = len(_LINK.findall(subject.body))
    if not number:
        return None
    told = ngettext("Holds %(num)s link", "Holds %(num)s links", number)
    return Finding(screen=Screen.LINKS, words=told, weight=min(number, MANY_LINKS) * 15)


def shouting(subject: Subject) -> Finding | None:
    """Mostly capital letters."""
    letters = [letter for letter in subject.body if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    if len(letters) < LOUD_LETTERS or loud < LOUD_SHARE * len(letters):
        return None
    return Finding(screen=Screen.SHOUTING, words=_("Written mostly in capital letters"), weight=10)


def reserved(subject: Subject) -> Finding | None:
    """A name that holds one of somebody who writes or moderates here. The name itself cannot be signed with at all."""
    if not borrows_a_name(subject.name):
        return None
    return Finding(screen=Screen.RESERVED, words=_("Signed with a name that holds an author's or a moderator's"), weight=0)


SCREENS: tuple[Callable[[Subject], Finding | None], ...] = (
    danger,  # somebody may be in danger; read before everything else
    links,  # what most spam lives on
    reserved,  # a name that could be taken for somebody's of the house
    shouting,  # capital letters throughout
)


def screen(subject: Subject) -> list[Finding]:
    """What every screen has to say about a comment."""
    return [finding for look in SCREENS if (finding := look(subject))]


def lane_for(findings: Sequence[Finding]) -> Lane:
    """Where a comment with these findings is read. Danger outweighs every suspicion."""
    if any(finding.screen == Screen.DANGER for finding in findings):
        return Lane.DANGER
    return Lane.SUSPECTED if sum(finding.weight for finding in findings) >= ENOUGH else Lane.ORDINARY
