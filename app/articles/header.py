"""Front matter as YAML writes it, without YAML's guesses.

Every value stays the text that was typed: `no` is no False, `12:30` no 750, a date no date until a field asks for one.
The parser's events are used rather than its trees, because building a tree of ten thousand brackets crashes the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from app.problems import did_you_mean

DEEPEST = 3
"""A list or a table inside the front matter, and a list inside that."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Text:
    """A value as it was typed. `plain`: without quotes."""

    value: str
    line: int
    plain: bool = True

    @property
    def is_nothing(self) -> bool:
        """Whether the key stands there without a value."""
        return self.plain and self.value in _NOTHING


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: list[Node]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values; `lines` are those of the keys."""

    values: dict[str, Node]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


Node = Text | Items | Table
Faults = list[tuple[int, str]]
"""Lines, counted from 1, and messages."""


def read(text: str, first_line: int) -> tuple[Table, Faults]:
    """The front matter's table and what is wrong with it; `first_line` is the file's line on which `text` begins."""
    reader = _Reader(first_line)
    try:
        table = reader.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except _Unreadable as error:
        return Table({}, first_line), [*reader.faults, error.fault]
    except yaml.YAMLError as error:
        return Table({}, first_line), [*reader.faults, _said(error, first_line)]
    return table, reader.faults


class _Unreadable(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.fault = (line, message)


class _Reader:
    """Turns the parser's events into nodes."""

    def __init__(self, first_line: int) -> None:
        self.faults: Faults = []
        self._first = first_line

    def document(self, events: Iterator[yaml.Event]) -> Table:
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                table = self._table(event, events, 1)
                self._end(events)
                return table
            if isinstance(event, yaml.NodeEvent):
                raise _Unreadable(self._line(event), "the front matter must be lines of `key: value`")
        return Table({}, self._first)

    def _end(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _Unreadable(self._line(event), "the front matter must be one document")

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = self._line(event)
        if depth > DEEPEST:
            raise _Unreadable(line, "lists and tables stand too deep in one another")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unreadable(line, "YAML's anchors and aliases (& and *) are not understood here; put the text in quotes")
        if getattr(event, "tag", None):
            raise _Unreadable(line, "YAML's tags (!) are not understood here; put the text in quotes")
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, line, not event.style)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, events, depth)
        assert isinstance(event, yaml.MappingStartEvent)  # noqa: S101 - the only event left
        return self._table(event, events, depth)

    def _items(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Items:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, depth + 1))
        return Items(items, self._line(start))

    def _table(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Table:
        table = Table({}, self._line(start))
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Text):
                raise _Unreadable(key.line, "a key must be a word")
            if key.value in table.values:
                self.faults.append((key.line, f'the key "{key.value}" is here twice, first in line {table.lines[key.value]}'))
                continue
            table.values[key.value], table.lines[key.value] = value, key.line
        return table

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self._first + (mark.line if mark else 0)


def _said(error: yaml.YAMLError, first_line: int) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    line = first_line + (mark.line if mark else 0)
    hint = "; put a text that holds a colon in quotes" if "mapping values" in problem else ""
    return line, f"is not YAML: {problem}{hint}"


def unknown(table: Table, known: list[str]) -> Faults:
    """The keys that mean nothing here."""
    return [(line, f'unknown key "{key}"{did_you_mean(key, known)}') for key, line in table.lines.items() if key not in known]
