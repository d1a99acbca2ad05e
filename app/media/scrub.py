"""Taking out of a picture what it says about itself: where it was taken, with what, by whom. Its pixels stay bit by bit.

A camera writes a place and a time into its files (EXIF), a program its history and a person's name (XMP, IPTC, comments),
and both may hide a second, uncropped picture behind or inside the first. Each format's parts are gone through, and only
those that a browser needs to show the picture are kept; what nobody has heard of goes too. Of EXIF the orientation alone
is written anew, since the picture would lie on its side without it.
"""

from __future__ import annotations

import re
import struct
import zlib

from app.media.bare import Bare, Unreadable, orientation_alone, orientation_of
from app.media.jpeg import jpeg

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"IHDR PLTE tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs IDAT acTL fcTL fdAT IEND".split())
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_AVIF_TELLS = re.compile(rb"infe.{8}(?:..)?(?:Exif|mime)", re.DOTALL)


def scrubbed(data: bytes) -> Bare:
    """A JPEG, PNG, WebP, GIF or AVIF without metadata. Scrubbing it again changes nothing.

    Raises:
        Unreadable: it is none of these, or broken; or an AVIF with metadata, which cannot be taken out of it.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return _gif(data)
    except (IndexError, ValueError, struct.error):
        raise Unreadable("it ends too soon: copy or save it again") from None
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return _avif(data)
    raise Unreadable("it is no JPEG, PNG, WebP, GIF or AVIF, whatever its name says: save it as one of these")


def _png(data: bytes) -> Bare:
    kept, exif, at, kind = [_PNG], b"", len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise IndexError
        if kind == b"eXIf":
            exif = data[at + 8 : end - 4]
        elif kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
    orientation = orientation_of(exif)
    if orientation > 1:
        body = b"eXIf" + orientation_alone(orientation)
        kept.insert(2, struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
    return Bare(b"".join(kept), orientation)


def _webp(data: bytes) -> Bare:
    kept: list[bytes] = []
    exif, at, last = b"", 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while at < last:
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise IndexError
        if kind == b"EXIF":
            exif = data[at + 8 : at + 8 + length]
        elif kind in _WEBP_KEPT:
            kept.append(data[at:end])
        at = end
    orientation = orientation_of(exif)
    if kept and kept[0].startswith(b"VP8X"):
        told = kept[0][8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if orientation > 1 else 0)
        kept[0] = kept[0][:8] + bytes([told]) + kept[0][9:]
        if orientation > 1:
            kept.append(struct.pack("<4sI", b"EXIF", len(orientation_alone(orientation))) + orientation_alone(orientation))
    body = b"WEBP" + b"".join(kept)
    return Bare(b"RIFF" + struct.pack("<I", len(body)) + body, orientation)


def _gif(data: bytes) -> Bare:
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at = _past_blocks(data, at + 11 + _colours(data[at + 9]))
            kept.append(data[start:at])
        elif data[at] == 0x21:
            at = _past_blocks(data, at + 2)
            loops = data[start + 1] == 0xFF and data[start + 3 : start + 14] in _GIF_LOOPS
            if data[start + 1] == 0xF9 or loops:
                kept.append(data[start:at])
        else:
            raise Unreadable("it is broken inside: save it again")
    return Bare(b"".join([*kept, b"\x3b"]))


def _colours(packed: int) -> int:
    """How many bytes a GIF's table of colours takes."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _past_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _avif(data: bytes) -> Bare:
    """Its parts point at one another by place, so nothing can be cut out; it is refused where it tells anything."""
    if _AVIF_TELLS.search(data):
        raise Unreadable("it holds metadata, perhaps a place, that cannot be taken out of an AVIF: save it without")
    return Bare(data)
