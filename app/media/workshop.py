"""Writing to the folder of copies, and sweeping it. Only whoever holds its lock does either."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from pathlib import Path

from app.media.copies import digest_of

HALF = ".half"
YOUNG = 3600
"""Seconds during which a copy of an unknown picture is left alone: another process may have noticed the picture first."""


def written(path: Path, data: bytes) -> None:
    """Write a file whole: after a power cut it is there with all its bytes, or not there.

    Raises:
        OSError: it cannot be written; nothing is left.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}{HALF}")
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def sweep(folder: Path, digests: Collection[str]) -> None:
    """Remove what a killed process left half, what was made by a former version, and what belongs to none of these pictures."""
    oldest = time.time() - YOUNG
    with os.scandir(folder) as files:
        for file in files:
            stranger = not file.name.startswith(".") and digest_of(file.name) not in digests
            if file.name.endswith(HALF) or (stranger and file.stat().st_mtime < oldest):
                Path(file.path).unlink(missing_ok=True)
