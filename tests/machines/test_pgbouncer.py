"""PgBouncer between the servers and the database, as deploy/pgbouncer.md says."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.fixtures.servers import StartServer
from tests.support.pgbouncer import PgBouncer
from tests.support.postgresql import PostgreSQLServer
from tests.support.waiting import until

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("machines")]

ARTICLE = "ask-for-tuesday"


@pytest.fixture
def database() -> Iterator[PostgreSQLServer]:
    """A server with the files in a folder that is open to the user it runs as."""
    server = PostgreSQLServer(Path(tempfile.mkdtemp(prefix="understory-pg-")), fsync="off")
    server.initialize()
    server.start()
    yield server
    server.kill9()
    shutil.rmtree(server.home, ignore_errors=True)


@pytest.fixture
def bouncer(database: PostgreSQLServer, request: pytest.FixtureRequest) -> Iterator[PgBouncer]:
    """In the mode that the test names."""
    running = PgBouncer(database.home, database, mode=request.param, size=12)
    yield running.start()
    running.kill9()


@pytest.mark.parametrize("bouncer", ["session"], indirect=True)
def test_everything_works_through_it_and_its_end_loses_nothing(bouncer: PgBouncer, start_server: StartServer) -> None:
    url = bouncer.url.render_as_string(hide_password=False)
    first, second = (start_server(DATABASE_URL=url, SECRET_KEY="one for both") for _ in range(2))
    ada, ben, nora = first.reader("Ada"), second.reader("Ben"), second.moderator()
    receipt = ada.comments(ARTICLE, "through a pool")
    nora.approves("through a pool")
    for reader in (ada, ben):
        assert "through a pool" in reader.sees(ARTICLE).values()
    ada.withdraws(receipt)
    assert "through a pool" not in ben.sees(ARTICLE).values()

    form = ada.previews(ARTICLE, "while nobody answers").page.form(f"/articles/{ARTICLE}/comments")
    bouncer.kill9()
    answer = ada.submits(form, "Post comment")
    assert answer.status == 503
    assert "while nobody answers" in answer.text
    bouncer.start()
    until(lambda: ada.submits(form, "Post comment").status == 303, seconds=20)
