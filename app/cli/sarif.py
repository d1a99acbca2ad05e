"""Problems as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show beside the lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.problems import Problem, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def sarif(problems: Iterable[Problem], root: Path) -> dict[str, Any]:
    """One run with a result for each problem; files inside `root` are named from there."""
    found = list(problems)
    rules = sorted({problem.rule for problem in found})
    driver = {
        "name": "flask articles check",
        "organization": "Understory",
        "rules": [{"id": rule, "shortDescription": {"text": rule.replace("-", " ").capitalize() + "."}} for rule in rules],
    }
    results = [_result(problem, rules.index(problem.rule), root) for problem in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, rule: int, root: Path) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(problem.file, root), "region": {"startLine": problem.line}}
    return {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": "error" if problem.severity is Severity.ERROR else "warning",
        "message": {"text": _message(problem.message)},
        "locations": [{"physicalLocation": place}],
    }


def _artifact(file: Path, root: Path) -> dict[str, str]:
    if file.is_relative_to(root):
        return {"uri": quote(file.relative_to(root).as_posix()), "uriBaseId": "%SRCROOT%"}
    return {"uri": file.as_uri()}


def _message(text: str) -> str:
    """Braces are doubled (3.11.5), and what only looks like a link is marked as none (3.11.6)."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))
