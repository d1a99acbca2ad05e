"""`flask work`: the worker, one small process beside the server. It sends mail and does what need not be waited for."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.utils import import_string

from app import articles, comments, jobs, moderation, outbox
from app.cli import seldom
from app.cli.memory import hold_little
from app.db import db, now, writing
from app.jobs import LOOK_ROUND, Job
from app.problems import ContentError

THREADS = 2
"""So that a mail server which takes its time holds up nothing but mail."""

ENDS_WITHIN = 7
"""Seconds for what was begun when the worker is asked to end; a message cut off then is sent again after its lease."""

HEALTH_EVERY = 10

BREATH = 0.01
"""Seconds that forgetting rests between two commits. A reader's request, which tries it too, has no time for that."""

FORGET_TRIES, FORGET_PAUSE = 8, 0.25
"""Of one waking: so often, and so many seconds apart. A reader at work is done long before; else one wakes again."""


@click.command()
@click.option("--beside", type=int, hidden=True, help="End when the process with this number is not the parent any more.")
@with_appcontext
def work(beside: int | None) -> None:
    """Send mail, make the smaller copies of pictures and do the periodic work, until Ctrl-C or SIGTERM."""
    ending = _asked_to_end()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    hold_little()
    seldom.mount()
    _watch_content()
    queue = jobs.the_queue()
    queue.doings = {job: _once_at_a_time(_in_context(app, do)) for job, do in DOINGS.items()}
    queue.periodic_task(import_string("huey:crontab")(), name="look_round")(_in_context(app, look_round))
    consumer = queue.create_consumer(workers=THREADS, max_delay=1.0, shutdown_timeout=ENDS_WITHIN)
    for thread in (consumer.scheduler, *(thread for _, thread in consumer.worker_threads)):
        thread.start()
    rounds = 0
    while not ending.wait(1) and (beside is None or os.getppid() == beside):
        rounds += 1
        if rounds % HEALTH_EVERY == 0:
            consumer.check_worker_health()
    consumer.stop(graceful=True)


def _watch_content() -> None:
    """The worker makes the smaller copies of pictures; who answers readers then shows them."""
    try:
        articles.watch()
    except ContentError as error:
        raise click.ClickException(str(error)) from None


def look_round() -> None:
    """Every minute: on one of the machines, each job is done whether or not anybody was woken for it."""
    claimed = jobs.claim(LOOK_ROUND, f"{now():%Y-%m-%dT%H:%M}")
    db.session.commit()
    if claimed:
        for job in DOINGS:
            jobs.wake(job)


def deliver() -> None:
    """Send what is due."""
    if not outbox.anything_due():
        return
    articles.look_again()
    if outbox.deliver(still_true=comments.notices.still_true):
        jobs.wake(Job.DELIVER)


def forget() -> None:
    """Forget erased words wherever the database still holds them, however often somebody is in the way."""
    for _ in range(FORGET_TRIES):
        if not comments.forgetting_waits() or comments.forget_withdrawn(breath=BREATH):
            return
        time.sleep(FORGET_PAUSE)
    jobs.wake(Job.FORGET, at=now() + timedelta(seconds=2))


def tell() -> None:
    """Write to moderators: at once about danger, once a day about what waits."""
    if not moderation.waiting():
        return
    articles.look_again()
    again = moderation.tell_of_danger()
    moderation.tell_what_waits()
    if again:
        jobs.wake(Job.TELL, at=again)


def keep_house() -> None:
    """Once a day: erase what has been kept as long as site.toml says, and clear out what is done with."""
    with writing():
        if not jobs.claim(Job.KEEP_HOUSE, f"{now():%Y-%m-%d}"):
            return
        jobs.forget_runs()
        outbox.clear_out()
        comments.notices.forget_unconfirmed()
    if moderation.erase_what_is_over(articles.look_again().site.retention):
        jobs.wake(Job.FORGET)


DOINGS: dict[Job, Callable[[], None]] = {
    Job.DELIVER: deliver,
    Job.FORGET: forget,
    Job.TELL: tell,
    Job.KEEP_HOUSE: keep_house,
}


def _asked_to_end() -> threading.Event:
    """Set by Ctrl-C and SIGTERM."""
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    return ending


def _in_context(app: Flask, do: Callable[[], None]) -> Callable[[], None]:
    """`do` as a request would: with the application around it, and nothing of the database left open after it."""

    def done() -> None:
        with app.app_context(), _afterwards_closed():
            do()

    return done


@contextmanager
def _afterwards_closed() -> Iterator[None]:
    try:
        yield
    finally:
        db.session.remove()


def _once_at_a_time(do: Callable[[], None]) -> Callable[[], None]:
    """Woken twice is done once after the other: a second thread leaves it to the first, which looks once more."""
    busy, again = threading.Lock(), threading.Event()

    def done(*_: Any) -> None:
        again.set()
        while again.is_set() and busy.acquire(blocking=False):
            try:
                again.clear()
                do()
            finally:
                busy.release()

    return done
