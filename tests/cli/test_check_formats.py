"""`flask articles check --format json | sarif`: the same problems for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import time_machine
from click.testing import CliRunner

from app.cli.articles import articles_cli
from app.cli.sarif import sarif
from app.problems import Problem, Severity
from tests.support.content import ContentFolder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ContentFolder:
    """A site with an error, a warning, and words that SARIF reads in its own way."""
    made = ContentFolder(tmp_path / "content")
    made.site()
    made.write("articles/a b.md", "---\ntitle: x\ndate: 2026-03-01\nslug: a\ncover: x\n---\n")
    made.article("c", body="[x](gone.md)\n\n![](gone.jpg)\n", cover={"src": "no.jpg"})
    monkeypatch.setenv("CONTENT_DIR", str(made.path))
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path / "instance"))
    return made


def told(form: str) -> tuple[int, dict[str, Any]]:
    with time_machine.travel("2026-10-01"):
        done = CliRunner().invoke(articles_cli, ["check", "--format", form])
    return done.exit_code, json.loads(done.stdout)


def test_json_says_file_line_severity_rule_and_message(folder: ContentFolder) -> None:
    status, said = told("json")
    assert status == 1
    assert said["errors"] == sum(one["severity"] == "error" for one in said["problems"])
    assert said["warnings"] == 1
    by_rule = {one["rule"]: one for one in said["problems"]}
    assert by_rule["links-lead-somewhere"]["message"] == 'the link "gone.md" leads nowhere on this site'
    assert by_rule["links-lead-somewhere"]["file"] == str(folder.path / "articles/c.md")
    assert by_rule["help-lines-are-fresh"]["severity"] == "warning"
    assert {"pictures-are-there", "pictures-are-described", "covers-are-there", "front-matter"} <= set(by_rule)
    assert all(one["line"] >= 1 for one in said["problems"])


def test_sarif_keeps_the_rules_of_its_standard(folder: ContentFolder) -> None:
    status, said = told("sarif")
    assert status == 1
    complaints = list(broken_rules(said))
    assert complaints == []
    assert len(said["runs"][0]["results"]) == len(told("json")[1]["problems"])


def test_without_problems_there_is_a_run_without_results(tmp_path: Path) -> None:
    said = sarif([], tmp_path)
    assert list(broken_rules(said)) == []
    assert said["runs"][0]["results"] == []


def test_braces_and_brackets_stay_what_they_are(tmp_path: Path) -> None:
    message = "cover: {src: ...}, ![what it shows](file), a list, like [one, two]"
    said = sarif([Problem(tmp_path / "a b.md", 3, message, Severity.WARNING, "x")], tmp_path)
    result = said["runs"][0]["results"][0]
    assert result["message"]["text"] == r"cover: {{src: ...}}, !\[what it shows](file), a list, like [one, two]"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%20b.md", "uriBaseId": "%SRCROOT%"}


def test_the_checker_of_this_file_notices_what_is_wrong(tmp_path: Path) -> None:
    def said() -> dict[str, Any]:
        return sarif([Problem(tmp_path / "a.md", 3, "m", rule="x")], tmp_path)

    breaks = [
        lambda one: one.update(version="2.0.0"),
        lambda one: one.update(extra=1),
        lambda one: one["runs"][0].pop("tool"),
        lambda one: one["runs"][0]["results"][0].update(level="fatal"),
        lambda one: one["runs"][0]["results"][0].update(ruleIndex=5),
        lambda one: one["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda one: one["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b.md"),
        lambda one: one["runs"][0]["results"][0].update(message={}),
        lambda one: one["runs"][0]["results"][0]["message"].update(text="{x}"),
        lambda one: one["runs"][0]["tool"]["driver"]["rules"].append({"id": "x"}),
    ]
    for break_it in breaks:
        broken = said()
        break_it(broken)
        assert list(broken_rules(broken)), break_it


# What we use of SARIF 2.1.0 (OASIS standard, 27 March 2020), by its sections: every object's allowed and required
# properties, and the values that the text restricts.
SHAPES: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"$schema", "version", "runs"}, {"version", "runs"}),  # 3.13
    "run": ({"tool", "columnKind", "results"}, {"tool"}),  # 3.14
    "tool": ({"driver"}, {"driver"}),  # 3.18
    "driver": ({"name", "organization", "rules"}, {"name"}),  # 3.19
    "rule": ({"id", "shortDescription"}, {"id"}),  # 3.49
    "result": ({"ruleId", "ruleIndex", "level", "message", "locations"}, {"message"}),  # 3.27
    "message": ({"text"}, {"text"}),  # 3.11
    "location": ({"physicalLocation"}, set()),  # 3.28
    "physical": ({"artifactLocation", "region"}, {"artifactLocation"}),  # 3.29
    "artifact": ({"uri", "uriBaseId"}, {"uri"}),  # 3.4
    "region": ({"startLine"}, {"startLine"}),  # 3.30
}


def broken_rules(log: dict[str, Any]) -> Iterator[str]:
    """Every rule of the standard that a log breaks."""
    yield from _shape("log", log)
    if log.get("version") != "2.1.0" or not urlsplit(log.get("$schema", "")).scheme:
        yield "3.13: version and schema"
    for run in log["runs"]:
        yield from _shape("run", run)
        if run.get("columnKind") not in (None, "utf16CodeUnits", "unicodeCodePoints"):
            yield "3.14.17: columnKind"
        if "tool" in run:
            yield from _run(run)


def _run(run: dict[str, Any]) -> Iterator[str]:
    yield from _shape("tool", run["tool"])
    driver = run["tool"]["driver"]
    yield from _shape("driver", driver)
    ids = [rule["id"] for rule in driver["rules"]]
    if len(set(ids)) < len(ids):
        yield "3.49.3: two rules with one id"
    for rule in driver["rules"]:
        yield from _shape("rule", rule)
        if "shortDescription" in rule and not rule["shortDescription"]["text"].endswith("."):
            yield "3.49.9: a sentence ends with a period"
    for result in run["results"]:
        yield from _result(result, ids)


def _result(result: dict[str, Any], ids: list[str]) -> Iterator[str]:
    yield from _shape("result", result)
    yield from _shape("message", result["message"])
    text = result["message"].get("text", "")
    if re.search(r"(?<!\{)(?:\{\{)*\{(?!\{|\d+\})", text) or re.search(r"(?<!\\)\[[^\]]*\]\(", text):
        yield f"3.11.5, 3.11.6: {text}"
    if result["level"] not in ("none", "note", "warning", "error"):
        yield "3.27.10: level"
    if not 0 <= result["ruleIndex"] < len(ids) or ids[result["ruleIndex"]] != result["ruleId"]:
        yield "3.27.6: ruleIndex"
    for location in result["locations"]:
        yield from _shape("location", location)
        physical = location["physicalLocation"]
        yield from _shape("physical", physical)
        yield from _shape("artifact", physical["artifactLocation"])
        yield from _shape("region", physical["region"])
        uri = physical["artifactLocation"]["uri"]
        if not re.fullmatch(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", uri, re.ASCII):
            yield f"3.4.3: {unquote(uri)} is no URI reference"
        if urlsplit(uri).scheme and "uriBaseId" in physical["artifactLocation"]:
            yield "3.4.4: an absolute URI has no base"
        if not (isinstance(physical["region"]["startLine"], int) and physical["region"]["startLine"] >= 1):
            yield "3.30.5: startLine"


def _shape(kind: str, value: dict[str, Any]) -> Iterator[str]:
    allowed, required = SHAPES[kind]
    yield from (f"{kind}: unknown {name}" for name in value.keys() - allowed)
    yield from (f"{kind}: {name} is missing" for name in required - value.keys())
