"""What a page's head says to machines: pictures of link previews, the locale, and linked data (schema.org as JSON-LD)."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from flask import Flask
from markupsafe import Markup

from app import paths
from app.articles import Article, Body, library
from app.comments import Thread
from app.db import now
from app.markup import json_for_html
from app.media import MediaImage
from app.web import linked_data


def mount(app: Flask) -> None:
    """Give the templates of the head what they ask for."""
    app.jinja_env.globals.update(
        shown_where_linked=_shown_where_linked,
        og_locale=og_locale,
        linked_article=_linked_article,
        linked_crumbs=_linked_crumbs,
        revised=lambda article: article.revised(now()),
    )


def _shown_where_linked(article: Article) -> tuple[MediaImage | None, str]:
    """The picture that stands for an article where others link to it, and what it shows; or None."""
    return library().shown_where_linked(article) or (None, "")


@lru_cache(maxsize=16)
def og_locale(tag: str) -> str:
    """`en` as `en_US`, `es-MX` as `es_MX`: Open Graph wants a territory, so the likeliest stands in."""
    locale = Locale.parse(tag, sep="-")
    if locale.territory is None:
        locale = Locale.parse(get_global("likely_subtags").get(locale.language, locale.language))
    return f"{locale.language}_{locale.territory}" if locale.territory else locale.language


def _linked_article(article: Article, body: Body, thread: Thread) -> Markup:
    return json_for_html(linked_data.of_article(article, body, thread, library(), _shown_where_linked(article)[0]))


def _linked_crumbs(name: str, path: str) -> Markup:
    crumbs = linked_data.breadcrumbs([(library().site.title, paths.home()), (name, path)])
    return json_for_html({"@context": linked_data.CONTEXT, **crumbs})
