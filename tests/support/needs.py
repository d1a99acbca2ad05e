"""What a machine may lack. A test that needs it is skipped by name there; what can be installed, CI has, or the test fails."""

import os
import shutil
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools" / "node_modules"
NOT_HERE = "Could not be run here: "

POSTGRESQL_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
WHERE = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *map(str, POSTGRESQL_BINARIES)])


@cache
def program(*names: str, of: str | None = None) -> str:
    """The path of the first of these programs that is installed, part of what is called `of`; skips the test where none is."""
    for name in names:
        if found := shutil.which(name, path=WHERE):
            return found
    return lacking(of or names[0])


@cache
def tool(path: str) -> Path:
    """A file of the tools that npm installs in .tools/; skips the test where it is missing."""
    found = TOOLS / path
    return found if found.is_file() else lacking(path.split("/")[0])


def lacking(name: str) -> NoReturn:
    """Leave the test: `name` is not installed. In CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is missing, and CI must run every test", pytrace=False)
    not_here(name)


def not_here(name: str) -> NoReturn:
    """Leave the test: there is no `name` on this machine, and nothing that could be installed would bring it. Told in CI too."""
    pytest.skip(NOT_HERE + name)


def count_by_name(reasons: list[str]) -> dict[str, int]:
    """How many tests were skipped for want of each program, from the reasons of all skips."""
    counted: dict[str, int] = {}
    for reason in reasons:
        if NOT_HERE in reason:
            name = reason.split(NOT_HERE, 1)[1].strip()
            counted[name] = counted.get(name, 0) + 1
    return counted
