"""Paging: where a branch begins is the same, laid out or only reckoned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.comments.thread.paging import Part, pages, position


@given(st.lists(st.integers(0, 25), min_size=1, max_size=30), st.integers(1, 9))
def test_a_branch_is_found_where_it_was_laid(sizes: list[int], per_page: int) -> None:
    sizes[-1] = sizes[-1] or 1
    laid = list(pages(enumerate(sizes), per_page))
    last = [(number, part) for number, parts in enumerate(laid, 1) for part in parts if part.root == len(sizes) - 1]
    found = position(sizes, per_page)
    assert [found.page_of(index, per_page) for _, part in last for index in range(part.start, part.stop)] == [
        number for number, part in last for _ in range(part.start, part.stop)
    ]


@given(st.lists(st.integers(1, 25), max_size=30), st.integers(1, 9))
def test_every_entry_stands_on_one_page_and_no_short_branch_is_broken(sizes: list[int], per_page: int) -> None:
    laid = list(pages(enumerate(sizes), per_page))
    assert all(sum(part.stop - part.start for part in parts) <= per_page for parts in laid)
    parts: list[Part] = [part for page in laid for part in page]
    assert [(part.root, index) for part in parts for index in range(part.start, part.stop)] == [
        (root, index) for root, size in enumerate(sizes) for index in range(size)
    ]
    assert all(part.is_whole for part in parts if part.size <= per_page)
