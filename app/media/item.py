"""One file of content/media as it was read: its bytes' digest and, for a picture, its size."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app import paths
from app.media.sizes import Size, size_of

IMAGE_TYPES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
TYPES = IMAGE_TYPES | {".pdf", ".mp3", ".m4a", ".ogg", ".opus", ".mp4", ".webm", ".vtt"}
"""What is served from content/media; every other file there stays private."""

DIGITS = 16
"""How many hexadecimal digits of a file's SHA-256 its public name carries."""

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class MediaImage:
    """Where a picture is served, as an absolute path, and its size in CSS pixels where it says one."""

    url: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file to be served. `immutable`: the name it was asked for by carries the digest of these very bytes."""

    path: Path
    immutable: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A file under its `name` inside content/media. `size` is None where a picture cannot be read, and for other files."""

    name: str
    path: Path
    stamp: Stamp
    digest: str
    size: Size | None

    @classmethod
    def read(cls, name: str, path: Path) -> Item | None:
        """Read the file at `path`; None where it cannot be read or is not an ordinary file."""
        try:
            stamp = stamp_of(path)
            if stamp is None:
                return None
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()[:DIGITS]
        except OSError:
            return None
        return cls(name, path, stamp, digest, size_of(path) if path.suffix.lower() in IMAGE_TYPES else None)

    @property
    def public_name(self) -> str:
        """`cup.jpg` as `cup.3f2a9c1bdeadbeef.jpg`."""
        plain = PurePosixPath(self.name)
        return str(plain.with_name(f"{plain.stem}.{self.digest}{plain.suffix}"))

    @property
    def url(self) -> str:
        """Where the file is served, for ever with these bytes."""
        return paths.media(self.public_name)

    def is_current(self) -> bool:
        """Whether the file still looks as it did when it was read."""
        try:
            return stamp_of(self.path) == self.stamp
        except OSError:
            return False


def stamp_of(path: Path) -> Stamp | None:
    """What changes when a file is written or replaced; None for what is no ordinary file."""
    seen = os.stat(path)
    return (seen.st_mtime_ns, seen.st_size, seen.st_ino) if stat.S_ISREG(seen.st_mode) else None
