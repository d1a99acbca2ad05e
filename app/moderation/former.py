"""A comment's fields as they were before a decision: kept with the decision, put back by undoing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.comments import Comment

FIELDS = (
    "status",
    "status_from",
    "former_status",
    "waiting_since",
    "lane",
    "handed_over_by",
    "public_revision_id",
    "public_from",
    "public_until",
    "next_revision_id",
    "next_from",
)


def remember(comment: Comment) -> dict[str, Any]:
    """The fields as JSON: moments as ISO 8601 text."""
    values = {name: getattr(comment, name) for name in FIELDS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def put_back(comment: Comment, before: dict[str, Any]) -> None:
    """Give the comment the fields it had."""
    for name in FIELDS:
        if name not in before:
            continue  # decided before the house kept this field
        value = before[name]
        is_moment = name.endswith(("_from", "_until", "_since")) and value is not None
        setattr(comment, name, datetime.fromisoformat(value) if is_moment else value)
