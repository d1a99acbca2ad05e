"""A picture as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

COLUMN = 630
"""The most CSS pixels that a page gives a picture: the column of app/static/style.css at its largest type."""

SIZES = f"(min-width: 42rem) {COLUMN}px, calc(100vw - 40px)"
"""How wide a picture of the column's width is shown, for browsers that choose a copy before they have read any style."""


@dataclass(frozen=True, slots=True)
class MediaImage:
    """Where a picture is served, as an absolute path, and its size in CSS pixels where it says one.

    `copies` are its smaller copies, the smallest first: where each is served and how many pixels wide it is. It is empty
    until all of them are made, and for pictures of which none are made.
    """

    url: str
    width: int | None
    height: int | None
    copies: tuple[tuple[str, int], ...] = ()

    @property
    def srcset(self) -> str:
        """The copies as HTML names them; empty where there are none."""
        return ", ".join(f"{url} {width}w" for url, width in self.copies)

    @property
    def sizes(self) -> str:
        """What HTML says beside `srcset`; empty where there are no copies."""
        return SIZES if self.copies else ""

    @property
    def is_wider_than_the_column(self) -> bool:
        """Whether there is more to see than a page shows."""
        return self.width is not None and self.width > COLUMN
