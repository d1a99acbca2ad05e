"""Search: one function, the same on every database."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from markupsafe import Markup

from app.articles.article import Article
from app.articles.library import Library
from app.articles.search.asked import Question
from app.articles.search.full_text import full_text
from app.articles.search.indexed import spoken_in
from app.articles.search.places import marked, passage, places, terms_among
from app.articles.search.stems import language_of
from app.articles.search.upkeep import is_whole
from app.markup import plain_words

_OPEN_END = re.compile(r"(?<=[\w)])\n")

MOST = 200
"""Articles that one search finds; nobody turns more pages."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found: its title and the passage that fits best, with the words that were asked for marked."""

    article: Article
    title: Markup
    passage: Markup


@dataclass(frozen=True)
class Found:
    """One page of what was found. `total` counts all pages; with `more` there are more than that.

    `every_term` is False where no article had all the words and these have some of them. `asked` is False where the
    query held no word at all. `whole` is False while articles are still being indexed.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    page: int = 1
    per_page: int = 1
    every_term: bool = True
    asked: bool = True
    whole: bool = True

    @cached_property
    def pages(self) -> int:
        """At least 1."""
        return max(1, -(-self.total // self.per_page))


def search(library: Library, query: str, at: datetime, page: int = 1, per_page: int = 10) -> Found:
    """The articles of `library` that readers may see at that moment and that have every word of `query`.

    Where none has every word, those that have any. Words in quotes must stand together. No query is an error: whatever
    is no word is passed over, and only the first 200 characters are looked at. Pages count from 1; one beyond the last
    is empty. Never a draft, nor a comment: those are not in the index.
    """
    question = Question.of(query, _languages(library))
    if not question.terms:
        return Found(per_page=per_page, asked=False)
    every, found = True, _public(library, question, at, every=True)
    if not found and len(question.terms) > 1:
        every, found = False, _public(library, question, at, every=False)
    shown = found[:MOST][(page - 1) * per_page : page * per_page]
    return Found(
        hits=tuple(hit for article in shown if (hit := _hit(article, library, question, every))),
        total=min(len(found), MOST),
        more=len(found) > MOST,
        page=page,
        per_page=per_page,
        every_term=every,
        whole=bool(found) or is_whole(library),
    )


def _public(library: Library, question: Question, at: datetime, *, every: bool) -> list[Article]:
    """What the index names and the library, which knows better, shows."""
    found = (library.with_id(identity) for identity in full_text().find(question, at, MOST + 1, every=every))
    return [article for article in found if article and article.is_public(at)]


def _hit(article: Article, library: Library, question: Question, every: bool) -> Hit | None:
    """None where the article's words have changed since they were indexed and do not fit any more."""
    language = spoken_in(article, library)
    body = _body(article)
    in_title, in_body, in_summary = (places(text, question, language) for text in (article.title, body, article.summary))
    there = terms_among([*in_title, *in_body, *in_summary, *places(" ".join(article.tags), question, language)])
    if not there or (every and len(there) < len(question.terms)):
        return None
    in_brief = bool(article.summary) and len(terms_among(in_summary)) >= len(terms_among(in_body))
    shown = passage(article.summary, in_summary) if in_brief else passage(body, in_body)
    return Hit(article, marked(article.title, in_title), shown)


@lru_cache(maxsize=64)
def _body(article: Article) -> str:
    """Its words in one line. A dot stands where a heading or a point of a list ends without one."""
    return _OPEN_END.sub(" · ", plain_words(article.source.read())).replace("\n", " ")


_known: WeakKeyDictionary[Library, tuple[str, ...]] = WeakKeyDictionary()


def _languages(library: Library) -> Collection[str]:
    """The site's language and those of its articles: a word of the query may be of any."""
    known = _known.get(library)
    if known is None:
        others = sorted({language_of(one.lang) for one in library.articles if one.lang})
        known = _known[library] = tuple(dict.fromkeys([language_of(library.site.language), *others]))[:5]
    return known
