"""Where the fixtures come from, what their tests are marked with, and what is said about tests that could not run here."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support.needs import count_by_name

pytest_plugins = [
    "tests.support.fixtures.house",
    "tests.support.fixtures.cast",
    "tests.support.fixtures.servers",
    "tests.support.fixtures.around",
    "tests.support.fixtures.browsers",
]


# The same examples in every run: a text that nobody has thought of should not turn up while somebody changes something else.
# Nothing is timed: how long an example takes is the machine's affair.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", UNTIMED, derandomize=True)
settings.register_profile("roaming", UNTIMED, derandomize=False)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they open, so that `-m "not browser"` and `-m database` choose among them.

    Where a browser or a server shares two cores with others, a failure is tried once more: what fails twice is a fault, and
    what fails once is told at the end of the run as RERUN, to be looked into. `PYTEST="-p no:rerunfailures"` forgives nothing.
    What is marked `once` is tried again only where the browser did not come to it in time: a word that was lost once, or shown
    once to somebody else, was.
    """
    for item in items:
        opened = getattr(item, "fixturenames", ())
        for fixture, mark in (
            ("engine", "database"),
            ("browser", "browser"),
            ("server", "server"),
            ("start_server", "server"),
            ("tls_server", "server"),
            ("cluster", "server"),
        ):
            if fixture in opened:
                item.add_marker(mark)
        if item.get_closest_marker("browser") or item.get_closest_marker("server"):
            forgiven = {"only_rerun": ["TimeoutError"]} if item.get_closest_marker("once") else {}
            item.add_marker(pytest.mark.flaky(reruns=1, **forgiven))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Add the end of a server's log to the failure of a test that used one."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.failed:
        for name, value in getattr(item, "funcargs", {}).items():
            if hasattr(value, "log_tail"):
                report.sections.append((f"log of {name}", value.log_tail()))
    return report  # type: ignore[return-value]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name and count what was skipped because this machine lacks something; tell how a test failed that then passed."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"RERUN {report.nodeid}")
        terminalreporter.line(report.longreprtext)
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    lacking = count_by_name([reason.rstrip("')") for reason in skipped])
    if lacking:
        terminalreporter.section("Could not be run here")
        for name, count in sorted(lacking.items()):
            terminalreporter.line(f"{count} {'test' if count == 1 else 'tests'} for want of {name}")
