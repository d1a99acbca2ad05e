"""Two auditors that know more rules than we do: axe-core for access, the Nu checker for HTML."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.support.needs import program, tool

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page as it stands now, one line for each place.

    A button pressed before leads to a page whose words are there before its stylesheet is: it waits for both.
    """
    page.wait_for_load_state("load")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate("(source) => { (0, eval)(source) }", tool("axe-core/axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", STANDARDS)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def nu_messages(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the Nu HTML checker says about pages, given as name and HTML, in one run of Java; informational notes are left out."""
    java, jar = program("java", of="Java"), tool("vnu-jar/build/dist/vnu.jar")
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[file.name] = name
    command = [
        java,
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        *(str(folder / one) for one in names),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    messages = json.loads(done.stdout)["messages"]
    told = [one for one in messages if one["type"] != "info" or one.get("subType") == "warning"]
    return [
        f"{names[one['url'].rsplit('/', 1)[-1]]}:{one.get('lastLine', '?')}: {one['message']} {one.get('extract', '')!r}"
        for one in told
    ]
