"""People who read or write one page after another in the background, and remember every answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count


@dataclass
class Crowd:
    """Several threads that call `act(number)` until they are stopped. `done` and `failed` hold what came of it, in order."""

    act: Callable[[int], str]
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)

    @contextmanager
    def at_work(self, people: int, *, pause: float = 0.0) -> Iterator[Crowd]:
        """Let them work while the block runs. `pause` is in seconds, between two acts of one of them."""
        stop, numbers = threading.Event(), count(1)

        def work() -> None:
            while not stop.is_set():
                try:
                    self.done.append(self.act(next(numbers)))
                    self.moments.append(time.monotonic())
                except Exception as error:
                    self.failed.append(f"{type(error).__name__}: {error}"[:300])
                stop.wait(pause)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(people)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)
