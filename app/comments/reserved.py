"""Reserved names: nobody signs as somebody who writes or moderates here, nor with a name that looks like theirs.

Names are compared by their skeletons, in the manner of Unicode's UTS #39: case, spaces, accents and letters of other
scripts that look the same make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from app import articles
from app.accounts import Moderator, names_of_moderators
from app.comments.usable import UnusableWords
from app.language import _

LONG_ENOUGH = 6
"""Letters of a reserved name that say something where they stand within another name: `Al` stands within many."""

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SAME = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l"})


class NameReserved(UnusableWords):
    """Somebody who writes or moderates here has this name, or one that looks like it."""


def check_name(name: str, *, by: Moderator | None = None) -> None:
    """Refuse a name that could be taken for that of an author or a moderator. Moderators may sign with their own.

    Refused, not merely pointed out to whoever moderates: they read words, readers trust names, and another name costs
    its author nothing.

    Raises:
        NameReserved: it could.
    """
    own = {skeleton(by.name)} if by else set()
    if (_looks(name) - own) & _reserved():
        raise NameReserved(
            _("This is the name of somebody who writes or moderates here, or looks like it. Please choose another one, or none.")
        )


def borrows_a_name(name: str) -> bool:
    """Whether a name holds a reserved one, as in `Rosa Imai, editor`."""
    looks = _looks(name)
    return any(len(one) >= LONG_ENOUGH and one in look and one != look for one in _reserved() for look in looks)


def signs_as(by: Moderator | None, name: str) -> bool:
    """Whether a moderator who is signed in signs with their own name, and so speaks as one."""
    return by is not None and bool(name) and skeleton(name) == skeleton(by.name)


def skeleton(name: str) -> str:
    """What a name looks like: two that may be taken for each other have the same skeleton."""
    plain = "".join(_lookalikes().get(letter, letter) for letter in _bare(name)).casefold()
    again = "".join(_lookalikes().get(letter, letter) for letter in _bare(plain))
    kept = "".join(letter for letter in again.translate(_SAME) if letter.isalnum())
    return kept.replace("rn", "m").replace("vv", "w")


def _looks(name: str) -> set[str]:
    """Its skeletons: two letters of a flag are letters on some screens, and a flag beside the name on others."""
    return {skeleton(name), skeleton(_FLAG.sub("", name))} - {""}


def _bare(text: str) -> str:
    """Without accents, and with letters of one shape made one."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _reserved() -> frozenset[str]:
    authors = {author.name for author in articles.library().site.authors.values()}
    return _skeletons(names_of_moderators() | authors)


@lru_cache(maxsize=4)
def _skeletons(names: frozenset[str]) -> frozenset[str]:
    """Of the few names that the house itself has; they seldom change."""
    return frozenset(map(skeleton, names)) - {""}


@lru_cache(maxsize=1)
def _lookalikes() -> dict[str, str]:
    lines = (Path(__file__).parent / "lookalikes.txt").read_text(encoding="utf-8").splitlines()
    return {like: line[0] for line in lines if not line.startswith("#") for like in line[2:]}
