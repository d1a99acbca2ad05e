"""Why nobody can write a comment here now, in a sentence that is true."""

from __future__ import annotations

from datetime import datetime

from app.articles import Article
from app.comments import Openness, Scope, Switch
from app.language import _, day, zoned
from app.site import Commenting


def closed_words(article: Article, at: datetime, openness: Openness, root_id: int | None = None) -> str | None:
    """The sentence under the comments of an article that shows them and takes none now, or none below `root_id`; None for any
    other."""
    if article.comments is Commenting.CLOSED:
        return _("Comments are closed here.")
    if article.comments is Commenting.OPEN and article.comments_close_at and article.comments_ended(at):
        return _("Comments closed on %(day)s.", day=day(article.comments_close_at))
    closed = openness.closed_by(root_id)
    return switched_words(closed) if closed else None


def switched_words(switch: Switch) -> str:
    """What a moderator closed, until when, and what they say about it."""
    if switch.scope == Scope.SITE and switch.ends_at:
        said = _("Comments are resting everywhere on this site until %(moment)s.", moment=zoned(switch.ends_at))
    elif switch.scope == Scope.THREAD:
        said = _("This conversation is closed.")
    else:
        said = _("Comments are closed here.")
    return f"{said} {switch.sentence}" if switch.sentence else said
