"""The words of every file as they were read, kept out of memory until somebody asks for them.

The files themselves would not do: an article whose file was saved broken stays on line in its last good words, which
are then nowhere in content/ any more. The keeping place has no name and ends with the process.
"""

from __future__ import annotations

import os
import tempfile
import threading
from dataclasses import dataclass
from typing import IO

SEGMENT = 8 * 1024 * 1024
"""In bytes: a full segment is followed by another, and goes away with the last article that was in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where some words are kept. They stay as long as this does."""

    file: IO[bytes]
    at: int
    length: int

    def read(self) -> str:
        """The words."""
        return os.pread(self.file.fileno(), self.length, self.at).decode("utf-8")


class Keeper:
    """Keeps words. Safe among threads; a process that was forked off writes to a file of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = 0
        self._file: IO[bytes] | None = None
        self._end = 0

    def keep(self, words: str) -> Kept:
        """Keep some words.

        Raises:
            OSError: there is no room for temporary files.
        """
        data = words.encode("utf-8")
        with self._lock:
            if self._file is None or self._owner != os.getpid() or self._end > SEGMENT:
                self._file, self._end, self._owner = tempfile.TemporaryFile(), 0, os.getpid()  # noqa: SIM115
            kept = Kept(self._file, self._end, len(data))
            _write_all(self._file.fileno(), data, self._end)
            self._end += len(data)
        return kept


def _write_all(file: int, data: bytes, at: int) -> None:
    while data:
        written = os.pwrite(file, data, at)
        data, at = data[written:], at + written
