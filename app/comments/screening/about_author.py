"""Screens that look at how a comment came here, and from whom."""

from __future__ import annotations

from sqlalchemy import BigInteger, bindparam, func, select

from app.comments.comment import Revision
from app.comments.reserved import borrows_a_name
from app.comments.screening.finding import Finding, Screen
from app.comments.screening.subject import Subject
from app.db import BigId
from app.language import _, ngettext
from app.statements import ask

SOON = 30
"""Seconds after an author's last comment in which another one is remarked upon."""

LONG_ENOUGH = 5
"""Words from which on the same text twice is remarked upon: many people say `Thank you for this`."""


def trap(subject: Subject) -> Finding | None:
    """The form has a field that nobody is asked to fill. Programs do; so may somebody whose browser shows it."""
    if not subject.trap.strip():
        return None
    return Finding(screen=Screen.TRAP, words=_("A field was filled in that browsers do not show"), weight=50)


def repeated(subject: Subject) -> Finding | None:
    """The same words in another comment, whoever wrote it."""
    if sum(word not in ".," for word in subject.words.tokens) < LONG_ENOUGH:
        return None
    number = ask(_ALIKE, likeness=subject.words.likeness, but=subject.comment_id or 0).scalar() or 0
    if not number:
        return None
    told = ngettext("The same words came in %(num)s other comment", "The same words came in %(num)s other comments", number)
    return Finding(screen=Screen.REPEATED, words=told, weight=40)


_ALIKE = select(func.count(Revision.comment_id.distinct())).where(
    Revision.likeness == bindparam("likeness", type_=BigInteger()), Revision.comment_id != bindparam("but", type_=BigId)
)


def fast(subject: Subject) -> Finding | None:
    """Sooner after the author's last comment than somebody writes another one."""
    last = subject.last_by_author
    seconds = int((subject.at - last).total_seconds()) if last else SOON
    if subject.comment_id is not None or seconds >= SOON:
        return None
    told = ngettext(
        "Sent %(num)s second after the author's last comment", "Sent %(num)s seconds after the author's last comment", seconds
    )
    return Finding(screen=Screen.FAST, words=told, weight=20)


def first(subject: Subject) -> Finding | None:
    """Nobody here has met this author before. Cookies may have been cleared, too."""
    if subject.comment_id is not None or subject.last_by_author is not None:
        return None
    return Finding(screen=Screen.FIRST, words=_("The first comment by this author"), weight=5)


def reserved(subject: Subject) -> Finding | None:
    """A name that holds one of somebody who writes or moderates here. The name itself cannot be signed with at all."""
    if not borrows_a_name(subject.name):
        return None
    return Finding(screen=Screen.RESERVED, words=_("Signed with a name that holds an author's or a moderator's"), weight=0)
