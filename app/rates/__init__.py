"""How often somebody did something lately, counted once for all workers: in the database, or in Redis where there is one.

The library that counts is loaded with the first count: a worker that only answers readers never needs it.
"""

from __future__ import annotations

from werkzeug.utils import import_string

from app.rates.count import Count, TooFast

__all__ = ["Count", "TooFast", "check", "count", "hit"]


def hit(limit: str, *, what: str, who: str) -> None:
    """Count one act `what` of `who` (hashed at once under a key that changes daily) against `limit`.

    `limit` is in the limits library's notation: `5/10 minutes;20/day`.

    Raises:
        TooFast: one of the limits is reached; then nothing is counted.
    """
    import_string("app.rates.counting:hit")(limit, what=what, who=who)


def count(limit: str, *, what: str, who: str) -> None:
    """Count one act that was done after `check` had let it pass, whatever others did meanwhile."""
    import_string("app.rates.counting:count")(limit, what=what, who=who)


def check(limit: str, *, what: str, who: str) -> None:
    """Refuse where `limit` is reached already; counts nothing. What then fails is counted by `hit`.

    Raises:
        TooFast: one of the limits is reached.
    """
    import_string("app.rates.counting:check")(limit, what=what, who=who)
