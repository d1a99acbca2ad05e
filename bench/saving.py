"""Measures how long `make dev` takes to show what was saved: `python -m bench.saving [15]`, the number of saves of each kind.

A copy of the house is followed by `flask dev` and looked at in Chromium. Prints in seconds, in the middle and at most, what
passes from the save until the open page shows it. On a machine that does nothing else: no test holds anything against it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from tests.journeys.test_dev import PARAGRAPHS, Workshop
from tests.support.browser import launch

FOREVER = 30
"""Seconds after which a save counts as never shown."""


def article(workshop: Workshop, number: int) -> str:
    """Save a new paragraph; what is true in the page that shows it."""
    workshop.writes([f"Save {number}.", *PARAGRAPHS])
    return f"document.querySelector('.body p').textContent === 'Save {number}.'"


def template(workshop: Workshop, number: int) -> str:
    """Save a line for the foot of every page; what is true in the page that shows it."""
    workshop.changes("app/templates/foot.html", "<footer", f'<p id="save-{number}">A line.</p>\n<footer')
    return f"document.getElementById('save-{number}') !== null"


def stylesheet(workshop: Workshop, number: int) -> str:
    """Save another colour of headings; what is true in the page that shows it."""
    workshop.changes("app/static/style.css", "h1, h2", f"h1 {{color: rgb(1, 2, {number}) !important}}\nh1, h2")
    return f"getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, {number})'"


def python(workshop: Workshop, number: int) -> str:
    """Save another menu; what is true in the page that shows it."""
    plain = '"reading/article.html",'
    menus = [plain] + [f'{plain} menu=[{{"slug": "save-{one}", "title": "Save", "lang": ""}}],' for one in (number - 1, number)]
    workshop.changes("app/web/reading.py", menus[1] if number > 1 else plain, menus[2])
    return f"document.querySelector('a[href=\"/save-{number}\"]') !== null"


def main(saves: int) -> None:
    """Save, wait, print."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        workshop = Workshop(Path(home))
        try:
            browser = launch(playwright)
            page = browser.new_page(base_url=workshop.base)
            page.goto("/articles/a-quiet-hour")
            for kind in (article, template, stylesheet, python):
                took = [seconds(kind, workshop, page, number) for number in range(1, saves + 1)]
                print(f"{kind.__name__:>10}  {statistics.median(took):5.2f}  at most {max(took):.2f}", flush=True)
            browser.close()
        finally:
            workshop.process.terminate()
            workshop.process.wait(15)


def seconds(kind: Callable[[Workshop, int], str], workshop: Workshop, page: Page, number: int) -> float:
    """What passes from one save until the page shows it.

    Raises:
        TimeoutError: it never did.
    """
    time.sleep(1)  # whoever saves has read what the last save brought
    began = time.monotonic()
    shown = kind(workshop, number)
    while time.monotonic() - began < FOREVER:
        if _is_true(page, shown):
            return time.monotonic() - began
        time.sleep(0.01)
    raise TimeoutError(f"{kind.__name__}: {shown}")


def _is_true(page: Page, condition: str) -> bool:
    try:
        return bool(page.evaluate(condition))
    except Error:  # the page is being loaded
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
