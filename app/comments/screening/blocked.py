"""The block list: words and phrases of content/blocked.txt that a moderator wants pointed out, one a line.

Whole words only: `cialis` is not in `specialist`. A `*` stands for any letters, so that `cialis*` catches `cialisonline`.
Case, accents and signs make no difference. Lines that begin with # are notes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from app.comments.screening.words import Words
from app.config import settings

NAME = "blocked.txt"
STAR = "0star0"
"""What a `*` is while a line is read as words."""


def blocked_in(words: Words) -> str | None:
    """The first words of the text that the block list names, or None."""
    file = settings().content_dir / NAME
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return None
    pattern = _pattern(file, changed)
    found = pattern.search(words.line) if pattern else None
    if found is None:
        return None
    span = words.typed_from(words.token_at(found.start()), words.token_at(found.end() - 1))
    return words.typed[span.start : span.end]


@lru_cache(maxsize=4)
def _pattern(file: Path, changed: int) -> re.Pattern[str] | None:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    phrases = [phrase for line in lines if not line.startswith("#") and (phrase := _phrase(line))]
    return re.compile(rf"(?<![^ ])(?:{'|'.join(phrases)})(?![^ ])") if phrases else None


def _phrase(line: str) -> str:
    found = [word for word in Words(line.replace("*", STAR)).tokens if word not in ".,"]
    return "(?: ,)? ".join(re.escape(word).replace(STAR, "[a-z0-9]*") for word in found)
