"""What can be missing."""

from __future__ import annotations


class ArticleNotFound(LookupError):
    """No article, or none that readers may see at that time, has this slug."""


class PageNotFound(LookupError):
    """No page has this slug."""
