"""The size of a picture, read from its header only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from werkzeug.utils import import_string

from app.media.bare import Bare, Unreadable

FORMATS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG", "WEBP": b"RIFF", "GIF": b"GIF8", "AVIF": b""}
"""What is ever opened, by how it begins. Pillow knows forty more, some of which start other programs."""

COPIED = frozenset(("JPEG", "PNG", "WEBP"))
"""The formats that smaller copies are made of."""

MOST_PIXELS = 50_000_000
"""Of a picture that is unpacked, so that a file of a few kilobytes cannot fill the memory: 200 MB at the most."""

SVG_HEAD = 65_536
"""How many bytes of an SVG are looked at for its size."""

_SVG_TAG = re.compile(r"<(?:\w+:)?svg\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PIXELS = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)\s*(?:px)?\s*")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d+)?")

_READERS = {
    "JPEG": "JpegImagePlugin",
    "PNG": "PngImagePlugin",
    "WEBP": "WebPImagePlugin",
    "GIF": "GifImagePlugin",
    "AVIF": "AvifImagePlugin",
}

LYING = frozenset({5, 6, 7, 8})
"""The EXIF orientations in which a browser turns the picture by a quarter, and so swaps its sides."""


@dataclass(frozen=True, slots=True)
class Size:
    """In CSS pixels; None where an SVG says neither a size nor a viewBox."""

    width: int | None
    height: int | None


def drawing_size(head: str) -> Size | None:
    """The size of an SVG that begins with `head`; None where it does not begin as one."""
    tag = _SVG_TAG.search(head)
    if tag is None:
        return None
    said = {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(tag[1])}
    width, height = (_PIXELS.fullmatch(said.get(side, "")) for side in ("width", "height"))
    if width and height:
        return Size(_whole(width[1]), _whole(height[1]))
    box = [float(number) for number in _NUMBER.findall(said.get("viewBox", ""))]
    return Size(_whole(box[2]), _whole(box[3])) if len(box) == 4 else Size(None, None)


@dataclass(frozen=True, slots=True)
class Measured:
    """A raster picture's size as it is shown; `copied`: smaller copies may be made of it, as it neither moves nor is vast."""

    size: Size
    copied: bool
    vast: bool


def measured(picture: Bare) -> Measured:
    """What a raster picture's header says.

    Raises:
        Unreadable: it is not a picture that can be read.
    """
    try:
        with opened(picture.data) as image:
            width, height = image.size
            still = image.format in COPIED and not getattr(image, "is_animated", False)
    except Image.DecompressionBombError:
        raise Unreadable("it has far too many pixels to be a picture for readers: make it smaller") from None
    except (OSError, ValueError, SyntaxError, TypeError, OverflowError):
        raise Unreadable("its header makes no sense: save it again") from None
    vast = width * height > MOST_PIXELS
    size = Size(height, width) if picture.orientation in LYING else Size(width, height)
    return Measured(size, still and not vast, still and vast)


def opened(data: bytes) -> Image.Image:
    """A picture as Pillow reads it. Only the one reader is loaded: left to itself Pillow loads all of them, 8 MB, for a WebP.

    Raises:
        OSError, ValueError, SyntaxError, TypeError, OverflowError, DecompressionBombError: it makes no sense.
    """
    kind = next(name for name, beginning in FORMATS.items() if data.startswith(beginning))
    import_string(f"PIL.{_READERS[kind]}")
    return Image.open(BytesIO(data), formats=(kind,))


def _whole(number: str | float) -> int | None:
    return round(float(number)) or None
