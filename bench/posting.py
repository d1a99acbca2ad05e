"""Posting comments, each committed before it is answered: ours and Isso's, in turns, with eight connections."""

from __future__ import annotations

from bench.house import House
from bench.meter import Round, hammer
from bench.peers.isso import Isso

CONNECTIONS = 8


def measure(house: House, isso: Isso | None, rounds: int, seconds: float) -> tuple[list[Round], list[Round]]:
    """All rounds of ours, and of Isso's."""
    script = str(house.posting_script())
    ours: list[Round] = []
    theirs: list[Round] = []
    for _ in range(rounds):
        ours.append(hammer(house.post, house.processes, seconds=seconds, connections=CONNECTIONS, script=script))
        if isso:
            script_of_isso = str(isso.home / "post.lua")
            # A post that Isso's database was too busy for counts as one that came through.
            asked = {"seconds": seconds, "connections": CONNECTIONS, "script": script_of_isso, "errors_count": False}
            theirs.append(hammer(isso.post, isso.processes, **asked))
    return ours, theirs
