"""The desk on an article page: what waits under the article stands in its place, for a moderator who is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Response, current_app, g, make_response, request

from app import moderation, paths
from app.articles import Article
from app.comments import Thread
from app.web import guards
from app.web.desk import DeskCard, UndoLine, desk_cards, undo_lines
from app.web.gate import moderator_here

MOST = 50
"""Waiting comments that one page shows; for more there is the queue."""


@dataclass(frozen=True, slots=True)
class DeskInPlace:
    """What a moderator sees on an article page beside what everyone sees.

    `after` is by the number of the comment that a waiting one answers, or of which it is the new words; `rest` has its place
    elsewhere. `back` is this page.
    """

    back: str
    undoable: Sequence[UndoLine]
    after: dict[int, list[DeskCard]] = field(default_factory=dict)
    rest: list[DeskCard] = field(default_factory=list)


def desk_in_place(article: Article, thread: Thread) -> DeskInPlace | None:
    """The desk of whoever asks; None for readers. Nothing of the session is looked at where there is no cookie."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return None
    person = moderator_here()
    if person is None:
        return None
    g.moderator = person
    desk = DeskInPlace(paths.article(article.slug, thread.page, thread.newest_first), undo_lines(person))
    shown = {entry.id for entry in thread.entries}
    for one in desk_cards(moderation.waiting_under(article.identity, by=person, most=MOST)):
        card = one.card
        place = card.comment_id if card.comment_id in shown else card.parent.id if card.parent else None
        (desk.after.setdefault(place, []) if place in shown else desk.rest).append(one)
    return desk


def for_moderators(page: str) -> Response:
    """A page with the desk on it is kept by nobody."""
    return guards.private(make_response(page))
