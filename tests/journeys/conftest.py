"""Here the cast walks through a real server, not through the application in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.db import db as database
from tests.journeys.kinds_of_pages import Kinds, every_kind_of_page
from tests.journeys.rarer_pages import rarer_kinds
from tests.journeys.strained_pages import strained_kinds
from tests.journeys.walking import Someone
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import HttpDoor
from tests.support.fixtures.browsers import NewPage
from tests.support.fixtures.cast import OpenDoor
from tests.support.people import ModeratorAtWork
from tests.support.server import Server

Somebody = Callable[..., Someone]


@pytest.fixture
def open_door(server: Server) -> OpenDoor:
    """A way into the run's server."""
    return lambda: HttpDoor(server.base)


@pytest.fixture(scope="session")
def _noras_door(server: Server) -> HttpDoor:
    """Nora signs in once for the whole run: more would be taken for somebody who tries passwords."""
    door = HttpDoor(server.base)
    ModeratorAtWork(door, "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    return door


@pytest.fixture
def nora(_noras_door: HttpDoor) -> ModeratorAtWork:
    """A moderator of the run's server who has signed in."""
    return ModeratorAtWork(_noras_door, "Nora")


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browsers of this test run scripts: both have to do."""
    return bool(request.param)


@pytest.fixture
def somebody(new_page: NewPage, javascript: bool) -> Somebody:
    """Put a person in front of a browser of their own: `somebody(server)`."""
    return lambda server, **options: Someone(new_page(server.base, javascript=javascript, **options))


@pytest.fixture(scope="session")
def kinds(server: Server, _noras_door: HttpDoor, tmp_path_factory: pytest.TempPathFactory) -> Kinds:
    """One of each kind of page, with comments on it, as the run's server answers them; and what is met where something is
    wrong or rests, as a server of its own does."""
    nora = ModeratorAtWork(_noras_door, "Nora")
    strained = strained_kinds(tmp_path_factory.mktemp("strained"))
    return {**every_kind_of_page(server, nora), **rarer_kinds(server, nora), **strained}


@pytest.fixture
def inside() -> Iterator[Callable[[Server], Flask]]:
    """The application on a running server's own database, for planting what would take too long to post."""
    opened: list[Flask] = []

    def enter(server: Server) -> Flask:
        app = create_app(server.environment | {"SITE_URL": server.base, "INSTANCE_DIR": str(Path(server.instance))})
        app.testing = True
        opened.append(app)
        return app

    yield enter
    for app in opened:
        with app.app_context():
            database.session.remove()
            database.engine.dispose()
