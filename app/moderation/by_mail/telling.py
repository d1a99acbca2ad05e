"""Telling: once a day what waits, and at once where somebody may be in danger. No mail holds a word of a comment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

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
"""Comments that one mail names; the queue has them all."""

APART = timedelta(minutes=5)
"""Between two alerts about the same author: whoever writes a hundred comments about danger does not send a hundred mails."""

AT_ONCE = 5
"""Authors that are told of at once within APART; more is somebody who takes a new name each time, and waits."""

OF_DANGER = [Verdict.APPROVED, Verdict.REJECTED]
"""What may be decided from an alert. That words about danger are spam is for the queue to say."""

ALERTED = "alerted"
DIGEST = "digest"


def tell_of_danger() -> datetime | None:
    """Write to every moderator who wants it about each comment in the lane of danger,
    once for each of its revisions and each time that it waits.

    Returns when to look again, where some have to wait because their author was told of a short while ago.
    """
    at = now()
    with writing():
        new = [comment for comment in _waiting([Lane.DANGER], at, most=MOST * 10) if not jobs.has_run(ALERTED, _which(comment))]
        told = jobs.runs_since(ALERTED, at - APART)
        if new and not _is_urgent(new, told):
            return min(told.values()) + APART
        for comment in new:
            jobs.claim(ALERTED, _which(comment))
        for person in _people(lambda one: one.wants_alerts) if new else ():
            outbox.put(Kind.ALERT, person.email, *alert(person, new[:MOST], OF_DANGER))
    jobs.wake(jobs.Job.DELIVER)
    return None


def _is_urgent(new: Sequence[Comment], told: Iterable[str]) -> bool:
    """Whether somebody among these authors was not told of within APART."""
    numbers = {int(which.partition(":")[0]) for which in told}
    authors = set(db.session.scalars(select(Comment.commenter).where(Comment.id.in_(numbers))))
    return len(authors) < AT_ONCE and any(comment.commenter not in authors for comment in new)


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
        some = _waiting(TO_READ, at, most=MOST)
        for person in _people(lambda one: one.wants_digest):
            outbox.put(Kind.DIGEST, person.email, *digest(person, some, number, list(Verdict)))
    jobs.wake(jobs.Job.DELIVER)


def _waiting(lanes: Sequence[Lane], at: datetime, *, most: int) -> Sequence[Comment]:
    found = select(Comment).where(Comment.waiting_since <= at, Comment.lane.in_(lanes))
    return db.session.scalars(found.order_by(Comment.lane, Comment.waiting_since, Comment.id).limit(most)).all()


def _which(comment: Comment) -> str:
    """The words that wait, and since when: a report may ask for words once more that somebody had read."""
    return f"{comment.id}:{comment.revision_id}:{comment.waiting_since:%Y%m%dT%H%M%S}"


def _people(wants: Callable[[Moderator], bool]) -> list[Moderator]:
    return [person for person in everyone() if person.disabled_at is None and wants(person)]
