"""The QR code that an authenticator app reads, as numbers for an SVG; segno is loaded when the first one is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.utils import import_string

BORDER = 4
"""Modules of quiet around a code (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code of `size` modules each way, its quiet border included; `path` draws the dark ones in SVG."""

    size: int
    path: str

    @classmethod
    def of(cls, text: str) -> QrCode:
        """The code for a text, with medium error correction."""
        rows = [bytes(row) for row in import_string("segno").make(text, error="m", micro=False).matrix]
        dark = (f"M{x + BORDER} {y + BORDER}h1v1h-1z" for y, row in enumerate(rows) for x, one in enumerate(row) if one)
        return cls(len(rows) + 2 * BORDER, "".join(dark))
