"""Articles: what content/ holds, read strictly, kept as an immutable Library, and found again under every old address."""

from app.articles.addresses import Address, identity_of, known, remember
from app.articles.article import Article, Cover, Page, Series
from app.articles.bodies import Body
from app.articles.check import Examined, check, examined, wrong_inside
from app.articles.check_history import History
from app.articles.errors import ArticleBroken, ArticleNotFound, PageNotFound
from app.articles.examining import Progress
from app.articles.fields import LONGEST_SLUG, LONGEST_VALUE
from app.articles.known import Known
from app.articles.library import Library
from app.articles.live import LiveLibrary
from app.articles.related import related
from app.articles.running import hush, library, look_again, open_library, watch
from app.articles.search import LONGEST_QUERY, Found, Hit, keep_index, search, words_of
from app.articles.series import Parts, parts_of
from app.articles.sharing import (
    MOST_DAYS,
    AlreadyPublic,
    Share,
    ShareEnded,
    ShareNotFound,
    open_share,
    share,
    shares,
    unshare,
)

__all__ = [
    "LONGEST_QUERY",
    "LONGEST_SLUG",
    "LONGEST_VALUE",
    "MOST_DAYS",
    "Address",
    "AlreadyPublic",
    "Article",
    "ArticleBroken",
    "ArticleNotFound",
    "Body",
    "Cover",
    "Examined",
    "Found",
    "History",
    "Hit",
    "Known",
    "Library",
    "LiveLibrary",
    "Page",
    "PageNotFound",
    "Parts",
    "Progress",
    "Series",
    "Share",
    "ShareEnded",
    "ShareNotFound",
    "check",
    "examined",
    "hush",
    "identity_of",
    "keep_index",
    "known",
    "library",
    "look_again",
    "open_library",
    "open_share",
    "parts_of",
    "related",
    "remember",
    "search",
    "share",
    "shares",
    "unshare",
    "watch",
    "words_of",
    "wrong_inside",
]
