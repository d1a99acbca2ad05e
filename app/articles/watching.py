"""Noticing that files under a folder changed, within two seconds, whatever happens to the folder."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import Change, watch

from app.background import Background

log = logging.getLogger(__name__)

QUIET_MS = 300
"""Changes that come closer together than this are noticed together."""

LOOK_MS = 1000
"""How often somebody makes sure that the folder is still the one that is watched."""

LOOK_ANYWAY = 30
"""After so many quiet looks everything is compared, for file systems that tell nobody of changes made elsewhere."""

Notice = Callable[[Collection[Path] | None], object]
Identity = tuple[tuple[int, int] | None, ...]


class Watcher:
    """One thread in each process that calls `notice` with the paths that changed, or None where it cannot know them."""

    def __init__(self, folder: Path, notice: Notice) -> None:
        self._folder = folder
        self._notice = notice
        self._background = Background("content", self._run)

    def start(self) -> None:
        """Begin, unless this process has begun already."""
        self._background.begin()

    def stop(self) -> None:
        """End; `start` begins again."""
        self._background.end()

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self._until_replaced(stop)
            except Exception:
                # Whatever it was - no inotify watches left, a folder that is gone - looking again each second still works.
                log.exception("watching %s failed; looking again", self._folder)
                self._look_again()
                stop.wait(1)

    def _look_again(self) -> None:
        try:
            self._notice(None)
        except Exception:
            log.exception("content could not be read")

    def _until_replaced(self, stop: threading.Event) -> None:
        """Watch until the folder, or one directly in it, is another one than at the beginning."""
        watched, quiet = _identity(self._folder), 0
        if watched[0] is None:
            self._look_again()
            stop.wait(1)
            return
        begun = False
        for changes in watch(
            self._folder,
            watch_filter=self._visible,
            debounce=QUIET_MS,
            step=50,
            stop_event=stop,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            quiet = 0 if changes else quiet + 1
            if not begun or quiet >= LOOK_ANYWAY:
                # The first time for what was written before the watching began.
                begun, quiet = True, 0
                self._notice(None)
            if changes:
                self._notice({Path(path) for _, path in changes})
            if _identity(self._folder) != watched:
                self._notice(None)
                return

    def _visible(self, _change: Change, path: str) -> bool:
        return not any(part.startswith(".") for part in Path(path).relative_to(self._folder).parts)


def _identity(folder: Path) -> Identity:
    return tuple(_inode(place) for place in (folder, folder / "articles", folder / "pages", folder / "media"))


def _inode(place: Path) -> tuple[int, int] | None:
    try:
        seen = os.stat(place)
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
