"""Why an article takes no more comments, in a sentence that is true."""

from __future__ import annotations

from datetime import datetime

from app.articles import Article
from app.language import _, day
from app.site import Commenting


def closed_words(article: Article, at: datetime) -> str | None:
    """The sentence under the comments of an article that shows them and takes no more; None for any other."""
    if article.comments is Commenting.CLOSED:
        return _("Comments are closed here.")
    if article.comments is Commenting.OPEN and article.comments_close_at and article.comments_ended(at):
        return _("Comments closed on %(day)s.", day=day(article.comments_close_at))
    return None
