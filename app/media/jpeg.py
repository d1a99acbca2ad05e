"""The parts of a JPEG: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from app.media.bare import Bare, Unreadable, orientation_alone, orientation_of

_IN_A_SCAN = frozenset((0x00, 0xFF, *range(0xD0, 0xD8)))
"""What may follow FF among a JPEG's pixels; anything else ends them."""

_THUMBNAIL = 12
"""Where the size of the thumbnail stands in a JFIF header."""


def jpeg(data: bytes) -> Bare:
    """A JPEG without metadata, and without whatever follows its end.

    Raises:
        Unreadable: it is broken.
        IndexError, ValueError, struct.error: it ends too soon.
    """
    kept, exif, at = [b"\xff\xd8"], b"", 2
    for marker, start, end in _segments(data, at):
        body = data[start + 4 : end]
        if marker == 0xE1 and body.startswith(b"Exif\0\0") and not exif:
            exif = body
        elif marker == 0xE0 and body.startswith(b"JFIF\0"):
            header = body[:_THUMBNAIL] + b"\0\0"
            kept.append(_segment(0xE0, header))
        elif _shows(marker, body):
            kept.append(data[start:end])
    orientation = orientation_of(exif)
    if orientation > 1:
        kept.insert(2 if kept[1].startswith(b"\xff\xe0") else 1, _segment(0xE1, b"Exif\0\0" + orientation_alone(orientation)))
    return Bare(b"".join(kept), orientation)


def _segments(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Marker, begin and end of each part of a JPEG; a scan's header and its pixels are two. Ends with the picture."""
    while True:
        if data[at] != 0xFF:
            raise Unreadable("it is broken inside: save it again")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == 0xD9 or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            yield marker, at, at + 2
            if marker == 0xD9:
                return
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if end > len(data):
            raise IndexError
        yield marker, at, end
        at = end
        if marker == 0xDA:
            end = _end_of_scan(data, at)
            yield 0, at, end
            at = end


def _end_of_scan(data: bytes, at: int) -> int:
    # Looking for the one byte is ten times as fast as any regular expression.
    while data[at := data.index(b"\xff", at) + 1] in _IN_A_SCAN:
        pass
    return at - 1


def _shows(marker: int, body: bytes) -> bool:
    """Whether a JPEG looks different without this part: tables, frames, scans, and the profile of its colours."""
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return body.startswith(b"Adobe")
    return marker < 0xE0


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
