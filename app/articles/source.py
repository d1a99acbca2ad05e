"""A Markdown file taken apart: its bytes' digest, its front matter as YAML text, its body, and the line each begins on."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from app.problems import ContentError, Problem

MOST_BYTES = 2_000_000
MOST_HEADER = 65_536
"""In characters. YAML's own parser is not to be trusted with more."""

_FENCES = re.compile(r"---[ \t]*\n(?P<header>.*?)(?<=\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Source:
    """One file. Lines count from 1; `problems` are those that do not keep it off line, such as a byte-order mark."""

    path: Path
    fingerprint: str
    header: str
    body: str
    body_line: int
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, path: Path, data: bytes) -> Source:
        """Take a file's bytes apart.

        Raises:
            ContentError: it is no text, or has no front matter.
        """
        text, problems = _text(path, data)
        fences = _FENCES.match(text)
        if fences is None:
            raise ContentError([_no_fence(path, text)])
        if len(fences["header"]) > MOST_HEADER:
            raise ContentError([Problem(path, 1, f"the front matter is longer than {MOST_HEADER} characters")])
        body_line = text.count("\n", 0, fences.end()) + 1
        return cls(path, digest(data), fences["header"], text[fences.end() :], body_line, problems)


def digest(data: bytes) -> str:
    """What changes with every byte of a file."""
    return hashlib.sha256(data).hexdigest()[:20]


def _text(path: Path, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    if len(data) > MOST_BYTES:
        raise ContentError([Problem(path, 1, f"is larger than {MOST_BYTES} bytes")])
    if data.startswith(_UTF16):
        raise ContentError([Problem(path, 1, "is UTF-16; save it as UTF-8")])
    marked = data.startswith(codecs.BOM_UTF8)
    problem = Problem(path, 1, "begins with a byte-order mark; save it as UTF-8 without one")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError([Problem(path, line, "is not UTF-8 here; save it as UTF-8")]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError([Problem(path, line, "holds a NUL character")])
    return text.replace("\r\n", "\n"), (problem,) if marked else ()


def _no_fence(path: Path, text: str) -> Problem:
    if not text.strip():
        return Problem(path, 1, "is empty")
    if not text.startswith("---"):
        return Problem(path, 1, "must begin with front matter: a line of three hyphens (---)")
    return Problem(path, 1, "the front matter has no end: a second line of three hyphens (---) is missing")
