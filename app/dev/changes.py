"""What was saved, told to every page that is open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from threading import Condition

HEARTBEAT = 5.0
"""Seconds after which a stream says that it is still there, and so notices a page that was closed."""

Problems = Callable[[], list[str]]


class Changes:
    """A stamp that changes with every save, and streams that tell it. Safe among threads."""

    def __init__(self, process: str) -> None:
        """`process` names this process: a page that another one made is out of date."""
        self._process = process
        self._count = 0
        self._closed = False
        self._changed = Condition()

    @property
    def stamp(self) -> str:
        """What a page made now is true to."""
        return f"{self._process}.{self._count}"

    def tell(self) -> None:
        """Something was saved."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def close(self) -> None:
        """End every stream."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def stream(self, problems: Problems) -> Iterator[bytes]:
        """Server-sent events: the stamp and what is wrong with the content, now and after every change."""
        told = ""
        while not self._closed:
            if self.stamp != told:
                told = self.stamp
                yield f"data: {json.dumps({'stamp': told, 'problems': problems()})}\n\n".encode()
            else:
                yield b": still here\n\n"
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self.stamp != told, HEARTBEAT)  # noqa: B023
