"""What a comment costs, whatever it holds: in proportion to its length, and never more than 100 ms of CPU at 4,000."""

from __future__ import annotations

import time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.markup import TooComplex, render_comment
from tests.markup.hostile import REPEATED, shapes

MOST = 0.100
"""Seconds of CPU for any 4,000 characters."""

GROWTH = 2.3
NOISE = 0.002
"""Seconds within which two measurements say nothing about growth."""

ORDINARY = (
    "Thank you for writing this. I sat in the car for *ten* minutes this week and told nobody: it was the best part of it & I\n"
    "felt guilty until I read your piece. My sister found https://example.org/rest helpful, too.\n\n"
    "- ask early\n- ask someone who knows you\n\n> You are far from the only one.\n\nExactly that."
)
SHAPES = shapes()

PIECES = st.one_of(st.sampled_from(REPEATED), st.text(min_size=1, max_size=8))
FIRST = st.lists(PIECES, max_size=4).map("".join)
"""What a text begins with, once."""

AGAIN = st.lists(PIECES, min_size=1, max_size=12).map("".join)
"""What then follows until the text is as long as it may be."""


def cpu_seconds(*texts: str, runs: int = 3) -> list[float]:
    """The least that each text took. They take turns, so that a busy moment of the machine is no one's alone."""
    best = [float("inf")] * len(texts)
    for _ in range(runs):
        for number, text in enumerate(texts):
            begun = time.process_time()
            is_refused(text)
            best[number] = min(best[number], time.process_time() - begun)
    return best


def check_cost(short: str, long: str) -> None:
    """Hold two lengths of one shape against the limit and, where twice the length may be twice the work, against each other."""
    took_short, took_long = cpu_seconds(short, long)
    for runs in (20, 40):
        # A neighbour on the machine can spoil one measurement, but not all of them.
        if took_long > GROWTH * max(took_short, NOISE) or took_long > MOST:
            took_short, took_long = cpu_seconds(short, long, runs=runs)
    assert took_long <= MOST, f"{took_long * 1000:.0f} ms"
    # To refuse is to stop early: a longer text that is not refused after all owes nothing to a shorter one that was.
    if is_refused(long) or not is_refused(short):
        assert took_long <= GROWTH * max(took_short, NOISE), f"{took_short * 1000:.1f} ms, then {took_long * 1000:.1f} ms"


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_comment_costs_in_proportion_to_its_length_and_no_more_than_its_limit(name: str) -> None:
    short, long = SHAPES[name]
    assert len(short) == 2_000 or len(long) <= 4_000
    check_cost(short, long)


@settings(max_examples=100, phases=[Phase.explicit, Phase.generate])  # looking for a smaller example, or why, takes its own time
@given(FIRST, AGAIN)
def test_whatever_is_said_again_and_again_costs_no_more_either(first: str, again: str) -> None:
    short, long = (first + (again * length)[: length - len(first)] for length in (2_000, 4_000))
    assert (len(short), len(long)) == (2_000, 4_000)
    check_cost(short, long)


def is_refused(text: str) -> bool:
    try:
        render_comment(text)
    except TooComplex:
        return True
    return False


def test_an_ordinary_comment_of_300_characters_takes_less_than_3_ms() -> None:
    text = ORDINARY[:300]
    assert len(text) == 300
    assert cpu_seconds(text, runs=20)[0] < 0.003


def test_the_longest_comment_that_can_be_configured_is_bounded_too() -> None:
    dense = ("`a` & *b* <c> https://d.ef/?g=1&h=2 [i](https://j.kl)\n" * 200)[:10_000]
    assert cpu_seconds(dense)[0] < 2.5 * MOST
    assert cpu_seconds("<" * 10_000)[0] < 2.5 * MOST
