"""A picture of the house, as the article dialect needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MediaImage:
    """Where a picture is served, as an absolute path such as `/media/cup-1f3a.jpg`, and its size in CSS pixels."""

    url: str
    width: int | None
    height: int | None
