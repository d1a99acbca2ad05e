"""Tidying: what is not right any more leaves a worker's memory though nobody asks for it again, as nobody does for a page
that is linked nowhere since a comment was withdrawn."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app.background import Background

EVERY = 20.0
"""Seconds: erased words leave every place of the house within a minute."""

log = logging.getLogger(__name__)


class Tidying:
    """One thread in each process that calls `act` again and again. It costs a request nothing."""

    def __init__(self, act: Callable[[], None], every: float = EVERY) -> None:
        self._act, self._every = act, every
        self._background = Background("page cache", self._run)

    def begin(self) -> None:
        """Begin, unless this process has begun already."""
        self._background.begin()

    def end(self) -> None:
        """End; `begin` begins again."""
        self._background.end()

    def _run(self, stop: threading.Event) -> None:
        while not stop.wait(self._every):
            try:
                self._act()
            except Exception:
                log.exception("the page cache could not be tidied; it is tried again")
