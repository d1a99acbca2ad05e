"""The workshop: keeps the application running as it is now, and says in the page when it does not start."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

from watchfiles import watch

from app.config import ROOT, Settings
from app.dev.child import Child
from app.dev.placeholder import Placeholder

LOOK_MS = 200
"""How often somebody looks whether the application still runs."""

SETTLED = 1.5
"""Seconds after a start before the next process is made ready, so that the two do not compete for the machine."""


class Workshop:
    """Keeps one application running on a socket that stays open: between two of them browsers wait, and none is turned away."""

    def __init__(self, chosen: Settings, listening: int) -> None:
        self._chosen, self._listening = chosen, listening
        self._stop = threading.Event()
        self._ready: Child | None = Child(listening)
        self._running: Child | None = None
        self._placeholder: Placeholder | None = None
        self._began = 0.0

    def run(self) -> None:
        """Work until Ctrl-C or SIGTERM."""
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: self._stop.set())
        self._restart()
        places = [ROOT / "app", ROOT / "wsgi.py", self._chosen.content_dir]
        for changes in watch(
            *(place for place in places if place.exists()),
            watch_filter=lambda _, path: self._matters(Path(path)),
            debounce=200,
            step=20,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
        ):
            if changes:
                self._restart()
            else:
                self._look()
        self._end()

    def _matters(self, path: Path) -> bool:
        """Python always; anything while the application does not start, since site.toml may be what keeps it from it."""
        return path.suffix in (".py", ".mo") or (self._placeholder is not None and "__pycache__" not in path.parts)

    def _restart(self) -> None:
        self._end(but_ready=True)
        self._running = self._ready or Child(self._listening)
        self._ready, self._began = None, time.monotonic()
        self._running.go()

    def _look(self) -> None:
        """Say what the application ended with, if it has; make the next process ready, if it is time."""
        if self._running and (words := self._running.last_words()) is not None:
            self._placeholder = Placeholder(
                self._chosen, words, listening=self._listening, process=f"not {self._running.name}".replace(" ", "-")
            )
            self._running = None
        if self._ready is None and (self._placeholder or time.monotonic() - self._began > SETTLED):
            self._ready = Child(self._listening)

    def _end(self, *, but_ready: bool = False) -> None:
        if self._running:
            self._running.end()
        if self._placeholder:
            self._placeholder.close()
        if self._ready and not but_ready:
            self._ready.end()
        self._running = self._placeholder = None
