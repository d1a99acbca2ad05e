"""A picture without metadata, and the one thing of EXIF that it keeps: which way is up."""

from __future__ import annotations

import struct
from dataclasses import dataclass


class Unreadable(Exception):
    """A file that is no picture, or not a whole one. The message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A picture that says nothing but itself. `orientation` is EXIF's, 1 to 8; 5 to 8 lie on their side."""

    data: bytes
    orientation: int = 1


def orientation_of(exif: bytes) -> int:
    """The orientation that EXIF tells, 1 to 8; 1 where it tells none or makes no sense."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        at = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, at)[0]):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == 0x0112 and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def orientation_alone(orientation: int) -> bytes:
    """EXIF with one entry."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
