"""Articles: what content/ holds, read strictly, kept as an immutable Library, and found again under every old address."""

from app.articles.addresses import Address, identity_of, remember
from app.articles.article import Article, Cover, Page, Series
from app.articles.bodies import Body
from app.articles.check import check
from app.articles.errors import ArticleNotFound, PageNotFound
from app.articles.library import Library
from app.articles.live import LiveLibrary, library, open_library
from app.articles.related import related
from app.articles.search import LONGEST_QUERY, Found, Hit, keep_index, search
from app.articles.series import Parts, parts_of

__all__ = [
    "LONGEST_QUERY",
    "Address",
    "Article",
    "ArticleNotFound",
    "Body",
    "Cover",
    "Found",
    "Hit",
    "Library",
    "LiveLibrary",
    "Page",
    "PageNotFound",
    "Parts",
    "Series",
    "check",
    "identity_of",
    "keep_index",
    "library",
    "open_library",
    "parts_of",
    "related",
    "remember",
    "search",
]
