"""One table of site.toml: its keys are taken one by one, and whatever is wrong with one is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.problems import Problem, did_you_mean
from app.site.toml_lines import Place, line_of


class Faults:
    """What was found wrong with one file so far."""

    def __init__(self, file: Path, lines: dict[Place, int]) -> None:
        self.file = file
        self.lines = lines
        self.found: list[Problem] = []

    def add(self, place: Place, message: str) -> None:
        """Name one fault at the line of `place`."""
        self.found.append(Problem(self.file, line_of(place, self.lines), message))


class Table:
    """A table whose keys are all asked for by name; `finish` names those nobody asked for."""

    def __init__(self, values: dict[str, Any], place: Place, faults: Faults) -> None:
        self._values = values
        self._place = place
        self._faults = faults
        self._asked: list[str] = []

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text without control characters; `default` where it is missing or wrong."""
        value: str = self._take(key, str, "a text in quotes", default)
        if required and not value.strip():
            self.fault(key, f'"{key}" is missing' if key not in self._values else f'"{key}" is empty')
        if any(ord(letter) < 32 and letter not in "\n\t" for letter in value):
            self.fault(key, f'"{key}" holds a control character')
        return value

    def fitting(self, key: str, default: str, fits: Callable[[str], bool], what: str) -> str:
        """A text that fits; `what` says what would, as in "a time zone like Europe/Madrid"."""
        value = self.text(key, default)
        if value != default and not fits(value):
            self.fault(key, f'"{key}" must be {what}, not "{value}"')
            return default
        return value

    def address(self, key: str) -> str:
        """A web address, or nothing."""
        return self.fitting(key, "", is_web_address, "an address that begins with https:// or http://")

    def number(self, key: str, default: int, *, at_least: int, at_most: int) -> int:
        """A whole number within its bounds."""
        value: int = self._take(key, int, "a whole number", default)
        if isinstance(value, bool) or not at_least <= value <= at_most:
            self.fault(key, f'"{key}" must be a whole number from {at_least} to {at_most}')
            return default
        return value

    def day(self, key: str) -> date | None:
        """A date such as 2026-03-01, written without quotes."""
        value: date | None = self._take(key, date, "a date without quotes, like 2026-03-01", None)
        if isinstance(value, datetime):
            self.fault(key, f'"{key}" must be a date without a time, like 2026-03-01')
            return None
        return value

    def table(self, key: str) -> Table:
        """The table under this key, empty where there is none."""
        return Table(self._take(key, dict, f"a table: [{key}]", {}), (*self._place, key), self._faults)

    def tables(self, key: str) -> list[Table]:
        """Every [[key]]."""
        values = self._take(key, list, f"written as [[{key}]]", [])
        if not all(isinstance(value, dict) for value in values):
            self.fault(key, f'"{key}" must be written as [[{key}]]')
            return []
        return [Table(value, (*self._place, key, number), self._faults) for number, value in enumerate(values)]

    def named_tables(self, key: str) -> dict[str, Table]:
        """Every [key.name], by name."""
        inner = self.table(key)
        return {name: inner.table(name) for name in inner._values}

    def fault(self, key: str, message: str) -> None:
        """Name a fault at the line of a key."""
        self._faults.add((*self._place, key), message)

    def finish(self) -> None:
        """Name the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.fault(key, f'unknown key "{key}"{did_you_mean(key, self._asked)}')

    def _take(self, key: str, kind: type, what: str, default: Any) -> Any:
        self._asked.append(key)
        value = self._values.get(key, default)
        if value is default or isinstance(value, kind):
            return value
        self.fault(key, f'"{key}" must be {what}')
        return default


def is_web_address(text: str) -> bool:
    """Whether this is an http or https address with a host and no blanks."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(letter.isspace() for letter in text)
