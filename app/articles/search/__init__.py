"""Search over articles: one index in the database, brought up to date by whoever notices a change, and one function to ask it."""

from app.articles.search.asked import LONGEST as LONGEST_QUERY
from app.articles.search.indexed import Indexed
from app.articles.search.searching import Found, Hit, search
from app.articles.search.stems import words_of
from app.articles.search.upkeep import Indexing, keep_index

__all__ = ["LONGEST_QUERY", "Found", "Hit", "Indexed", "Indexing", "keep_index", "search", "words_of"]
