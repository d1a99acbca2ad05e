"""What proves that something never happens is asked once: a second try that went well would prove nothing."""

from __future__ import annotations

import pytest


def test_no_proof_of_a_promise_is_tried_again(request: pytest.FixtureRequest) -> None:
    chosen = request.session.items
    assert [one.nodeid for one in chosen if one.get_closest_marker("once") and one.get_closest_marker("flaky")] == []


def test_where_the_machine_is_shared_everything_else_is(request: pytest.FixtureRequest) -> None:
    shared = [one for one in request.session.items if one.get_closest_marker("browser") or one.get_closest_marker("server")]
    assert [one.nodeid for one in shared if not one.get_closest_marker("once") and not one.get_closest_marker("flaky")] == []
