"""Thread: the comments under one article as readers see them, in pages, and how many they are.

A branch is a root comment with everything said below it. What a branch shows is counted when a decision is made and
kept (branches.py), so that a page asks only for the comments that stand on it (thread.py), however long the thread is.
"""

from app.comments.thread.branches import recount, recount_articles
from app.comments.thread.counting import counts
from app.comments.thread.entry import Entry
from app.comments.thread.paging import Order
from app.comments.thread.thread import Thread, entry_of, page_of

__all__ = ["Entry", "Order", "Thread", "counts", "entry_of", "page_of", "recount", "recount_articles"]
