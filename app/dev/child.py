"""A process that runs the application while somebody writes it."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
from collections import deque

from app.config import ROOT

PROGRAM = """\
import contextlib, sys
for module in sys.argv[3:]:
    with contextlib.suppress(Exception):
        __import__(module)
if not sys.stdin.readline():
    sys.exit()
from wsgi import app
from app.dev import serve
serve(app, listening=int(sys.argv[1]), process=sys.argv[2])
"""

MOST_LINES = 400
"""Of what it says, so many lines are kept."""


class Child:
    """Made ready, it has loaded every library and no line of ours, which is most of a start's time. `go` does the rest.

    It ends with whoever made it: its standard input is a pipe that closes with that process.
    """

    def __init__(self, listening: int) -> None:
        self.name = secrets.token_hex(4)
        self._said: deque[str] = deque(maxlen=MOST_LINES)
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, str(listening), self.name, *_libraries()],
            cwd=ROOT,
            pass_fds=(listening,),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def go(self) -> None:
        """Load the application as it is now, and serve it."""
        assert self._process.stdin  # noqa: S101 - a pipe was asked for
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def last_words(self) -> str | None:
        """What it said before it ended; None while it lives."""
        if self._process.poll() is None:
            return None
        self._listener.join(1)
        return "".join(self._said)

    def end(self) -> None:
        """End it at once. Whatever was committed is kept."""
        self._process.terminate()
        self._process.wait()
        self._listener.join(1)

    def _listen(self) -> None:
        assert self._process.stderr  # noqa: S101 - a pipe was asked for
        for line in self._process.stderr:
            self._said.append(line)
            sys.stderr.write(line)


def _libraries() -> list[str]:
    """What this process has loaded and is not ours, in the order in which it was."""
    return [name for name in sys.modules if name.split(".")[0] not in ("app", "wsgi", "__main__", "__mp_main__")]
