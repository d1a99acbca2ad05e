"""Effect: what a decision changes about a comment, and from when.

Each decision moves what readers will see from its own effect on. What an earlier one takes down is gone at that one's effect,
whatever is decided about other words meanwhile; words that were refused before anybody saw them never appear.
"""

from __future__ import annotations

from datetime import datetime

from app.comments import Comment
from app.db import FOREVER
from app.moderation.decision import Verdict


def bring_about(
    comment: Comment, verdict: Verdict, revision_id: int, at: datetime, effect: datetime, *, reported: bool = False
) -> None:
    """Move the comment's public times. What is public stays so until `effect`, or until an earlier decision takes it down.

    Refusing new words leaves the approved ones up - unless a reader reported those: then the comment is taken down.
    """
    _settle(comment, at)
    comment.waiting_since = comment.handed_over_by = None
    former, shown = comment.status_at(at), comment.public_revision_id if comment.is_public(at) else None
    if verdict is Verdict.APPROVED:
        _let_appear(comment, revision_id, shown, at, effect)
    elif reported or shown in (None, revision_id):
        _take_down(comment, shown, effect)
    elif _refuse_edit(comment, revision_id):
        return
    if shown and comment.public_until < effect:
        former = comment.status_at(comment.public_until)
    comment.former_status, comment.status, comment.status_from = former, verdict, effect


def _let_appear(comment: Comment, revision_id: int, shown: int | None, at: datetime, effect: datetime) -> None:
    appears = _already_coming(comment, revision_id, at) or effect
    comment.next_revision_id = comment.next_from = None
    if shown is None:
        comment.public_revision_id, comment.public_from, comment.public_until = revision_id, appears, FOREVER
    elif shown == revision_id:
        comment.public_until = FOREVER
    else:
        comment.next_revision_id, comment.next_from = revision_id, appears


def _already_coming(comment: Comment, revision_id: int, at: datetime) -> datetime | None:
    """When these words will appear without another decision: approving them twice does not put them off."""
    coming = {comment.public_revision_id: comment.public_from, comment.next_revision_id: comment.next_from}.get(revision_id)
    return coming if coming and coming > at else None


def _take_down(comment: Comment, shown: int | None, effect: datetime) -> None:
    comment.next_revision_id = comment.next_from = None
    if shown is None:
        comment.public_from = None  # approved, and not yet in force: it never appears
    else:
        comment.public_until = min(comment.public_until, effect)


def _refuse_edit(comment: Comment, revision_id: int) -> bool:
    """Refuse words beside those that readers see; whether the comment goes on as it is."""
    if comment.next_revision_id == revision_id:
        comment.next_revision_id = comment.next_from = None
    return comment.public_until == FOREVER or comment.next_from is not None


def _settle(comment: Comment, at: datetime) -> None:
    """What has come into force by itself becomes what is."""
    if comment.next_from is None or comment.next_from > at:
        return
    if comment.public_until <= comment.next_from:
        comment.public_from = comment.next_from
    comment.public_revision_id, comment.public_until = comment.next_revision_id, FOREVER
    comment.next_revision_id = comment.next_from = None
