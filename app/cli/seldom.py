"""A log that says once what goes on failing: a queue that is away is asked several times a second."""

from __future__ import annotations

import logging
import time

CONSUMER = ("huey.consumer.Worker", "huey.consumer.Scheduler")
"""The loggers of huey's consumer, which write a traceback each time."""

SILENCE = 60.0
"""Seconds between two lines about it."""


class Seldom(logging.Filter):
    """Lets through that Redis does not answer, in one line, and then nothing more of the kind for a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        if kind is None or not kind.__module__.startswith("redis."):
            return True
        if time.monotonic() < self._silent_until:
            return False
        self._silent_until = time.monotonic() + SILENCE
        record.msg, record.args, record.exc_info, record.exc_text = _WORDS, (kind.__name__,), None, None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


_WORDS = "Redis does not answer (%s): mail and the periodic work wait until it does; nothing is lost"


def mount() -> None:
    """Have the consumer's loggers share one."""
    seldom = Seldom()
    for name in CONSUMER:
        logging.getLogger(name).addFilter(seldom)
