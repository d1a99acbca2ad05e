"""What may show who somebody is: numbers and addresses as people write them, found in no time whatever the text."""

from __future__ import annotations

import time

import pytest

from app.comments.screening.personal import Kind, marks_in
from tests.markup.hostile import REPEATED

MOST = 0.1
"""Seconds of CPU for any 4,000 characters."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring 0161 496 0000 2nd floor", "0161 496 0000"),
        ("my number is +44 (0)161 496 0000.", "+44 (0)161 496 0000"),
        ("(0161)4960000 is mine", "(0161)4960000"),
        ("01614960000(mobile)", "01614960000"),
        ("0161-496-0000, after six", "0161-496-0000"),
    ],
)
def test_a_telephone_number_is_found_whole(text: str, words: str) -> None:
    assert [(mark.kind, mark.words) for mark in marks_in(text)] == [(Kind.PHONE, words)]


@pytest.mark.parametrize("text", ["in 2019 - 2021", "2026-03-01", "it cost 12345678%", "order " + "9" * 24, "9" * 26 + "x"])
def test_other_figures_are_none(text: str) -> None:
    assert marks_in(text) == []


def test_an_address_is_found_whole() -> None:
    assert [mark.words for mark in marks_in("write to a.b+c@mail.example.org. Thank you")] == ["a.b+c@mail.example.org"]


@pytest.mark.parametrize(
    "shape", ["9" * 22 + "x ", "9", "(9", "9)(", "9 (9)-", "9.9a", "a", "a.b", "a@", "a@b", "a@b.", *REPEATED], ids=ascii
)
def test_no_text_keeps_anybody_waiting(shape: str) -> None:
    """Not even once in five times, however busy the machine is."""
    marks_in("the names are read at the first time")
    assert any(_seconds_of_cpu((shape * 4000)[:4000]) < MOST for _ in range(5))


def test_a_long_number_that_runs_into_a_word_costs_no_more_with_every_figure() -> None:
    assert any(_seconds_of_cpu("9" * 24 + "x") < MOST for _ in range(3))
    assert any(_seconds_of_cpu("9" * 3999 + "x") < MOST for _ in range(5))


def _seconds_of_cpu(text: str) -> float:
    began = time.process_time()
    marks_in(text)
    return time.process_time() - began
