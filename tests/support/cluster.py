"""Several machines on one: two servers behind nginx, PostgreSQL with a standby that follows it, and Redis."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.support.balancer import Balancer
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import HttpDoor
from tests.support.people import ModeratorAtWork, Reader
from tests.support.postgresql import PostgreSQLServer
from tests.support.redis import RedisServer
from tests.support.server import Server

REPLICATION = {"wal_level": "replica", "max_wal_senders": 4, "hot_standby": "on", "max_connections": 60, "shared_buffers": "32MB"}


class Cluster:
    """What deploy/README.md describes, every part of it real. The standby confirms each commit before it is answered."""

    def __init__(self, home: Path) -> None:
        self.redis = RedisServer(home / "redis")
        # Not below pytest's folders: those are closed to the user that PostgreSQL runs as.
        self.homes = [Path(tempfile.mkdtemp(prefix="understory-pg-")) for _ in range(2)]
        self.primary, self.standby = (PostgreSQLServer(one, **REPLICATION) for one in self.homes)
        self.balancer = Balancer(home / "nginx")
        self.doors = {name: Balancer(home / f"nginx-{name}") for name in ("first", "second")}
        hosts = f"host=127.0.0.1:{self.primary.port}&host=127.0.0.1:{self.standby.port}"
        settings = {
            "DATABASE_URL": f"postgresql://understory@/postgres?{hosts}&target_session_attrs=read-write",
            "REDIS_URL": self.redis.url,
            "SECRET_KEY": "the same on every machine",
            "SITE_URL": self.balancer.base,
            "TRUSTED_PROXIES": 1,
            "RATE_LIMIT": "1000/minute",
        }
        self.first, self.second = (Server(home / name, **settings) for name in ("first", "second"))

    def start(self) -> Cluster:
        """Start everything, the database first."""
        self.redis.start()
        self.primary.initialize()
        self.primary.start()
        self.standby.copy_of(self.primary)
        self.standby.start()
        self.primary.does("ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()")
        self.first.start()
        self.second.start()
        self.balancer.start(self.first, self.second)
        self.doors["first"].start(self.first, self.first)
        self.doors["second"].start(self.second, self.second)
        return self

    def stop(self) -> None:
        """End everything, the balancer first."""
        for balancer in (self.balancer, *self.doors.values()):
            balancer.stop()
        for server in (self.first, self.second):
            server.kill9()
        for database in (self.primary, self.standby):
            database.kill9()
        self.redis.kill9()
        for folder in self.homes:
            shutil.rmtree(folder, ignore_errors=True)

    def reader(self, name: str = "Ada", at: str | None = None) -> Reader:
        """Somebody with a fresh browser, at the balancer or at the `first` or `second` server behind TLS."""
        return Reader(self._door(at), name)

    def moderator(self, at: str | None = None) -> ModeratorAtWork:
        """The first moderator, signed in, at the balancer or at one of the servers."""
        return ModeratorAtWork(self._door(at), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)

    def _door(self, at: str | None) -> HttpDoor:
        return HttpDoor(self.doors[at].base if at else self.balancer.base)
