"""Screening: what is looked for in a comment before a person reads it. The list below is the policy, read from top to bottom.

Each screen answers with words for the moderator and a weight, or with nothing. None can publish, refuse, discard or delay:
all they decide together is the lane in which a person reads the comment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.comments.comment import Lane
from app.comments.screening.about_author import fast, first, repeated, reserved, trap
from app.comments.screening.about_words import blocked, danger, links, personal, shouting, spam_words
from app.comments.screening.finding import Finding, Screen
from app.comments.screening.subject import Subject

ENOUGH = 100
"""The weight from which on a comment waits in the spam list. No screen but the spam filter reaches it alone."""

SCREENS: tuple[Callable[[Subject], Finding | None], ...] = (
    danger,  # somebody may be in danger: read before everything else
    personal,  # a name, a number, an address by which somebody could be found
    spam_words,  # like what was marked as spam on this site; says which words
    blocked,  # on the site's own block list, whole words only
    trap,  # the field that nobody is asked to fill; only noted, for some browsers show it
    repeated,  # the same words in another comment
    fast,  # right after the author's last one
    links,  # welcome where they help, and what most spam lives on
    reserved,  # signed with a name that holds one of the house
    shouting,  # capital letters throughout
    first,  # nobody here has met this author before
)


def screen(subject: Subject) -> list[Finding]:
    """What every screen has to say about a comment."""
    return [finding for look in SCREENS if (finding := look(subject))]


def lane_for(findings: Sequence[Finding]) -> Lane:
    """Where a comment with these findings is read. Danger outweighs every suspicion."""
    if any(finding.screen == Screen.DANGER for finding in findings):
        return Lane.DANGER
    return Lane.SUSPECTED if sum(finding.weight for finding in findings) >= ENOUGH else Lane.ORDINARY
