"""One file of content/media as it was read: its bytes' digest and, for a picture, its size."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path, PurePosixPath

from app import paths
from app.media.bare import Unreadable
from app.media.scrub import scrubbed
from app.media.sizes import MOST_PIXELS, SVG_HEAD, Size, drawing_size, measured

RASTER_TYPES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
IMAGE_TYPES = RASTER_TYPES | {".svg"}
TYPES = IMAGE_TYPES | {".pdf", ".mp3", ".m4a", ".ogg", ".opus", ".mp4", ".webm", ".vtt"}
"""What is served from content/media; every other file there stays private."""

DIGITS = 16
"""How many hexadecimal digits of a file's SHA-256 its public name carries."""

MOST_BYTES = 64 * 1024 * 1024
"""The largest raster picture that is read."""

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file to be served. `immutable`: the name it was asked for by carries the digest of these very bytes.

    `data` are the bytes of a raster picture, without metadata: the file at `path` may say where it was taken.
    Where it is None, `path` is served as it is. `digest` is that of the file.
    """

    path: Path
    immutable: bool
    digest: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A file under its `name` inside content/media. `size` is None where a picture cannot be read, and for other files.

    `bare`: it holds no metadata. `copied`: smaller copies are made of it. `trouble`: what its owner should know.
    """

    name: str
    path: Path
    stamp: Stamp
    digest: str
    size: Size | None = None
    bare: bool = False
    copied: bool = False
    trouble: str = ""

    @classmethod
    def read(cls, name: str, path: Path) -> Item | None:
        """Read the file at `path`; None where it cannot be read or is not an ordinary file."""
        try:
            stamp = stamp_of(path)
            if stamp is None:
                return None
            with path.open("rb") as file:
                return _read(cls(name, path, stamp, ""), file)
        except OSError:
            return None

    @property
    def is_raster(self) -> bool:
        """Whether it is called a picture of pixels, whatever it is."""
        return self.path.suffix.lower() in RASTER_TYPES

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

    def served(self, *, immutable: bool) -> MediaFile | None:
        """What is served of it; None for a picture that cannot be read, since nobody knows what it tells."""
        if not self.is_raster:
            return MediaFile(self.path, immutable, self.digest)
        data = self.picture()
        return None if data is None else MediaFile(self.path, immutable, self.digest, data)

    def picture(self) -> bytes | None:
        """A raster picture without its metadata; None where it cannot be read or is not the file any more that was read."""
        if self.size is None:
            return None
        try:
            with self.path.open("rb") as file:
                # The open file is compared: what is put in its place now may tell what this one did not.
                data = file.read() if _stamp(os.fstat(file.fileno())) == self.stamp else None
        except OSError:
            return None
        return data if data is None or self.bare else scrubbed(data).data


def _read(item: Item, file: BufferedReader) -> Item:
    if item.is_raster:
        if item.stamp[1] > MOST_BYTES:
            return replace(item, trouble=f"is larger than {MOST_BYTES >> 20} MB and is not served: save it smaller")
        return _picture(item, file.read())
    digest = hashlib.file_digest(file, "sha256").hexdigest()[:DIGITS]
    if item.path.suffix.lower() != ".svg":
        return replace(item, digest=digest)
    file.seek(0)
    return replace(item, digest=digest, size=drawing_size(file.read(SVG_HEAD).decode("utf-8", errors="replace")))


def _picture(item: Item, data: bytes) -> Item:
    digest = hashlib.sha256(data).hexdigest()[:DIGITS]
    try:
        bare = scrubbed(data)
        told = measured(bare)
    except Unreadable as wrong:
        return replace(item, digest=digest, trouble=f"is not served as a picture: {wrong}")
    trouble = f"has more than {MOST_PIXELS:,} pixels, so no smaller copies are made of it: save it smaller" if told.vast else ""
    return replace(item, digest=digest, size=told.size, bare=bare.data == data, copied=told.copied, trouble=trouble)


def stamp_of(path: Path) -> Stamp | None:
    """What changes when a file is written or replaced; None for what is no ordinary file."""
    return _stamp(os.stat(path))


def _stamp(seen: os.stat_result) -> Stamp | None:
    return (seen.st_mtime_ns, seen.st_size, seen.st_ino) if stat.S_ISREG(seen.st_mode) else None
