"""The page cache: whole answers in front of Flask, for readers without a cookie, never older than the last commit.

An answer is right while three things hold: the library is the one it was made from, the version of what it shows is
the one that was read before it was made, and the next moment at which something takes effect by itself has not come.
Nothing a visitor sends can fill it: only pages that a view asked to keep are kept, under their path and what they depend
on in the query. docs/page-cache.md explains each rule.
"""

from app.web.page_cache.cache import PageCache, mount
from app.web.page_cache.stamp import asked_for, keep

__all__ = ["PageCache", "asked_for", "keep", "mount"]
