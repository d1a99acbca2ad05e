"""Telling: once a day what waits, and at once where somebody may be in danger. No mail holds a word of a comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from app import articles, jobs, outbox
from app.accounts import Moderator, everyone
from app.comments import Comment, Lane
from app.db import db, now, writing
from app.language import spoken
from app.moderation.by_mail.wording import alert, digest
from app.moderation.decision import Verdict
from app.moderation.queue import TO_READ, waiting
from app.outbox import Kind

MOST = 10
"""Comments that one mail names; it counts all, and the queue has them."""

PART = 500
"""Comments that are asked about at once whether somebody was told of them."""

APART = timedelta(minutes=5)
"""Between two alerts about the same author: whoever writes a hundred comments about danger does not send a hundred mails."""

AT_ONCE = 5
"""Authors that are told of at once within APART; more is somebody who takes a new name each time, and waits."""

OF_DANGER = [Verdict.APPROVED, Verdict.REJECTED]
"""What may be decided from an alert. That words about danger are spam is for the queue to say."""

ALERTED = "alerted"
DIGEST = "digest"


class _Waits(NamedTuple):
    """A comment that waits, as little of it as telling takes."""

    id: int
    revision_id: int
    since: datetime
    commenter: bytes


def tell_of_danger() -> datetime | None:
    """Write to every moderator who wants it about each comment in the lane of danger,
    once for each of its revisions and each time that it waits.

    Returns when to look again, where some have to wait because their author was told of a short while ago.
    """
    at = now()
    with writing():
        new = _untold(at)
        told = jobs.runs_since(ALERTED, at - APART)
        if new and not _is_urgent(new, told):
            return min(told.values()) + APART
        for one in new:
            jobs.claim(ALERTED, _which(one))
        people = _people(lambda one: one.wants_alerts) if new else []
        named = _named(new) if people else []
        for person in people:
            outbox.put(Kind.ALERT, person.email, *alert(person, named, len(new), OF_DANGER))
    jobs.wake(jobs.Job.DELIVER)
    return None


def _untold(at: datetime) -> list[_Waits]:
    """All that nobody was told of yet, the oldest first: however many wait that were told of, the next one is found."""
    waits = select(Comment.id, Comment.revision_id, Comment.waiting_since, Comment.commenter)
    waits = waits.where(Comment.waiting_since <= at, Comment.lane == Lane.DANGER).order_by(Comment.waiting_since, Comment.id)
    new: list[_Waits] = []
    for some in db.session.execute(waits).partitions(PART):
        found = [_Waits(row.id, row.revision_id, row.waiting_since, row.commenter) for row in some]
        told = jobs.among_run(ALERTED, [_which(one) for one in found])
        new += [one for one in found if _which(one) not in told]
    return new


def _is_urgent(new: Sequence[_Waits], told: Iterable[str]) -> bool:
    """Whether somebody among these authors was not told of within APART."""
    numbers = {int(which.partition(":")[0]) for which in told}
    authors = set(db.session.scalars(select(Comment.commenter).where(Comment.id.in_(numbers))))
    return len(authors) < AT_ONCE and any(one.commenter not in authors for one in new)


def _named(new: Sequence[_Waits]) -> Sequence[Comment]:
    """The MOST that a mail names: one of each author before a second of anybody."""
    said: Counter[bytes] = Counter()
    turns: dict[int, int] = {}
    for one in new:
        turns[one.id] = said[one.commenter]
        said[one.commenter] += 1
    return [db.session.get_one(Comment, number) for number in sorted(turns, key=lambda number: turns[number])[:MOST]]


def tell_what_waits() -> None:
    """Once a day, from the hour that site.toml names and as soon as anything waits, write to every moderator who wants it."""
    at = now()
    local, hour = at.astimezone(spoken().zone), articles.library().site.mail.digest_hour
    if local.hour < hour:
        return
    number = waiting()
    if not number or jobs.has_run(DIGEST, f"{local:%Y-%m-%d}"):
        return
    with writing():
        if not jobs.claim(DIGEST, f"{local:%Y-%m-%d}"):
            return
        some = _first_waiting(at)
        for person in _people(lambda one: one.wants_digest):
            outbox.put(Kind.DIGEST, person.email, *digest(person, some, number, list(Verdict)))
    jobs.wake(jobs.Job.DELIVER)


def _first_waiting(at: datetime) -> Sequence[Comment]:
    found = select(Comment).where(Comment.waiting_since <= at, Comment.lane.in_(TO_READ))
    return db.session.scalars(found.order_by(Comment.lane, Comment.waiting_since, Comment.id).limit(MOST)).all()


def _which(one: _Waits) -> str:
    """The words that wait, and since when: a report may ask for words once more that somebody had read."""
    return f"{one.id}:{one.revision_id}:{one.since:%Y%m%dT%H%M%S}"


def _people(wants: Callable[[Moderator], bool]) -> list[Moderator]:
    return [person for person in everyone() if person.disabled_at is None and wants(person)]
