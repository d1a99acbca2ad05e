"""All comments, whatever was decided, as somebody looks for them; and one of them with its history."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.articles import Article, library
from app.db import now
from app.language import spoken
from app.moderation import Asked, State
from app.web.desk import desk_cards, undo_lines
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import moderating

FIELDS = ("q", "author", "state", "article", "since", "until")
"""What the form of the search page asks for, as its address carries it."""


class StateTab(NamedTuple):
    """One state to look through. `number` is counted to MOST_COUNTED + 1."""

    state: State | None
    path: str
    number: int
    chosen: bool


@moderating.get("/moderation/comments")
@moderators_only
def everything() -> ResponseReturnValue:
    """All comments that fit what is asked, newest first."""
    said = {name: request.args.get(name, "").strip() for name in FIELDS}
    asked = _asked(said)
    found = moderation.search(asked, by=this_moderator(), after=request.args.get("after"))
    return render_template(
        "moderating/comments.html",
        said=said,
        asked=asked,
        tabs=_tabs(said),
        cards=desk_cards(found.cards),
        looked_through=moderation.LOOKED_THROUGH if found.unfinished else None,
        next_path=paths.desk_comments(**said, after=found.after) if found.after else None,
    )


@moderating.get("/moderation/comments/<int:id>")
@moderators_only
def comment(id: int) -> ResponseReturnValue:
    """One comment with all decisions about it, the buttons to decide anew while it has words, and what can still be undone."""
    card, made = moderation.card_of(id, this_moderator()), moderation.history(id)
    standing = next((one for one in made if one.undone_at is None), None)
    return render_template(
        "moderating/comment.html",
        card_shown=desk_cards([card])[0],
        history=made,
        written=moderation.written_to_author(id),
        standing=standing,
        ending=moderation.ending_of(id),
        undoable=undo_lines(this_moderator()),
        at=now(),
    )


def _asked(said: dict[str, str]) -> Asked:
    """What cannot be understood is not asked for."""
    article = _article(said["article"])
    since, until = _day(said["since"]), _day(said["until"])
    return Asked(
        words=said["q"],
        author=said["author"],
        state=State(said["state"]) if said["state"] in list(State) else None,
        article=article.identity if article else said["article"] or None,
        since=since,
        until=until + timedelta(days=1) if until else None,
    )


def _article(text: str) -> Article | None:
    """The article with this address or this title."""
    shelf, title = library(), text.casefold()
    return shelf.with_slug(text) or next((one for one in shelf.public(now()) if title and one.title.casefold() == title), None)


def _day(text: str) -> datetime | None:
    """The beginning of a day on the site's clocks."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time(), tzinfo=spoken().zone) if 1970 < day.year < 9000 else None


def _tabs(said: dict[str, str]) -> list[StateTab]:
    numbers = moderation.counts()

    def path(state: str) -> str:
        return paths.desk_comments(**{**said, "state": state})

    every = StateTab(None, path(""), 0, not said["state"])
    return [every, *(StateTab(one, path(one), numbers[one], said["state"] == one) for one in State)]
