"""The difference between two wordings: nothing is left out, what changed is small, and no text makes it slow."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.comments import Change, Span, difference

WORDS = st.lists(st.sampled_from(["a", "house", "by", "the", "sea", ",", ".", "\n", " ", "\u00e9l"]), max_size=60).map(" ".join)


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_in_it(old: str, new: str) -> None:
    spans = difference(old, new)
    assert "".join(one.text for one in spans if one.change is not Change.ADDED) == old
    assert "".join(one.text for one in spans if one.change is not Change.REMOVED) == new
    assert all(one.text for one in spans)


def test_one_changed_word_is_one_word() -> None:
    assert difference("I sat by the sea.\nIt was cold.", "I sat by the river.\nIt was cold.") == [
        Span(Change.SAME, "I sat by the "),
        Span(Change.REMOVED, "sea"),
        Span(Change.ADDED, "river"),
        Span(Change.SAME, ".\nIt was cold."),
    ]


@pytest.mark.parametrize("more", [" and nobody came", "\n\nThank you, all of you.", " (again)", "\n"])
@pytest.mark.parametrize("old", ["I sat by the sea", "I sat by the sea.", "I sat.\nBy the sea", "sea"])
def test_of_words_that_are_put_behind_the_last_only_they_are_new(old: str, more: str) -> None:
    assert difference(old, old + more) == [Span(Change.SAME, old), Span(Change.ADDED, more)]
    assert difference(old + more, old) == [Span(Change.SAME, old), Span(Change.REMOVED, more)]


def test_a_space_that_became_a_line_shows_at_its_word() -> None:
    assert difference("by the sea", "by\nthe sea") == [
        Span(Change.REMOVED, "by "),
        Span(Change.ADDED, "by\n"),
        Span(Change.SAME, "the sea"),
    ]


@pytest.mark.parametrize("of", ["a ", "a b ", "a\n", "! ", "ab"])
def test_no_text_makes_it_slow(of: str) -> None:
    old = (of * 10_000)[:10_000]
    dice = random.Random(7)
    new = "".join(letter if dice.random() > 0.02 else "x " for letter in old)[:10_000]
    began = time.process_time()
    difference(old, new)
    assert time.process_time() - began < 0.5
