"""Paging: which branches, and which part of a long one, stand on which page. Pure arithmetic over sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple


class Order(StrEnum):
    """Which branch comes first. Within a branch the oldest answer is always the first."""

    OLDEST = "oldest"
    NEWEST = "newest"


class Part(NamedTuple):
    """The entries of one branch from `start` to before `stop`, counted from 0, of `size` in all."""

    root: int
    start: int
    stop: int
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether this is all of the branch."""
        return self.stop - self.start == self.size


class Position(NamedTuple):
    """Where a branch begins: on which page, counted from 1, and how many entries that page still has room for."""

    page: int
    room: int

    def page_of(self, index: int, per_page: int) -> int:
        """The page on which the entry of the branch with this index stands."""
        return self.page if index < self.room else self.page + 1 + (index - self.room) // per_page


def position(sizes: Iterable[int], per_page: int) -> Position:
    """Where the last of these branches begins, as `pages` lays them out, without laying them out.

    A thread may have a hundred thousand branches before the one that is looked for.
    """
    page, room = 1, per_page
    began = page, room
    for size in sizes:
        if room < size <= per_page or not room:
            page, room = page + 1, per_page
        began = page, room
        if size <= room:
            room -= size
        else:
            full, rest = divmod(size - room, per_page)
            page, room = (page + full + 1, per_page - rest) if rest else (page + full, 0)
    return Position(*began)


def pages(branches: Iterable[tuple[int, int]], per_page: int) -> Iterator[list[Part]]:
    """Pages of at most `per_page` entries, from (root, entries) in order. An empty thread is one empty page.

    A branch that fits a page is never broken: where it does not fit any more, the next page begins with it. A longer one
    begins where it comes, goes on with the next page, and whatever follows it begins where it ends.
    """
    page: list[Part] = []
    room = per_page
    for root, size in branches:
        if page and room < size <= per_page:
            yield page
            page, room = [], per_page
        start = 0
        while start < size:
            if not room:
                yield page
                page, room = [], per_page
            stop = min(size, start + room)
            page.append(Part(root, start, stop, size))
            room -= stop - start
            start = stop
    yield page
