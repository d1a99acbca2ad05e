"""Here the cast walks through a real server, not through the application in this process."""

from __future__ import annotations

import pytest

from tests.support.doors import HttpDoor
from tests.support.fixtures.cast import OpenDoor
from tests.support.server import Server


@pytest.fixture
def open_door(server: Server) -> OpenDoor:
    """A way into the run's server."""
    return lambda: HttpDoor(server.base)
