"""The question whether anything was committed, asked before every page that is kept is sent: so it costs microseconds."""

from __future__ import annotations

from threading import local
from typing import Any

from sqlalchemy import Connection, Engine

from app.db import DatabaseBusy, db


class Watch:
    """A kept connection for each thread, which never writes: it tells whether anybody committed anything.

    `PRAGMA data_version` does not see a connection's own commits, so this one must have none.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._of_thread = local()

    def connection(self) -> Connection:
        """This thread's kept connection; each statement on it sees the newest commit."""
        kept: Connection | None = getattr(self._of_thread, "connection", None)
        if kept is None or kept.closed or kept.invalidated:
            kept = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._of_thread.connection = kept
        return kept

    def data_version(self) -> int | None:
        """A number that changes for this thread with every commit of anybody else; None where one has to ask the rows.

        Raises:
            DatabaseBusy: the database does not answer.
        """
        return self.number("PRAGMA data_version") if self._engine.dialect.name == "sqlite" else None

    def number(self, question: str, *values: str) -> int:
        """The one number that `question`, with a ? for each value, is answered with. A page that is kept waits for nothing
        else, so it goes past SQLAlchemy, which takes twenty times as long.

        Raises:
            DatabaseBusy: the database does not answer.
        """
        driver: Any = getattr(self._of_thread, "driver", None)
        try:
            if driver is None or self._of_thread.connection.invalidated:
                driver = self._of_thread.driver = self.connection().connection.driver_connection
            asked = question if self._engine.dialect.name == "sqlite" else question.replace("?", "%s")
            return int(driver.execute(asked, values).fetchone()[0])
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise DatabaseBusy(question, None, error) from error

    def drop(self) -> None:
        """Forget this thread's connection, after an error on it."""
        kept: Connection | None = getattr(self._of_thread, "connection", None)
        self._of_thread.__dict__.clear()
        if kept is not None:
            kept.invalidate()
            kept.close()


def watch() -> Watch:
    """A Watch of the running application's database."""
    return Watch(db.engine)
