"""What a decision adds to the hourly counts, and takes from them again when it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app import hourly
from app.comments import POSTED, Lane
from app.moderation.decision import Decision, Verdict
from app.moderation.statistics.waits import bucket_of

UNDONE, CAUGHT, MISSED, MISTAKEN = "undone", "caught", "missed", "mistaken"
"""`caught` is spam that had been put apart, `missed` spam that had not, `mistaken` what had been put apart and was none."""

REASON, WAITED = "reason:", "waited:"

__all__ = ["CAUGHT", "MISSED", "MISTAKEN", "POSTED", "REASON", "UNDONE", "WAITED", "count_decision", "uncount_decision"]


def count_decision(decision: Decision) -> None:
    """Count a decision in the hour in which it was made. The caller commits."""
    hourly.count(_of(decision), decision.decided_at)


def uncount_decision(decision: Decision) -> None:
    """It was undone: it counts as that and as nothing else. The caller commits."""
    hourly.count(_of(decision), decision.decided_at, by=-1)
    hourly.count((UNDONE,), decision.decided_at)


def _of(decision: Decision) -> Iterator[str]:
    yield decision.verdict
    if decision.reason and decision.verdict == Verdict.REJECTED:
        yield REASON + decision.reason
    since = decision.before.get("waiting_since")
    if since is None:
        return  # decided anew: nobody waited, and no screen had a say
    yield f"{WAITED}{bucket_of(decision.decided_at - datetime.fromisoformat(since))}"
    apart, spam = decision.before.get("lane") == Lane.SUSPECTED, decision.verdict == Verdict.SPAM
    if apart or spam:
        yield CAUGHT if apart and spam else MISSED if spam else MISTAKEN
