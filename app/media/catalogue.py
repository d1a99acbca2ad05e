"""The catalogue of content/media: an immutable list of its files, each read once while it does not change."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from app.media.item import DIGITS, TYPES, Item, MediaFile, MediaImage, stamp_of

_WITH_DIGEST = re.compile(rf"(.+)\.([0-9a-f]{{{DIGITS}}})(\.\w+)")
_FOLDER = re.compile(r"(?:\.{1,2}/)*/?(?:media/)?")


class Media:
    """What content/media held when it was looked through. Never changes; `again` makes a newer one.

    Only the types of TYPES are in it; no hidden file, and no link that leads out of the folder.
    """

    def __init__(self, folder: Path, known: Media | None = None) -> None:
        self.folder = folder.resolve()
        former = known._items if known and known.folder == self.folder else {}
        self._items: dict[str, Item] = {item.name: item for item in _look_through(self.folder, former)}
        self._public = {item.public_name: item for item in self._items.values()}
        listed = "\n".join(sorted(self._public)).encode("utf-8", "surrogateescape")
        self.fingerprint = hashlib.sha256(listed).hexdigest()[:16]

    def again(self) -> Media:
        """The catalogue as it is now; only files that changed are read."""
        return Media(self.folder, self)

    def find(self, src: str) -> MediaImage | None:
        """The picture that an article means by `cup.jpg` or `/media/cup.jpg`; None if there is none that can be read."""
        item = self._items.get(_inner(src))
        if item is None or item.size is None:
            return None
        return MediaImage(item.url, item.size.width, item.size.height)

    def address(self, src: str) -> str | None:
        """Where any file of the folder is served, a picture or a leaflet; None if there is no such file."""
        item = self._items.get(_inner(src))
        return item.url if item else None

    def file_for(self, name: str) -> MediaFile | None:
        """The file to serve under the part of an address behind `/media/`.

        A name with a digest answers only with the bytes it was made from; a plain name answers with whatever is there now.
        """
        item = self._public.get(name)
        if item and item.is_current():
            return MediaFile(item.path, immutable=True)
        if item is None and (plain := self._items.get(name)):
            return MediaFile(plain.path, immutable=False)
        return self._written_since(name)

    def _written_since(self, name: str) -> MediaFile | None:
        """Another worker may have noticed a new picture first, and its pages already ask for it here."""
        said = _WITH_DIGEST.fullmatch(name)
        plain = f"{said[1]}{said[3]}" if said else ""
        path = _servable(self.folder, plain) if said else None
        if path is None or ((known := self._items.get(plain)) and known.is_current()):
            return None
        item = Item.read(plain, path)
        return MediaFile(path, immutable=True) if item and item.public_name == name else None


def _look_through(folder: Path, former: dict[str, Item]) -> Iterator[Item]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(place, file)
            name = path.relative_to(folder).as_posix()
            if _servable(folder, name) and (item := _read(name, path, former.get(name))):
                yield item


def _read(name: str, path: Path, former: Item | None) -> Item | None:
    return former if former and former.is_current() else Item.read(name, path)


def _servable(folder: Path, name: str) -> Path | None:
    """The path of a file that may be served: of a listed type, not hidden, really inside the folder."""
    parts = name.split("/")
    if any(part.startswith(".") or not part for part in parts) or "\0" in name or "\\" in name:
        return None
    path = folder.joinpath(*parts)
    try:
        inside = path.resolve(strict=True).is_relative_to(folder) and stamp_of(path) is not None
    except (OSError, RuntimeError):
        return None
    return path if inside and path.suffix.lower() in TYPES else None


def _inner(src: str) -> str:
    """`/media/cup.jpg`, `../media/cup.jpg` and `./cup.jpg` all mean `cup.jpg`."""
    plain = unquote(src.split("#")[0].split("?")[0])
    return plain[len(found[0]) :] if (found := _FOLDER.match(plain)) else plain
