"""Articles: what content/ holds, read strictly, kept as an immutable Library, and found again under every old address."""

from app.articles.addresses import Address, identity_of, remember
from app.articles.article import Article, Cover, Page, Series
from app.articles.bodies import Body
from app.articles.check import check
from app.articles.errors import ArticleNotFound, PageNotFound
from app.articles.library import Library
from app.articles.live import LiveLibrary, library, open_library

__all__ = [
    "Address",
    "Article",
    "ArticleNotFound",
    "Body",
    "Cover",
    "Library",
    "LiveLibrary",
    "Page",
    "PageNotFound",
    "Series",
    "check",
    "identity_of",
    "library",
    "open_library",
    "remember",
]
