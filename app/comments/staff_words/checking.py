"""Checking what staff want to say in public, against the lists beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.accounts import Moderator
from app.comments.reserved import signs_as
from app.comments.usable import UnusableWords
from app.language import _

LISTS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Stop:
    """Words that would confirm that somebody is or was a patient: as they were written, and why they would."""

    words: str
    why: str
    instead: tuple[str, ...]


class WouldConfirmPatient(UnusableWords):
    """A reply of somebody who works here would tell everyone that its reader is or was a patient."""

    def __init__(self, stop: Stop) -> None:
        instead = " ".join(_("“%(words)s”", words=one) for one in stop.instead)
        told = _("Nothing was sent. “%(words)s”: %(why)s You could say instead: %(instead)s")
        super().__init__(told % {"words": stop.words, "why": stop.why, "instead": instead})
        self.stop = stop


def check_staff_words(body: str) -> None:
    """Refuse a reply of staff that would confirm that its reader is or was a patient.

    Raises:
        WouldConfirmPatient: for the first such words.
    """
    for stop in stops_in(body):
        raise WouldConfirmPatient(stop)


def check_said_by_staff(body: str, name: str, *, by: Moderator | None) -> None:
    """The same for a comment of anybody's: only a moderator who signs with their own name speaks for the house.

    Raises:
        WouldConfirmPatient: for the first such words.
    """
    if signs_as(by, name):
        check_staff_words(body)


def stops_in(body: str) -> list[Stop]:
    """Everything in a text that would confirm it, in any language of the lists."""
    text = " ".join(body.replace("’", "'").replace("*", "").split())
    found = []
    for pattern, why, instead in _rules():
        found += [Stop(match[0], why, instead) for match in pattern.finditer(text)]
    return found


@lru_cache(maxsize=1)
def _rules() -> list[tuple[re.Pattern[str], str, tuple[str, ...]]]:
    rules = []
    for file in sorted(LISTS.glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        instead = tuple(said["instead"])
        for stop in said["stops"]:
            either = "|".join(_pattern(words) for words in stop["words"])
            rules.append((re.compile(rf"\b(?:{either})\b", re.IGNORECASE), stop["why"], instead))
    return rules


def _pattern(words: str) -> str:
    """`your next|last? visit|visits`: alternatives of one word with `|`, a word that may be missing with `?`."""
    pattern = ""
    for word in words.split():
        ways = "|".join(re.escape(one) for one in word.removesuffix("?").split("|"))
        pattern += f"(?:(?:{ways})\\s+)?" if word.endswith("?") else f"(?:{ways})\\s+"
    return pattern.removesuffix("\\s+")
