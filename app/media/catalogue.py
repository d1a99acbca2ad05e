"""The catalogue of content/media: an immutable list of its files, each read once while it does not change."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from app import paths
from app.media.copies import Copies, public_suffix
from app.media.image import MediaImage
from app.media.item import DIGITS, TYPES, Item, MediaFile, stamp_of
from app.problems import Problem, Severity

_WITH_DIGEST = re.compile(rf"(.+)\.([0-9a-f]{{{DIGITS}}})(\.\w+)")
_COPY = re.compile(rf"(.+\.([0-9a-f]{{{DIGITS}}})\.\w+)\.([1-9]\d{{0,4}})\.v\d+\.webp")
_FOLDER = re.compile(r"(?:\.{1,2}/)*/?(?:media/)?")


PREVIEWED = frozenset((".jpg", ".jpeg", ".png", ".webp"))
"""What the services that show previews of links take."""

MOST_PREVIEW_BYTES = 1024 * 1024
"""The lightest of their limits that is known: several take 5 MB, but some phones' programs give up on more than this."""


class Media:
    """What content/media held when it was looked through. Never changes; `again` makes a newer one.

    Only the types of TYPES are in it; no hidden file, and no link that leads out of the folder.
    """

    def __init__(self, folder: Path, known: Media | None = None, copies: Copies | None = None) -> None:
        self._named, self.folder = folder, folder.resolve()
        former = known._items if known and known.folder == self.folder else {}
        self._items: dict[str, Item] = {_plain(item.name): item for item in _look_through(self.folder, former)}
        self._public = {item.public_name: item for item in self._items.values() if item.digest}
        self._take(copies or Copies())

    def _take(self, copies: Copies) -> None:
        self._copies = copies
        told = [f"{item.public_name} {self._widths(item)}" for item in self._items.values()]
        self.fingerprint = hashlib.sha256("\n".join(sorted(told)).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.problems = tuple(sorted(_problems(self._items.values(), copies)))

    def again(self) -> Media:
        """The catalogue as it is now, wherever its name leads now; only files that changed are read."""
        return Media(self._named, self, self._copies.again())

    def with_copies_of_now(self) -> Media:
        """The same catalogue with the smaller copies that there are now."""
        fresh = copy(self)
        fresh._take(self._copies.again())
        return fresh

    @property
    def digests(self) -> frozenset[str]:
        """Of every file."""
        return frozenset(item.digest for item in self._items.values())

    def lacking(self) -> Iterator[Item]:
        """The pictures whose smaller copies are still to be made."""
        for item in self._items.values():
            if item.copied and item.digest not in self._copies.failures and not self._widths(item):
                yield item

    def find(self, src: str) -> MediaImage | None:
        """The picture that an article means by `cup.jpg` or `/media/cup.jpg`; None if there is none that can be read."""
        item = self._meant(src)
        if item is None or item.size is None:
            return None
        copies = tuple((paths.media(item.public_name + public_suffix(width)), width) for width in self._widths(item))
        return MediaImage(item.url, item.size.width, item.size.height, copies)

    def preview(self, src: str) -> MediaImage | None:
        """The same picture for link previews, which take no drawing (SVG) and no large file; None where there is none such.

        Where the picture itself is too heavy, its widest copy stands for it.
        """
        image, item = self.find(src), self._meant(src)
        if image is None or item is None or item.path.suffix.lower() not in PREVIEWED:
            return None
        if item.stamp[1] <= MOST_PREVIEW_BYTES or not (image.copies and image.width and image.height):
            return replace(image, copies=())
        url, width = image.copies[-1]
        return MediaImage(url, width, max(1, round(image.height * width / image.width)))

    def _widths(self, item: Item) -> tuple[int, ...]:
        return self._copies.of(item.digest, item.size.width) if item.copied and item.size and item.size.width else ()

    def address(self, src: str) -> str | None:
        """Where any file of the folder is served, a picture or a leaflet; None if there is no such file."""
        item = self._meant(src)
        return item.url if item and not (item.is_raster and item.size is None) else None

    def _meant(self, src: str) -> Item | None:
        return self._items.get(_plain(_inner(src)))

    def file_for(self, name: str) -> MediaFile | None:
        """The file to serve under the part of an address behind `/media/`.

        A name with a digest answers only with the bytes it was made from; a plain name answers with whatever is there now.
        """
        item = self._public.get(name)
        if item and item.is_current():
            return item.served(immutable=True)
        if item is None and (plain := self._items.get(_plain(name))):
            # What lies there now may hold what the file that was read did not.
            now = plain if plain.is_current() else Item.read(plain.name, plain.path)
            return now.served(immutable=False) if now else None
        said = _COPY.fullmatch(name)
        return self._copy(said[1], said[2], int(said[3]), name) if said else self._written_since(name)

    def _copy(self, of: str, digest: str, width: int, name: str) -> MediaFile | None:
        """A smaller copy is served as long as its picture is. A page of yesterday never shows a hole: where the copy itself
        has gone, as after a change of encoding, the picture answers for it."""
        picture = self.file_for(of)
        path = self._copies.path(digest, width) if picture else None
        if picture and picture.immutable and path and path.name.endswith(name[len(of) :]):
            return MediaFile(path, immutable=True, digest=f"{digest}-{width}")
        return replace(picture, immutable=False) if picture else None

    def _written_since(self, name: str) -> MediaFile | None:
        """Another worker may have noticed a new picture first, and its pages already ask for it here."""
        said = _WITH_DIGEST.fullmatch(name)
        plain = f"{said[1]}{said[3]}" if said else ""
        path = _servable(self.folder, plain) if said else None
        if path is None or ((known := self._items.get(_plain(plain))) and known.is_current()):
            return None
        item = Item.read(plain, path)
        return item.served(immutable=True) if item and item.public_name == name else None


def _look_through(folder: Path, former: dict[str, Item]) -> Iterator[Item]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(place, file)
            name = path.relative_to(folder).as_posix()
            if _servable(folder, name) and (item := _read(name, path, former.get(_plain(name)))):
                yield item


def _problems(items: Iterable[Item], copies: Copies) -> Iterator[Problem]:
    for item in items:
        if item.trouble:
            yield Problem(item.path, 1, item.trouble, Severity.WARNING if item.size else Severity.ERROR)
        elif item.copied and (why := copies.failures.get(item.digest)):
            message = f"no smaller copies can be made of this picture: {why}"
            yield Problem(item.path, 1, message, Severity.WARNING)


def _read(name: str, path: Path, former: Item | None) -> Item | None:
    return former if former and former.path == path and former.is_current() else Item.read(name, path)


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


def _plain(name: str) -> str:
    """A name as people type it: some systems keep a letter and its accent apart."""
    return unicodedata.normalize("NFC", name)


def _inner(src: str) -> str:
    """`/media/cup.jpg`, `../media/cup.jpg` and `./cup.jpg` all mean `cup.jpg`."""
    plain = unquote(src.split("#")[0].split("?")[0])
    return plain[len(found[0]) :] if (found := _FOLDER.match(plain)) else plain
