"""What a comment costs, whatever it holds: in proportion to its length, and never more than 100 ms of CPU at 4,000."""

from __future__ import annotations

import time

import pytest

from app.markup import TooComplex, render_comment
from tests.markup.hostile import shapes

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


def cpu_seconds(*texts: str, runs: int = 3) -> list[float]:
    """The least that each text took. They take turns, so that a busy moment of the machine is no one's alone."""
    best = [float("inf")] * len(texts)
    for _ in range(runs):
        for number, text in enumerate(texts):
            begun = time.process_time()
            is_refused(text)
            best[number] = min(best[number], time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_comment_costs_in_proportion_to_its_length_and_no_more_than_its_limit(name: str) -> None:
    short, long = SHAPES[name]
    assert len(short) == 2_000 or len(long) <= 4_000
    took_short, took_long = cpu_seconds(short, long)
    if took_long > GROWTH * max(took_short, NOISE) or took_long > MOST:
        # A neighbour on the machine can spoil one measurement, but not twenty.
        took_short, took_long = cpu_seconds(short, long, runs=20)
    assert took_long <= MOST, f"{took_long * 1000:.0f} ms"
    refused_short, refused_long = is_refused(short), is_refused(long)
    if refused_short == refused_long:
        assert took_long <= GROWTH * max(took_short, NOISE), f"{took_short * 1000:.1f} ms, then {took_long * 1000:.1f} ms"


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
