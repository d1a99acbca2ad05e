"""The queue, and who has which comment of it before them."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import accounts, comments, moderation, paths
from app.moderation import TO_READ, Queue
from app.web.desk import desk_cards, undo_lines
from app.web.forms import KeysForm, TokenForm
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import done, moderating, sitting
from app.web.moderating.tabs import LANES, tabs


@moderating.get("/moderation")
@moderators_only
def queue() -> ResponseReturnValue:
    """What waits, possible danger first and then the oldest; one lane of it where the address names one."""
    lane = LANES.get(request.args.get("lane", ""))
    found = Queue.for_moderator(this_moderator(), lanes=(lane,) if lane is not None else TO_READ, after=request.args.get("after"))
    shown = tabs(lane)
    return render_template(
        "moderating/queue.html",
        cards=desk_cards(found.cards),
        anybody_wrote=bool(found.cards) or comments.anybody_wrote(),
        waiting=next(tab.waiting for tab in shown if tab.chosen),
        tabs=shown,
        undoable=undo_lines(this_moderator()),
        sitting=sitting(),
        form=TokenForm(),
        next_path=paths.queue(found.after, request.args.get("lane")) if found.after else None,
    )


@moderating.get("/moderation/recent")
@moderators_only
def recent() -> ResponseReturnValue:
    """What can be undone now, wherever it was decided: for a page of the queue that has been open for a while."""
    return done()


@moderating.post("/moderation/comments/<int:id>/look")
@moderators_only
def look(id: int) -> ResponseReturnValue:
    """Say that this comment is being read; who else reads it, in a sentence, or nothing."""
    return render_template("moderating/look.html", name=moderation.look_at(id, by=this_moderator()))


@moderating.post("/moderation/comments/<int:id>/opened")
@moderators_only
def opened(id: int) -> ResponseReturnValue:
    """Count a hard text that was opened."""
    moderation.open_hard_text(id, by=this_moderator())
    return done()


@moderating.post("/moderation/pause")
@moderators_only
def paused() -> ResponseReturnValue:
    """Begin a new sitting, after a pause."""
    moderation.begin_anew(by=this_moderator())
    return done()


@moderating.post("/moderation/keys")
@moderators_only
def keys() -> ResponseReturnValue:
    """Switch the keys of the desk on or off, for whoever asks."""
    accounts.use_keys(this_moderator(), KeysForm().keys.data == "on")
    return done()
