"""Which database a test runs on: both, unless it says why not."""

import pytest


def only_on_sqlite(*, because: str) -> pytest.MarkDecorator:
    """Leave PostgreSQL out, for the reason given: what is tested is SQLite's own, or has nothing of a database in it."""
    assert because
    return pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def only_on_postgresql(*, because: str) -> pytest.MarkDecorator:
    """Leave SQLite out, for the reason given."""
    assert because
    return pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
