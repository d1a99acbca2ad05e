"""Jobs: what the worker does beside the server. Here one is only woken; what there is to do stands in rows.

So a wake may get lost, or come twice or too soon: every job looks for itself, and once a minute all of them are woken.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from app.config import settings
from app.db import Base, db, now
from app.statements import insert_or_ignore
from app.waking import open_queue, task_for

log = logging.getLogger(__name__)

EXTENSION = "understory.jobs"
SILENT_UNTIL = "understory.jobs.silent_until"
LOOK_ROUND = "look round"
"""What happens every minute: each job is done, in case that a wake was lost."""


class Job(StrEnum):
    """Everything the worker can be woken for."""

    DELIVER = "deliver"
    FORGET = "forget"
    TELL = "tell"
    KEEP_HOUSE = "keep house"


class Run(Base):
    """Something periodic that one of the machines has done, or is doing, for one period."""

    __tablename__ = "runs"

    task: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)


SILENCE = 10.0
"""Seconds for which nobody is woken after that failed: a request must not wait for a Redis that does not answer."""


def wake(job: Job, *, at: datetime | None = None) -> None:
    """Let a worker look for what `job` has to do, now or at a moment. Takes less than a millisecond and never fails."""
    kept = current_app.extensions
    if time.monotonic() < kept.get(SILENT_UNTIL, 0.0):
        return
    try:
        the_queue().enqueue(task_for(the_queue(), job, at))
    except Exception as error:
        # Not worth anybody's answer: within a minute the worker looks by itself.
        kept[SILENT_UNTIL] = time.monotonic() + SILENCE
        log.warning("nobody could be woken to %s: %s", job, type(error).__name__)


def the_queue() -> Any:
    """The running application's huey, opened when it is first needed: most processes of a server never do."""
    kept = current_app.extensions
    if EXTENSION not in kept:
        kept[EXTENSION] = open_queue(settings())
    return kept[EXTENSION]


def claim(task: str, period: str) -> bool:
    """Whether it falls to this caller to do `task` for `period`: to the first that asks, on whichever machine.

    The row is part of the caller's transaction: what fails and rolls back can be claimed again.
    """
    return insert_or_ignore(Run, task=task, period=period, at=now())


def has_run(task: str, period: str) -> bool:
    """Whether somebody claimed `task` for `period`."""
    return db.session.get(Run, (task, period)) is not None


def among_run(task: str, periods: Collection[str]) -> set[str]:
    """For which of these periods, of which there may be hundreds, somebody claimed `task`."""
    return set(db.session.scalars(select(Run.period).where(Run.task == task, Run.period.in_(periods))))


def runs_since(task: str, at: datetime) -> dict[str, datetime]:
    """The periods for which `task` was claimed after `at`, and when."""
    return {run.period: run.at for run in db.session.scalars(select(Run).where(Run.task == task, Run.at > at))}


def forget_runs() -> None:
    """Clear away what ran long ago. The caller commits."""
    at = now()
    of_minutes = and_(Run.task == LOOK_ROUND, Run.at < at - timedelta(hours=1))
    db.session.execute(delete(Run).where(or_(of_minutes, Run.at < at - timedelta(days=400))))
