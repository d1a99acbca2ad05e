"""What can be missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from app.problems import ContentError, Problem

T = TypeVar("T")


class NotUnderstood(ContentError, Generic[T]):
    """A file keeps off line; `meant` is what it says as far as that is understood, for whoever looks for more that is wrong."""

    def __init__(self, problems: Iterable[Problem], meant: T) -> None:
        super().__init__(problems)
        self.meant = meant


class ArticleNotFound(LookupError):
    """No article, or none that readers may see at that time, has this slug."""


class ArticleBroken(Exception):
    """The article that was here lies in a file that cannot be read just now. It is not gone."""


class PageNotFound(LookupError):
    """No page has this slug."""
