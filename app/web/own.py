"""A reader's own receipts: the session cookie remembers the newest, and their comments show where they wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from flask import Response, current_app, make_response, request, session

from app.articles import Article
from app.comments import OwnComment, Thread, own_waiting

MOST_KEPT = 50
"""Receipts in one cookie, which holds 4,096 bytes."""

_RECEIPTS = "receipts"


def remember(token: str) -> None:
    """Let this browser remember a receipt, as its newest."""
    others = [one for one in _kept() if one != token]
    session[_RECEIPTS] = [*others, token][-MOST_KEPT:]


def forget(token: str) -> None:
    """Let this browser remember a receipt no more."""
    session[_RECEIPTS] = [one for one in _kept() if one != token]


def is_remembered(token: str) -> bool:
    """Whether this browser remembers a receipt."""
    return token in _kept()


@dataclass(frozen=True, slots=True)
class OwnInThread:
    """Where a reader's own waiting comments show on a page of a thread.

    `after` is by the number of the comment they come after, `first` comes before all and `last` after; `elsewhere` has its
    place on another page.
    """

    after: dict[int, list[OwnComment]] = field(default_factory=dict)
    first: list[OwnComment] = field(default_factory=list)
    last: list[OwnComment] = field(default_factory=list)
    elsewhere: list[OwnComment] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.after or self.first or self.last or self.elsewhere)


def own_in_thread(article: Article, thread: Thread, at: datetime) -> OwnInThread:
    """This reader's own waiting comments in their places. Nothing of the session is looked at where there is no cookie."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return OwnInThread()
    found = OwnInThread()
    for one in own_waiting(_kept(), article.identity, at):
        before = _comes_after(one, thread)
        if before is not None:
            found.after.setdefault(before, []).append(one)
        elif one.parent_id is None and thread.newest_first and thread.page == 1:
            found.first.insert(0, one)
        elif one.parent_id is None and not (thread.newest_first or thread.has_more):
            found.last.append(one)
        else:
            found.elsewhere.append(one)
    return found


def for_one_reader(page: str) -> Response:
    """A page that shows somebody their own comments: no cache on the way may keep it for others."""
    response = make_response(page)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _comes_after(one: OwnComment, thread: Thread) -> int | None:
    """The last comment of the branch on this page that a reply belongs to; None where what it answers is not here."""
    place: int | None = None
    for entry in thread.entries:
        if entry.id == one.parent_id:
            place = entry.id
        elif place is not None:
            if entry.depth < one.depth:
                break
            place = entry.id
    return place


def _kept() -> list[str]:
    kept: list[str] = session.get(_RECEIPTS, [])
    return kept
