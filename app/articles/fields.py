"""The fields of a front matter: each is asked for by its kind, and every fault is named with its line, all at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from app.articles.header import Faults, Items, Node, Table, Text, unknown
from app.articles.moments import moment
from app.problems import Problem

LONGEST_VALUE = 1000
"""Of any one value, in characters."""

LONGEST_SLUG = 100
"""In characters."""

YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})
_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SLUG = re.compile(r"[^\W_][\w-]*")


@dataclass(slots=True)
class Fields:
    """What is asked of one table. A field that is missing, empty or at fault gives its default.

    Of a table that is not `readable` nothing is asked in earnest: that a title is missing there says nothing.
    """

    table: Table
    faults: Faults
    asked: list[str]
    readable: bool = True

    @classmethod
    def of(cls, table: Table, faults: Faults, *, readable: bool = True) -> Fields:
        """The fields of a table, whose faults are added to those already found."""
        return cls(table, faults, [], readable)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text on one line."""
        node = self._take(key)
        if node is None:
            if required:
                self.fault(key, f'"{key}" is missing' if key not in self.table.values else f'"{key}" is empty')
            return default
        return self._as_text(key, node, default)

    def fitting(self, key: str, fits: Callable[[str], bool], what: str) -> str:
        """A text that fits, or nothing; `what` says what would, as in "a language tag like es"."""
        value = self.text(key)
        if value and not fits(value):
            self.fault(key, f'"{key}" must be {what}, not "{value}"')
            return ""
        return value

    def texts(self, key: str, *, one_will_do: bool = False) -> tuple[str, ...]:
        """A list such as [rest, sleep], without its repetitions."""
        node = self._take(key)
        if node is None:
            return ()
        if one_will_do and isinstance(node, Text):
            return (self._as_text(key, node, ""),)
        if not isinstance(node, Items):
            self.fault(key, f'"{key}" must be a list, like [one, two]')
            return ()
        found = (self._as_text(key, item, "") for item in node.items)
        return tuple(dict.fromkeys(text for text in found if text))

    def yes(self, key: str) -> bool:
        """Whether `key: true`."""
        said = self.text(key).lower()
        if said and said not in YES | _NO:
            self.fault(key, f'"{key}" must be true or false, not "{said}"')
        return said in YES

    def number(self, key: str, default: int) -> int:
        """A whole number that may be negative."""
        said = self.text(key)
        if said and not re.fullmatch(r"[+-]?[0-9]{1,6}", said):
            self.fault(key, f'"{key}" must be a whole number, not "{said}"')
            return default
        return int(said) if said else default

    def moment(self, key: str, zone: tzinfo) -> datetime | None:
        """A date, in the site's zone where it does not say another."""
        said = self.text(key)
        try:
            return moment(said, zone) if said else None
        except ValueError:
            self.fault(key, f'"{key}" must be a date like 2026-03-01 or 2026-03-01 09:00, not "{said}"')
            return None

    def inner(self, key: str) -> Fields | None:
        """The table under a key, such as {name: Early months, order: 2}."""
        node = self._take(key)
        if node is None or isinstance(node, Table):
            return Fields.of(node, self.faults) if node else None
        self.fault(key, f'"{key}" must be a table, like {{name: value}}')
        return None

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return self._take(key) is not None

    def fault(self, key: str, message: str) -> None:
        """Name a fault in the line of a key."""
        if not self.readable:
            return
        self.faults.append((self.table.lines.get(key, self.table.line), message))

    def finish(self) -> None:
        """Name the keys that nobody asked for."""
        self.faults.extend(unknown(self.table, self.asked))

    def _take(self, key: str) -> Node | None:
        self.asked.append(key)
        node = self.table.values.get(key)
        return None if isinstance(node, Text) and node.is_nothing else node

    def _as_text(self, key: str, node: Node, default: str) -> str:
        if not isinstance(node, Text):
            self.faults.append((node.line, f'"{key}" must be a text; put it in quotes if it begins with a bracket'))
            return default
        if node.is_nothing:
            return default
        value = unicodedata.normalize("NFC", " ".join(node.value.split()))
        if _UNUSABLE.search(node.value):
            self.faults.append((node.line, f'"{key}" holds a control character'))
            return default
        if len(value) > LONGEST_VALUE:
            self.faults.append((node.line, f'"{key}" is longer than {LONGEST_VALUE} characters'))
            return default
        return value


def problems_of(file: Path, faults: Faults) -> list[Problem]:
    """Faults as problems of a file, in the order of its lines."""
    return sorted({Problem(file, line, message) for line, message in faults})


def is_slug(text: str) -> bool:
    """Whether this can stand in an address as it is: letters with their signs, digits, hyphens and underscores, at most 100."""
    bare = text if text.isascii() else "".join(sign for sign in text if unicodedata.category(sign) not in ("Mn", "Mc"))
    return len(text) <= LONGEST_SLUG and text[:1] == bare[:1] and _SLUG.fullmatch(bare) is not None
