"""The queue through which one process wakes another: huey's, in a SQLite file of its own or in Redis."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug.utils import import_string

from app.config import Settings

NAME = "understory"
FILE = "jobs.db"
REDIS_SECONDS = 1.5
"""How long a request may wait for a Redis that does not answer."""

FIELDS = ("id", "name", "eta", "args")
"""What of a huey message is written down. There are no results, retries or priorities here: rows have them."""


def open_queue(settings: Settings) -> Any:
    """A huey that keeps no results and knows one task, `woken(job)`; whoever runs a consumer sets its `doings`."""
    with _without(*_unused(settings)):
        huey: Any = import_string("huey")
    plain = _plain(import_string("huey.serializer:Serializer"), import_string("huey.registry:Message"))
    common = {"results": False, "serializer": plain()}
    if settings.redis_url:
        patience = {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS}
        once = import_string("redis.retry:Retry")(import_string("redis.backoff:NoBackoff")(), 0)
        pool = import_string("redis:ConnectionPool").from_url(settings.redis_url, retry=once, **patience)
        opened = huey.RedisHuey(NAME, connection_pool=pool, **common)
    else:
        opened = huey.SqliteHuey(NAME, filename=str(_file(settings.instance_dir)), fsync=True, cache_mb=0, **common)
    opened.doings = {}
    opened.woken = opened.task(name="woken")(_do(opened))
    return opened


def task_for(queue: Any, job: str, at: datetime | None = None) -> Any:
    """The task that wakes whoever does `job`, at a moment or at once."""
    return queue.woken.s(str(job), eta=at.astimezone(UTC) if at else None)


def _do(queue: Any) -> Any:
    def woken(job: str) -> None:
        queue.doings[job]()

    return woken


def _file(instance: Path) -> Path:
    """Readable by its owner alone, like everything the instance keeps."""
    file = instance / FILE
    file.touch(mode=0o600, exist_ok=True)
    return file


def _unused(settings: Settings) -> list[str]:
    """Client libraries that huey would load although nothing here speaks to what they are for: 11 MB of memory."""
    unused = {"psycopg": settings.on_sqlite, "redis": not settings.redis_url}
    return [name for name, is_unused in unused.items() if is_unused and name not in sys.modules]


@contextmanager
def _without(*modules: str) -> Iterator[None]:
    """As if these modules were not installed."""
    sys.modules.update(dict.fromkeys(modules))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]


def _plain(serializer: Any, message: Any) -> Any:
    """Messages as JSON. huey's own are pickles, with which whoever can write to Redis could run code here."""

    class Plain(serializer):  # type: ignore[misc]
        def _serialize(self, data: Any) -> bytes:
            eta = data.eta.isoformat() if data.eta else None
            return json.dumps([data.id, data.name, eta, list(data.args)]).encode()

        def _deserialize(self, data: bytes) -> Any:
            id, name, eta, args = json.loads(bytes(data))
            moment = datetime.fromisoformat(eta) if eta else None
            return message(id=id, name=name, eta=moment, retries=0, retry_delay=0, args=tuple(args), kwargs={})

    return Plain
