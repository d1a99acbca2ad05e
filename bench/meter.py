"""Measuring: wrk from outside, the kernel's own counting of processor time and memory, the middle and the spread of rounds."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")
"""Microseconds of the unit in which /proc counts processor time."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of wrk: answers a second, microseconds of the server's processor time for each, and milliseconds that 99 of
    100 did not pass."""

    rate: float
    cpu: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Figure:
    """The middle of some rounds, and the least and the most of them."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Figure:
        """From the values of every round."""
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])


def hammer(
    url: str,
    processes: Sequence[int],
    *,
    seconds: float = 3,
    connections: int = 32,
    headers: Sequence[str] = (),
    script: str = "",
    errors_count: bool = True,
) -> Round:
    """Ask as fast as the answers come. Where `errors_count` is False, answers may be errors.

    Raises:
        RuntimeError: some answers were errors.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    before = processor_time(processes)
    said = subprocess.run([*command, *(["-s", script] if script else []), url], capture_output=True, text=True, check=True).stdout
    spent = processor_time(processes) - before
    if errors_count and (failed := re.search(r"Non-2xx or 3xx responses: (\d+)", said)):
        raise RuntimeError(f"{failed[1]} answers of {url} were errors")
    number = int(_found(r"(\d+) requests in", said))
    return Round(float(_found(r"Requests/sec:\s+([\d.]+)", said)), spent / max(1, number), _milliseconds(said))


def processor_time(processes: Iterable[int]) -> float:
    """Microseconds that these processes have used so far."""
    fields = (Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for one in processes)
    return sum((int(one[11]) + int(one[12])) * TICK for one in fields)


def resident(process: int) -> float:
    """Megabytes that a process has in memory, with what it shares."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(_found(r"VmRSS:\s+(\d+)", status)) / 1024


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(one) for one in subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True).stdout.split()]


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"no {pattern} in {text[:400]}")
    return match[1]


def _milliseconds(said: str) -> float:
    match = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]] if match else float("nan")
