"""Tabs: the queue and its lanes, with how much waits in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app import moderation, paths
from app.comments import Lane
from app.language import _

LANES = {"danger": Lane.DANGER, "reported": Lane.REPORTED, "suspected": Lane.SUSPECTED}
LANE_WORDS: dict[Lane, Callable[[], str]] = {
    Lane.DANGER: lambda: _("Possible danger"),
    Lane.REPORTED: lambda: _("Reported"),
    Lane.SUSPECTED: lambda: _("Probably spam"),
}


class Tab(NamedTuple):
    """A part of the queue. `waiting` is counted to MOST_COUNTED + 1."""

    words: str
    path: str
    waiting: int
    chosen: bool


def tabs(chosen: Lane | None) -> list[Tab]:
    """The queue and its lanes; one in which nothing waits only where somebody stands in it."""
    tabs = [
        Tab(LANE_WORDS[lane](), paths.queue(lane=name), moderation.waiting((lane,)), lane is chosen)
        for name, lane in LANES.items()
    ]
    some = (tab for tab in tabs if tab.waiting or tab.chosen)
    return [Tab(_("Waiting"), paths.queue(), moderation.waiting(), chosen is None), *some]
