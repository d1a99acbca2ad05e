"""The size of a picture, read from its first bytes only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

_SVG_HEAD = 65_536
_SVG_TAG = re.compile(r"<(?:\w+:)?svg\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PIXELS = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)\s*(?:px)?\s*")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d+)?")

_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})
"""The EXIF orientations in which a browser turns the picture by a quarter, and so swaps its sides."""


@dataclass(frozen=True, slots=True)
class Size:
    """In CSS pixels; None where an SVG says neither a size nor a viewBox."""

    width: int | None
    height: int | None


def size_of(path: Path) -> Size | None:
    """The size a browser will show the picture at; None where the file is not a picture that can be read."""
    try:
        return _svg(path) if path.suffix.lower() == ".svg" else _raster(path)
    except (OSError, ValueError, SyntaxError, TypeError, OverflowError, Image.DecompressionBombError):
        return None


def _svg(path: Path) -> Size | None:
    with path.open("rb") as file:
        head = file.read(_SVG_HEAD).decode("utf-8", errors="replace")
    tag = _SVG_TAG.search(head)
    if tag is None:
        return None
    said = {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(tag[1])}
    width, height = (_PIXELS.fullmatch(said.get(side, "")) for side in ("width", "height"))
    if width and height:
        return Size(_whole(width[1]), _whole(height[1]))
    box = [float(number) for number in _NUMBER.findall(said.get("viewBox", ""))]
    return Size(_whole(box[2]), _whole(box[3])) if len(box) == 4 else Size(None, None)


def _raster(path: Path) -> Size:
    with Image.open(path) as image:
        width, height = image.size
        turned = image.getexif().get(_ORIENTATION) in _LYING
    return Size(height, width) if turned else Size(width, height)


def _whole(number: str | float) -> int | None:
    return round(float(number)) or None
