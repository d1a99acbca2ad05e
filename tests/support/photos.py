"""Photographs as a telephone makes them: with a place, a name and a thumbnail in them that nobody is to learn."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

SECRETS = (b"SECRET-CAMERA", b"secret-xmp", b"secret-comment", b"Exif\0\0MM", b"\x88\x25")
"""Bytes of which none may leave the house; the last is the number of EXIF's entry for a place."""

PLACE = {1: "N", 2: (59.0, 54.0, 49.2), 3: "E", 4: (10.0, 45.0, 8.1)}


def photograph(
    width: int = 1600, height: int = 1000, kind: str = "JPEG", *, orientation: int = 1, place: bool = True, **options: Any
) -> bytes:
    """A picture whose upper left quarter is red and whose rest goes from dark to light."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2, height // 2), fill=(220, 30, 30))
    out = BytesIO()
    if place:
        options |= {"exif": told(orientation), "xmp": b"<x:xmpmeta>secret-xmp</x:xmpmeta>"}
        if kind in ("JPEG", "GIF"):
            options["comment"] = b"secret-comment"
    picture.save(out, kind, **options)
    return out.getvalue()


def told(orientation: int = 1) -> Image.Exif:
    """What a camera writes: which way is up, its name, and where it was."""
    exif = Image.Exif()
    exif.endian = ">"
    exif[0x0112], exif[0x010F] = orientation, "SECRET-CAMERA"
    exif.get_ifd(0x8825).update(PLACE)
    return exif


def opened(data: bytes) -> Image.Image:
    """A picture, unpacked."""
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def tells_nothing(data: bytes) -> bool:
    """Whether a picture keeps its secrets, byte by byte and to those who know how to ask."""
    picture = opened(data)
    exif = picture.getexif()
    quiet = not (set(exif) - {0x0112}) and not exif.get_ifd(0x8825) and not {"xmp", "comment"} & set(picture.info)
    return quiet and not any(secret in data for secret in SECRETS[:4])
