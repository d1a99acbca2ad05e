"""What proves that something never happens is asked once: a second try that went well would prove nothing. A browser that did not
come to it in time has proved nothing either, and is asked again."""

from __future__ import annotations

import pytest


def test_no_proof_of_a_promise_that_failed_is_tried_again(request: pytest.FixtureRequest) -> None:
    proofs = [one for one in request.session.items if one.get_closest_marker("once")]
    tried = [(one.nodeid, again.kwargs) for one in proofs for again in one.iter_markers("flaky")]
    assert [which for which in tried if which[1].get("only_rerun") != ["TimeoutError"]] == []


def test_where_the_machine_is_shared_everything_is(request: pytest.FixtureRequest) -> None:
    shared = [one for one in request.session.items if one.get_closest_marker("browser") or one.get_closest_marker("server")]
    assert [one.nodeid for one in shared if not one.get_closest_marker("flaky")] == []
