"""The smaller copies of pictures that lie in the instance folder, by the names they lie there under.

A copy is named after the digest of the picture's bytes, its width and the version of the encoding: the same picture has
the same copies wherever it lies and whatever it is called, and none is ever looked for under an old encoding's name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WIDTHS = (480, 960, 1600)
"""In pixels: a phone's column, a large screen's, and both at twice the density."""

VERSION = 1
"""Raise it with every change to how copies are made; all of them are made anew, and the former go."""

MOST_ATTEMPTS = 5
"""A picture during whose copying the process ended so many times is left alone: it may be what ended it."""

_SUFFIX = f".v{VERSION}.webp"
_NAME = re.compile(rf"([0-9a-f]{{16}})\.(?:(\d{{1,5}})\.v{VERSION}\.webp|v{VERSION}\.(failed|begun))")


class CannotCopy(Exception):
    """Smaller copies cannot be made of this picture; the message says why."""


def widths(width: int) -> tuple[int, ...]:
    """How wide the copies of a picture are, the smallest first. Never wider than itself, and no two nearly the same."""
    most = min(width, WIDTHS[-1])
    return (*(one for one in WIDTHS if one < 0.9 * most), most)


def copy_name(digest: str, width: int) -> str:
    """The name of a copy in the folder."""
    return f"{digest}.{width}{_SUFFIX}"


def digest_of(name: str) -> str | None:
    """The digest of the picture that a file of the folder belongs to; None for a file of a former version."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def public_suffix(width: int) -> str:
    """What follows a picture's public name in the public name of its copy."""
    return f".{width}{_SUFFIX}"


@dataclass(frozen=True, slots=True)
class Copies:
    """What lay in the folder at one moment: the widths of each picture's copies, and why some have none. Never changes."""

    folder: Path | None = None
    made: Mapping[str, frozenset[int]] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def look(cls, folder: Path | None) -> Copies:
        """The folder as it is now; without one there are no copies."""
        made: dict[str, set[int]] = {}
        failures: dict[str, str] = {}
        for name in _names(folder):
            found = _NAME.fullmatch(name)
            if found and found[2]:
                made.setdefault(found[1], set()).add(int(found[2]))
            elif found and folder:
                _note(failures, found[1], found[3], folder / name)
        return cls(folder, {digest: frozenset(has) for digest, has in made.items()}, failures)

    def again(self) -> Copies:
        """The same folder as it is now."""
        return Copies.look(self.folder)

    def of(self, digest: str, width: int) -> tuple[int, ...]:
        """How wide the copies of a picture of this width are; none as long as one of them is missing."""
        wanted = widths(width)
        return wanted if self.made.get(digest, frozenset()).issuperset(wanted) else ()

    def path(self, digest: str, width: int) -> Path | None:
        """The file of a copy, if it is there now."""
        path = self.folder / copy_name(digest, width) if self.folder else None
        return path if path and path.is_file() else None


def begun(folder: Path, digest: str) -> Path:
    """The file that is a byte longer for every attempt to copy a picture, and goes when one succeeds."""
    return folder / f"{digest}.v{VERSION}.begun"


def failed(folder: Path, digest: str) -> Path:
    """The file that says why a picture cannot be copied."""
    return folder / f"{digest}.v{VERSION}.failed"


def _note(failures: dict[str, str], digest: str, kind: str, path: Path) -> None:
    try:
        if kind == "failed":
            failures[digest] = path.read_text(encoding="utf-8", errors="replace")[:300]
        elif path.stat().st_size >= MOST_ATTEMPTS:
            failures.setdefault(
                digest,
                f"{MOST_ATTEMPTS} attempts were cut off; to try again, remove {path.name} from the instance's media folder",
            )
    except OSError:
        pass


def _names(folder: Path | None) -> list[str]:
    try:
        return os.listdir(folder) if folder else []
    except OSError:
        return []
