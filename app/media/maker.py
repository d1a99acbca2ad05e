"""The maker of copies: a thread in each process that shows pictures. Some only notice copies; of the others one makes any."""

from __future__ import annotations

import fcntl
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from werkzeug.utils import import_string

from app.media.catalogue import Media
from app.media.copies import CannotCopy, begun, copy_name, failed
from app.media.item import Item
from app.media.workshop import YOUNG, sweep, written

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks at what another process has made."""

REST = 60.0
"""Seconds to wait where the folder cannot be written: a full disk does not empty by itself at once."""

POLITENESS = 15
"""How far the thread steps back behind those that answer requests, on the scale of nice."""


class Maker:
    """Makes the copies that pictures lack, and tells `changed` whenever the folder holds others than `media` knows of.

    `media` gives the catalogue of the moment. Any process may be killed at any moment: a copy appears whole or not at all,
    the lock goes with its process, and what was left half is swept away by the next one.
    """

    def __init__(self, folder: Path, media: Callable[[], Media], changed: Callable[[], object]) -> None:
        self._folder, self._media, self._changed = folder, media, changed
        self._lock = threading.Lock()
        self._making = True
        self._stop = threading.Event()
        self._process = 0
        self._seen: int | None = None
        self._idle: tuple[Media, int | None] | None = None
        self._idle_until = 0.0
        self._told, self._took = 0.0, 0.0

    def start(self, *, making: bool = True) -> None:
        """Begin, unless this process has begun already. A thread does not survive a fork, so the process is compared.

        Without `making` it only says what others have made.
        """
        with self._lock:
            if self._process == os.getpid():
                return
            self._process, self._stop, self._making = os.getpid(), threading.Event(), making
            threading.Thread(target=self._run, args=(self._stop,), name="media", daemon=True).start()

    def stop(self) -> None:
        """End after the copy being made; `start` begins again."""
        with self._lock:
            self._stop.set()
            self._process = 0

    def round(self) -> int:
        """Make the copies of the first picture that lacks them, if no other process is making any, and say what is new.

        Gives back how many copies were made.

        Raises:
            OSError: the folder cannot be written.
        """
        count, media, seen = 0, self._media(), _changed_at(self._folder)
        if self._making and ((media, seen) != self._idle or time.monotonic() > self._idle_until):
            with suppress(BlockingIOError), _alone(self._folder):
                count = self._make_next(media)
                if not count:
                    self._idle, self._idle_until = (media, _changed_at(self._folder)), time.monotonic() + YOUNG
        self._tell()
        return count

    def _run(self, stop: threading.Event) -> None:
        _step_back()
        while not stop.is_set():
            pause = LOOK
            try:
                if self.round():
                    pause = 0
            except Exception:
                log.exception("no smaller copies of pictures can be made in %s; trying again in a minute", self._folder)
                pause = REST
            stop.wait(pause)

    def _make_next(self, known: Media) -> int:
        media = known.with_copies_of_now()
        for item in media.lacking():
            if count := self._copy(item):
                return count
        sweep(self._folder, media.digests)
        return 0

    def _copy(self, item: Item) -> int:
        attempts, failure = begun(self._folder, item.digest), failed(self._folder, item.digest)
        data, width = item.picture(), item.size.width if item.size else None
        if data is None or width is None:
            return 0
        with attempts.open("ab") as file:
            file.write(b".")
        count, began = 0, time.monotonic()
        try:
            # Loaded when there is something to make: who only shows pictures never needs to know how it is done.
            for one, copy in import_string("app.media.making:made")(data, width):
                written(self._folder / copy_name(item.digest, one), copy)
                count += 1
        except CannotCopy as wrong:
            written(failure, str(wrong).encode("utf-8", "replace"))
        finally:
            # Only a process that was killed here, or that the picture itself brought down, leaves its mark.
            attempts.unlink(missing_ok=True)
        log.info("made %d copies of %s in %.1f s", count, item.name, time.monotonic() - began)
        return max(count, 1)

    def _tell(self) -> None:
        """Have the library look again when the folder has changed, but never spend more than a tenth of the time on it."""
        seen = _changed_at(self._folder)
        if seen == self._seen or time.monotonic() < self._told + 10 * self._took:
            return
        media, began = self._media(), time.monotonic()
        now = media.with_copies_of_now()
        if (now.fingerprint, now.problems) != (media.fingerprint, media.problems):
            self._changed()
            self._told, self._took = time.monotonic(), time.monotonic() - began
        # A change in the same instant as this look would leave the same time behind it, so a fresh one is looked at again.
        self._seen = seen if seen is None or time.time_ns() - seen > 1_000_000_000 else None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the machine's one lock on the folder; it goes with the process, however that ends.

    Raises:
        BlockingIOError: another process, or another thread, holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _changed_at(folder: Path) -> int | None:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return None


def _step_back() -> None:
    """Answering comes first. Only on Linux is a thread's priority its own."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITENESS)
