"""What the database knows of articles, told to those who have to decide between files and speak no SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """`served` says of every slug that was ever served which identity it stood for first; `words` of the newest slug of an
    article without an id which words its file held last, as their digest. Nothing where nobody could be asked.
    """

    served: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


Asking = Callable[[], Known | None]
"""What asks the database; None where it does not answer."""


def nothing() -> Known:
    """What is known without a database."""
    return Known()
