"""Notices: whoever wrote a comment may hear by mail that it was read, and that somebody answered."""

from app.comments.notices.announcing import announce, still_true
from app.comments.notices.asking import ask, ask_instead, change, confirm, forget_unconfirmed, stop
from app.comments.notices.subscription import (
    NoticesEnded,
    Subscription,
    UnusableAddress,
    address_from,
    subscription_of,
    to_confirm,
    to_stop,
)

__all__ = [
    "NoticesEnded",
    "Subscription",
    "UnusableAddress",
    "address_from",
    "announce",
    "ask",
    "ask_instead",
    "change",
    "confirm",
    "forget_unconfirmed",
    "still_true",
    "stop",
    "subscription_of",
    "to_confirm",
    "to_stop",
]
