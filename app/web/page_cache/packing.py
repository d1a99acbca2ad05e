"""Which packing a browser takes, and packing."""

from __future__ import annotations

import gzip
import re
from enum import StrEnum
from functools import lru_cache

from werkzeug.utils import import_string

GZIP_LEVEL, BROTLI_QUALITY = 4, 5
"""Each packs a page of 140 kB in about 1.5 ms; the next steps take much longer for one byte in a hundred."""

LONGEST_ACCEPT_ENCODING = 250
"""Characters; browsers send thirty. Who sends more gets the page as it is, and no memory is kept of the header."""

_NOT = re.compile(r"\s*q=0(?:\.0*)?\s*")


class Packing(StrEnum):
    """How a body is sent; the value is what stands in Content-Encoding."""

    NONE = ""
    GZIP = "gzip"
    BROTLI = "br"

    @property
    def suffix(self) -> str:
        """What tells the ETag of this form from those of the others."""
        return {Packing.NONE: "", Packing.GZIP: "-gz", Packing.BROTLI: "-br"}[self]


def packing_for(accepted: str) -> Packing:
    """The best packing that an Accept-Encoding header allows. Browsers ask for Brotli only where the line is encrypted."""
    return _packing_for(accepted) if len(accepted) <= LONGEST_ACCEPT_ENCODING else Packing.NONE


@lru_cache(maxsize=256)
def _packing_for(accepted: str) -> Packing:
    weights = dict(_parts(part) for part in accepted.lower().split(","))
    for packing, names in ((Packing.BROTLI, ("br",)), (Packing.GZIP, ("gzip", "x-gzip"))):
        named = [weights[name] for name in names if name in weights]
        if any(named) or (not named and packing is Packing.GZIP and weights.get("*", False)):
            return packing
    return Packing.NONE


def _parts(part: str) -> tuple[str, bool]:
    name, _, weight = part.partition(";")
    return name.strip(), not _NOT.fullmatch(weight)


def packed(body: bytes, packing: Packing) -> bytes:
    """The body in this packing. Brotli is loaded when somebody first asks for it."""
    if packing is Packing.GZIP:
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    if packing is Packing.BROTLI:
        made: bytes = import_string("brotli:compress")(body, quality=BROTLI_QUALITY)
        return made
    return body
