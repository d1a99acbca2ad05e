"""What can be missing."""

from __future__ import annotations


class ArticleNotFound(LookupError):
    """No article, or none that readers may see at that time, has this slug."""


class ArticleBroken(Exception):
    """The article that was here lies in a file that cannot be read just now. It is not gone."""


class PageNotFound(LookupError):
    """No page has this slug."""
