"""A picture of the house, as the article dialect needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MediaImage:
    """Where a picture is served, as an absolute path such as `/media/cup-1f3a.jpg`, and its size in CSS pixels.

    `srcset` and `sizes` name its smaller copies as HTML does, and are empty where there are none.
    `opens_larger`: the page shows it smaller than it is, so it becomes a link to itself.
    """

    url: str
    width: int | None
    height: int | None
    srcset: str = ""
    sizes: str = ""
    opens_larger: bool = False
