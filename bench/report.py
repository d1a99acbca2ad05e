"""docs/performance.md and its drawing, written from what was measured."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass, field
from pathlib import Path

from bench.busy import Busy
from bench.chart import Panel, drawing
from bench.curves import Curves
from bench.hot import Hot, middle_cpu
from bench.load import Weight
from bench.meter import Figure, Round

ROOT = Path(__file__).resolve().parent.parent
PAGE, DRAWING = ROOT / "docs" / "performance.md", ROOT / "docs" / "pictures" / "costs.svg"
BEGINS, ENDS = "<!-- what make bench measured last -->", "<!-- end -->"


@dataclass
class Measured:
    """Everything that one run found. `missing`: the peers that could not be had, and why."""

    hot: Hot
    posted: tuple[list[Round], list[Round]]
    after: tuple[Figure, Figure]
    busy: Busy
    weight: Weight
    ready: float
    curves: Curves
    libraries: dict[str, dict[str, object]]
    load: tuple[float, float]
    missing: list[str] = field(default_factory=list)


def write(found: Measured) -> str:
    """Put the figures where they stand in the page, and draw the curves; gives back the figures."""
    said = "\n".join(
        [
            _machine(found),
            *_hot(found),
            *_posting(found),
            *_busy(found.busy),
            *_weight(found),
            *_libraries(found),
            *_missing(found),
        ]
    )
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGINS)[0], page.split(ENDS, 1)[1]
    PAGE.write_text(f"{before}{BEGINS}\n\n{said}\n\n![How costs grow](pictures/costs.svg)\n\n{ENDS}{after}", encoding="utf-8")
    DRAWING.write_text(_drawn(found.curves), encoding="utf-8")
    return said


def _machine(found: Measured) -> str:
    cores, memory = os.cpu_count() or 1, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    kind, (least, most) = name[1].strip() if name else platform.machine(), found.load
    shared = (
        " **It was shared with other work meanwhile**: read ratios and processor times, not rates." if most > cores + 2 else ""
    )
    return (
        f"{cores} cores ({kind}), {memory:.0f} GB, Python {platform.python_version()}; load between {least:.1f} and {most:.1f} "
        f"during the run, of which the run itself makes about {cores}.{shared}\n"
    )


def _hot(found: Measured) -> list[str]:
    hot = found.hot
    rows = [
        ("nginx, one worker, a static file", hot.nginx, hot.nginx),
        ("Understory, as `make run` starts it", hot.ours, hot.nginx),
        ("behind nginx with the one-second cache of deploy/", hot.cached, hot.nginx),
        ("nginx, 304", hot.nginx_304, hot.nginx_304),
        ("Understory, 304", hot.ours_304, hot.nginx_304),
    ]
    lines = [
        "### A hot page with 100 comments, gzip",
        "",
        "| | answers a second | of nginx | processor time an answer |",
        "|---|---:|---:|---:|",
    ]
    for name, of, to in rows:
        lines.append(f"| {name} | {_rate(of)} | {_span(hot.ratio(of, to), '.2f')} | {middle_cpu(of):.0f} us |")
    if hot.isso:
        lines.append(f"| Isso, the same number of comments | {_rate(hot.isso)} | | {middle_cpu(hot.isso):,.0f} us |")
        lines += ["", f"That is {_span(hot.ratio(hot.ours, hot.isso), ',.0f')} times Isso's rate."]
    sizes = ", ".join(f"{name} {size:,}" for name, size in hot.bytes.items())
    lines += [
        "",
        f"Bytes of the page: {sizes}.",
        f"The first request after a new comment is public: {_span(found.after[0], '.1f')} ms with all hundred on the page, "
        f"{_span(found.after[1], '.1f')} ms with fifty, as the example site has them.",
        "",
    ]
    return lines


def _posting(found: Measured) -> list[str]:
    ours, theirs = found.posted
    lines = [
        "### Posting, each comment committed before it is answered",
        "",
        "| | comments a second | 99 of 100 within | processor time each |",
        "|---|---:|---:|---:|",
    ]
    for name, rounds in (("Understory", ours), ("Isso", theirs)):
        if rounds:
            slowest = Figure.of(one.slowest for one in rounds).middle
            lines.append(f"| {name} | {_rate(rounds)} | {slowest:.0f} ms | {middle_cpu(rounds) / 1000:.1f} ms |")
    return [*lines, ""]


def _busy(busy: Busy) -> list[str]:
    rate, slowest = (Figure.of(getattr(one, name) for one in busy.readers) for name in ("rate", "slowest"))
    posted = Figure.of(one.rate for one in busy.writers)
    return [
        "### Everything at once",
        "",
        f"At {_span(rate, ',.0f')} answers a second, {rate.middle / busy.peak:.0%} of what was the most just before, 99 of 100 "
        f"readers had the page within {_span(slowest, '.1f')} ms, while {posted.middle:.0f} comments a second were posted and a "
        f"moderator decided {busy.decided} times, each within {busy.deciding:.0f} ms in the middle case.",
        "",
    ]


def _weight(found: Measured) -> list[str]:
    weight = found.weight
    return [
        "### Memory and start, with the example content",
        "",
        f"The heaviest worker holds {weight.idle:.0f} MB idle, {weight.later:.0f} MB after some 100,000 requests of every kind "
        f"and {weight.latest:.0f} MB after as many again. A first start took {found.ready:.1f} s until it was ready.",
        "",
    ]


def _libraries(found: Measured) -> list[str]:
    names = [name for name in next(iter(found.libraries.values())) if name != "articles"]
    lines = ["### Large libraries", "", f"| | {' | '.join(found.libraries)} |", "|---|" + "---:|" * len(found.libraries)]
    return [*lines, *(f"| {name} | {' | '.join(str(one[name]) for one in found.libraries.values())} |" for name in names), ""]


def _missing(found: Measured) -> list[str]:
    return ["### Not measured", "", *(f"- {one}" for one in found.missing), ""] if found.missing else []


def _drawn(curves: Curves) -> str:
    thread = Panel(
        "Processor time for a thread, ms", "comments", {"Understory, its first page": curves.page, "Isso, the whole": curves.isso}
    )
    hot = Panel("Hot answers a second", "comments", {"Understory": curves.hot})
    ready = Panel("Seconds until it can be read", "articles", {"Understory, cold start": curves.ready, "Pelican": curves.pelican})
    return drawing([thread, hot, ready], "How costs grow with comments and with articles")


def _rate(rounds: list[Round]) -> str:
    return _span(Figure.of(one.rate for one in rounds), ",.0f")


def _span(figure: Figure, form: str) -> str:
    return f"{figure.middle:{form}} ({figure.least:{form}}-{figure.most:{form}})"
