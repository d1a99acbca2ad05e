"""What is wrong with a file of content/, said so that its writer can mend it: file, line, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """An error keeps something off line or breaks it; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` counts from 1; `rule` names what was broken, for machines. Prints as `file:line: message`."""

    file: Path
    line: int
    message: str
    severity: Severity = Severity.ERROR
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self._said}"

    def seen_from(self, folder: Path) -> str:
        """The same line with the file's name as somebody in `folder` would type it."""
        inside = self.file.is_relative_to(folder)
        return f"{self.file.relative_to(folder) if inside else self.file}:{self.line}: {self._said}"

    @property
    def _said(self) -> str:
        return f"warning: {self.message}" if self.severity is Severity.WARNING else self.message


class ContentError(Exception):
    """Content that cannot be loaded at all; prints its problems, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean "tags"?)` where one of the known words is close, else nothing."""
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""
