"""What the application asks its database: every statement, and how the database goes about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event

from app.db import db

LARGE = ("comments", "revisions", "decisions", "branches")
"""Tables with a row or more for each comment there ever was."""

SMALL = "ix_comments_waiting"
"""An index of the few comments that wait: walking through it is walking through the queue."""


@dataclass
class Heard:
    """The statements heard so far, each text once with the values of its first time, and how many they were in all."""

    statements: dict[str, Any] = field(default_factory=dict)
    number: int = 0

    def hear(self, _c: Any, _k: Any, statement: str, values: Any, _x: Any, many: bool) -> None:
        """Called by SQLAlchemy before each statement."""
        self.number += 1
        if not many:
            self.statements.setdefault(statement, values)


@contextmanager
def heard(app: Flask) -> Iterator[Heard]:
    """Everything that is asked of the application's database meanwhile."""
    heard = Heard()
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", heard.hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", heard.hear)


def scans(connection: Connection, statement: str, values: Any) -> list[str]:
    """Where a statement would walk through a whole large table, in the words of the database."""
    if not re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)", statement, re.IGNORECASE):
        return []
    names = "|".join({*LARGE, *_aliases(statement)})
    return (_on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql)(connection, statement, values, names)


def _aliases(statement: str) -> set[str]:
    return set(re.findall(rf"\b(?:{'|'.join(LARGE)}) AS (\w+)", statement))


def _on_sqlite(connection: Connection, statement: str, values: Any, names: str) -> list[str]:
    """A walk through all comments of an article or of a status is one too, unless it ends after a page."""
    plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    wide = rf"SEARCH (?:{names}) USING (?:COVERING )?INDEX \w+ \((?:article_id|status)=\?\)"
    ends = re.search(r"\bLIMIT\b|\bEXISTS\b", statement)
    all_of_it = rf"SCAN (?:{names})\b(?!.*{SMALL})"
    return [step for step in plan if re.match(all_of_it, step) or (not ends and re.match(wide, step))]


def _on_postgresql(connection: Connection, statement: str, values: Any, names: str) -> list[str]:
    """With sequential scans forbidden, a small table tells what a large one would; a walk through a whole index is one too."""
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    tree = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return [
        f"{one['Node Type']} on {one['Alias']} {one.get('Filter', '')}"
        for one in _nodes(tree)
        if one.get("Relation Name") in LARGE
        and one["Node Type"] in ("Seq Scan", "Index Scan", "Index Only Scan")
        and "Index Cond" not in one
        and one.get("Index Name") != SMALL
    ]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


@contextmanager
def worked(app: Flask) -> Iterator[list[int]]:
    """How much SQLite works meanwhile: a list whose only number is that of its machine's steps, in tens.

    Steps are the same on every machine, however busy it is; each row that is looked at takes some.
    """
    steps = [0]

    def step() -> None:
        steps[0] += 1

    def listen(_c: Any, cursor: Any, *_: Any) -> None:
        cursor.connection.set_progress_handler(step, 10)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield steps
    finally:
        event.remove(engine, "before_cursor_execute", listen)
