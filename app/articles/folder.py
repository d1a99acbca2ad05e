"""A folder of Markdown files, each with its last good version. Reads a file only when it changed.

A file is known by its path inside the folder, such as `2026/a-quiet-hour.md`. One that is found again elsewhere with the
same bytes, or with the same meaning (an article's identity), has moved; only what is found nowhere has vanished.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
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

    def __init__(
        self,
        path: Path,
        read: Read[T],
        *,
        careful: bool = False,
        deep: bool = False,
        meaning: Callable[[T], str] | None = None,
    ) -> None:
        """With `careful`, more than half of the files vanishing at once is taken for an accident; with `deep`, folders
        inside the folder are looked into, too. Two files with the same `meaning` are the same file at two times.
        """
        self.path = path
        self.parses = 0
        self.there = False
        self._read = read
        self._careful, self._deep = careful, deep
        self._meaning = meaning
        self._files: dict[str, File[T]] = {}
        self._loud: Problem | None = None

    def refresh(self, touched: Collection[Path] = (), *, all_again: bool = False) -> None:
        """Look at every file's stamp and read those that changed, those in `touched`, or all."""
        found, again, seen = self._look(), self._names(touched), {}
        for name, stamp in sorted(found.items()):
            known = self._files.get(name)
            if all_again or known is None or known.stamp != stamp or name in again:
                seen[name] = self._again(self.path / name, stamp, known, all_again)
        gone = [name for name in self._files if name not in found]
        moved = self._moved(gone, {name: file for name, file in (self._files | seen).items() if name in found}) if gone else {}
        vanished = [name for name in gone if name not in moved]
        held_back = self._careful and len(self._files) >= FEW and 2 * len(vanished) > len(self._files)
        self._loud = self._accident(len(vanished)) if held_back else None
        kept = [name for name in self._files if held_back or name not in vanished]
        for name, place in moved.items():
            if place in seen and seen[place].good is None:
                seen[place] = replace(seen[place], good=self._files[name].good)
        # A file that moved stands where it stood, so that it keeps the names it had.
        self._files = {moved.get(name, name): self._files[name] for name in kept} | seen

    @property
    def good(self) -> list[T]:
        """The last good version of every file; what stood there longest comes first."""
        return [file.good for file in self._files.values() if file.good is not None]

    @property
    def broken(self) -> list[Path]:
        """The files that are there and have no good version, neither now nor before."""
        return [self.path / name for name, file in self._files.items() if file.good is None]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files as they are now."""
        found = [problem for file in self._files.values() for problem in file.problems]
        return [self._loud, *found] if self._loud else found

    def _names(self, touched: Collection[Path]) -> set[str]:
        return {path.relative_to(self.path).as_posix() for path in touched if path.is_relative_to(self.path)}

    def _look(self) -> dict[str, Stamp]:
        """Names and stamps; no Path is made of them, since that would take longer than all the rest."""
        try:
            found = list(self._entries(str(self.path), ""))
        except OSError:
            self.there = False
            return {}
        self.there = True
        return {name: stamp for name, entry in found if (stamp := _stamp(entry))}

    def _entries(self, place: str, inside: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        with os.scandir(place) as entries:
            seen = [entry for entry in entries if not entry.name.startswith(".")]
        for entry in seen:
            if entry.name.endswith(".md"):
                yield inside + entry.name, entry
            elif self._deep and entry.is_dir(follow_symlinks=False):
                # A folder that goes away while it is looked into is a folder without files.
                with suppress(OSError):
                    yield from self._entries(entry.path, f"{inside}{entry.name}/")

    def _moved(self, gone: list[str], present: dict[str, File[T]]) -> dict[str, str]:
        """From the former to the present name of the files that are somewhere else now, each place once."""
        marks = {mark: name for name, file in present.items() for mark in self._marks(file)}
        places: dict[str, str] = {}
        for name in gone:
            place = next((marks[mark] for mark in self._marks(self._files[name]) if mark in marks), None)
            if place is not None and place not in places.values():
                places[name] = place
        return places

    def _marks(self, file: File[T]) -> list[str]:
        meaning = [f"meaning {self._meaning(file.good)}"] if self._meaning and file.good is not None else []
        return [*meaning, f"bytes {file.digest}"] if file.digest else meaning

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
