"""What is measured, and what it must reach."""

from __future__ import annotations

from dataclasses import dataclass

WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The least score of each category, of 100."""

WITH_PICTURES = "the-phone-at-three-in-the-morning"
WITH_COMMENTS = "the-hour-before-anyone-wakes"
COMMENTS = 100

PAGES = {
    "home": "/",
    "an article with pictures": f"/articles/{WITH_PICTURES}",
    f"an article with {COMMENTS} comments": f"/articles/{WITH_COMMENTS}",
}


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one page, of 100, the middle of some runs; `faults` are the audits that cost points."""

    page: str
    scores: dict[str, int]
    faults: list[str]

    @property
    def missed(self) -> list[str]:
        """The categories that are below what is wanted."""
        return [name for name, least in WANTED.items() if self.scores[name] < least]


def table(found: list[Scores]) -> str:
    """All scores, one page a line, with what cost points below."""
    names = list(WANTED)
    lines = [f"{'':32}" + "".join(f"{name:>16}" for name in names)]
    lines += [f"{one.page:32}" + "".join(f"{_score(one, name):>16}" for name in names) for one in found]
    lines += [f"  {one.page}: {fault}" for one in found for fault in one.faults]
    return "\n".join(lines)


def _score(one: Scores, name: str) -> str:
    return f"{one.scores[name]}{' <' + str(WANTED[name]) if name in one.missed else ''}"
