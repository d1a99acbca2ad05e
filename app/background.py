"""A thread of its own for what goes on beside the requests."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


class Background:
    """One thread in each process that runs until it is told to stop, or the process ends."""

    def __init__(self, name: str, run: Callable[[threading.Event], None]) -> None:
        self._name, self._run = name, run
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._process = 0

    def begin(self) -> None:
        """Begin, unless this process has begun already. A thread does not survive a fork, so the process is compared."""
        with self._lock:
            if self._process == os.getpid():
                return
            self._process, self._stop = os.getpid(), threading.Event()
            threading.Thread(target=self._run, args=(self._stop,), name=self._name, daemon=True).start()

    def end(self) -> None:
        """Tell it to stop; `begin` begins again."""
        with self._lock:
            self._stop.set()
            self._process = 0
