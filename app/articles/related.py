"""Related articles: those that share tags, and the rarer words of title and summary.

All of it follows from the front matter alone, which is in memory: so a page that shows related articles is as true as
the library it was made from, and none of ten thousand files is read for it. No article is compared with every other:
each word leads to at most MOST_SHARING articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from math import log
from threading import Lock
from weakref import WeakKeyDictionary

from app.articles.article import Article
from app.articles.library import Library
from app.articles.search.stems import folded, language_of, runs_of, stems_in

MOST_SHOWN = 3

MOST_SHARING = 400
"""The newest articles with a tag or a word; a word that more have says little."""

TAG_WEIGHT = 2.0
"""What a tag says against a word as rare as itself: somebody chose it."""

ENOUGH = 3.0
"""Shared rarity without a shared tag below which two articles only happen to use the same word."""

_SHORTEST = 4
_COMMON_WORDS = """
    about after again against also always another because been before being between both could does doing down during each
    even ever every from further have having here hers herself himself into itself just less like made make many more most
    much must myself never once only other ours over same should since some something such take than that their theirs them
    then there these they thing this those though through under until upon very want well were what when where which while
    whom whose will with without would your yours yourself ahora algo algunas algunos ante antes aquel aquella aunque cada
    como contra cual cuales cuando desde donde durante ella ellas ellos entre eran eres esas esos esta estaba estar estas
    este esto estos estoy fueron fuera hace hacer hacia hasta hemos mientras mismo mucha mucho muchos muy nada nosotros
    nuestra nuestro nunca otra otras otro otros para pero poco porque puede pues quien quienes sabe sera sido siempre sino
    sobre solo somos tambien tanto tenemos tener tiene tienen toda todas todo todos tras tuvo unas unos usted vosotros
    vuestra"""
_COMMON = frozenset(_COMMON_WORDS.split())


def related(library: Library, article: Article, at: datetime, without: Iterable[Article] = ()) -> tuple[Article, ...]:
    """Up to three articles that readers may see at that moment and that have most in common with this one.

    Those in `without` are left out: the page names them already. Nothing where nothing is related.
    """
    web = _web_of(library)
    left_out = {article.identity, *(one.identity for one in without)}
    worth = web.worth(article)
    places = sorted(worth, key=lambda place: (-round(worth[place], 6), place))
    good = (web.articles[place] for place in places)
    shown = (one for one in good if one.identity not in left_out and one.is_public(at))
    return tuple(one for one, _ in zip(shown, range(MOST_SHOWN), strict=False))


def prepare(library: Library) -> None:
    """Do once and beforehand what all articles of a library share: with ten thousand, the first time takes a second."""
    _web_of(library)


class Web:
    """Which articles of a library share what. Articles are known by their place in it, the newest first."""

    def __init__(self, library: Library) -> None:
        self.articles = tuple(article for article in library.articles if not article.draft)
        self._language = library.site.language
        self._sharing: dict[str, list[int]] = {}
        self._numbers: Counter[str] = Counter()
        for place, article in enumerate(self.articles):
            for sign in self._signs(article):
                self._numbers[sign] += 1
                sharing = self._sharing.setdefault(sign, [])
                if len(sharing) < MOST_SHARING:
                    sharing.append(place)

    def worth(self, article: Article) -> Mapping[int, float]:
        """How much each other article has in common with this one, where it is enough."""
        worth: dict[int, float] = {}
        tagged: set[int] = set()
        for sign in self._signs(article):
            weight = self._rarity(sign) * (TAG_WEIGHT if sign.startswith("#") else 1.0)
            for place in self._sharing.get(sign, ()):
                worth[place] = worth.get(place, 0.0) + weight
            if sign.startswith("#"):
                tagged.update(self._sharing.get(sign, ()))
        return {place: sum_ for place, sum_ in worth.items() if place in tagged or sum_ >= ENOUGH}

    def _rarity(self, sign: str) -> float:
        return log(1 + len(self.articles) / (1 + self._numbers[sign]))

    def _signs(self, article: Article) -> tuple[str, ...]:
        return _signs(article.title, article.summary, article.tags, language_of(article.lang or self._language))


@lru_cache(maxsize=20_000)
def _signs(title: str, summary: str, tags: tuple[str, ...], language: str) -> tuple[str, ...]:
    """An article's tags, each behind a #, and the stems of what its title and summary are about."""
    long = (run[0] for run in runs_of(f"{title}\n{summary}") if run.end() - run.start() >= _SHORTEST)
    telling = (run for run in long if folded(run.lower()) not in _COMMON)
    return tuple(
        dict.fromkeys([*(f"#{tag}" for tag in tags), *(stem for run in telling for stem in stems_in(run, language)[:1])])
    )


_webs: WeakKeyDictionary[Library, Web] = WeakKeyDictionary()
_weaving = Lock()


def _web_of(library: Library) -> Web:
    """Woven when first asked for, and kept as long as the library is."""
    web = _webs.get(library)
    if web is None:
        with _weaving:
            web = _webs.get(library) or _webs.setdefault(library, Web(library))
    return web
