"""A folder of Markdown files, each with its last good version. Reads a file only when it changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Generic, TypeVar

from app.articles.source import digest
from app.problems import ContentError, Problem

T = TypeVar("T")
Stamp = tuple[int, int, int]
Read = Callable[[Path, bytes], tuple[T, tuple[Problem, ...]]]

FEW = 4
"""Fewer files than this may all vanish at once without anyone asking whether that was meant."""


@dataclass(frozen=True, slots=True)
class File(Generic[T]):
    """A file as it was last seen; `good` is what it held when it was last in order."""

    stamp: Stamp
    digest: str
    good: T | None
    problems: tuple[Problem, ...]


class Folder(Generic[T]):
    """The files `*.md` of one folder, hidden ones left out. Not safe among threads; its owner holds a lock."""

    def __init__(self, path: Path, read: Read[T], *, careful: bool = False) -> None:
        """With `careful`, more than half of the files vanishing at once is taken for an accident."""
        self.path = path
        self.parses = 0
        self.there = False
        self._read = read
        self._careful = careful
        self._files: dict[str, File[T]] = {}
        self._loud: Problem | None = None

    def refresh(self, touched: Collection[Path] = (), *, all_again: bool = False) -> None:
        """Look at every file's stamp and read those that changed, those in `touched`, or all."""
        found, again = self._look(), {path.name for path in touched if path.parent == self.path}
        gone = [name for name in self._files if name not in found]
        held_back = self._careful and len(self._files) >= FEW and 2 * len(gone) > len(self._files)
        self._loud = self._accident(len(gone)) if held_back else None
        if not held_back:
            for name in gone:
                del self._files[name]
        for name, stamp in sorted(found.items()):
            known = self._files.get(name)
            if all_again or known is None or known.stamp != stamp or name in again:
                self._files[name] = self._again(self.path / name, stamp, known, all_again)

    @property
    def good(self) -> list[T]:
        """The last good version of every file; what stood there longest comes first."""
        return [file.good for file in self._files.values() if file.good is not None]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files as they are now."""
        found = [problem for file in self._files.values() for problem in file.problems]
        return [self._loud, *found] if self._loud else found

    def _look(self) -> dict[str, Stamp]:
        """Names and stamps; no Path is made of them, since that would take longer than all the rest."""
        try:
            with os.scandir(self.path) as entries:
                found = [entry for entry in entries if entry.name.endswith(".md") and not entry.name.startswith(".")]
        except OSError:
            self.there = False
            return {}
        self.there = True
        return {entry.name: stamp for entry in found if (stamp := _stamp(entry))}

    def _again(self, path: Path, stamp: Stamp, known: File[T] | None, anew: bool) -> File[T]:
        """The file read again; one whose bytes are the same is not parsed again."""
        good = known.good if known else None
        try:
            data = path.read_bytes()
        except OSError as error:
            return File((0, 0, 0), "", good, (Problem(path, 1, f"cannot be read: {error.strerror}"),))
        seen = digest(data)
        if known and known.digest == seen and not anew:
            return File(stamp, seen, good, known.problems)
        self.parses += 1
        try:
            made, problems = self._read(path, data)
        except ContentError as error:
            return File(stamp, seen, good, error.problems)
        return File(stamp, seen, made, problems)

    def _accident(self, number: int) -> Problem:
        return Problem(
            self.path,
            1,
            f"{number} of {len(self._files)} files vanished at once; all of them stay on line. "
            "Put them back, or restart if they were meant to go",
        )


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        seen = entry.stat()
        return (seen.st_mtime_ns, seen.st_size, seen.st_ino) if S_ISREG(seen.st_mode) else None
    except OSError:
        return None
