"""All comments, whatever was decided, and one of them with its history."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.db import now
from app.moderation import PER_PAGE
from app.web.desk import desk_cards
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import moderating, number


@moderating.get("/moderation/comments")
@moderators_only
def everything() -> ResponseReturnValue:
    """All comments, newest first, whatever was decided."""
    found = moderation.newest_comments(before=number(request.args.get("before")), most=PER_PAGE + 1)
    more = found[PER_PAGE - 1].comment_id if len(found) > PER_PAGE else None
    return render_template(
        "moderating/comments.html",
        cards=desk_cards(found[:PER_PAGE]),
        next_path=paths.desk_comments(more) if more else None,
    )


@moderating.get("/moderation/comments/<int:id>")
@moderators_only
def comment(id: int) -> ResponseReturnValue:
    """One comment with all decisions about it, and the buttons to decide anew."""
    card, made = moderation.card_of(id, this_moderator()), moderation.history(id)
    standing = next((one for one in made if one.undone_at is None), None)
    return render_template(
        "moderating/comment.html",
        card_shown=desk_cards([card])[0],
        history=made,
        written=moderation.written_to_author(id),
        standing=standing,
        at=now(),
    )
