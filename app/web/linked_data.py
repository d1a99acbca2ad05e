"""Linked data (schema.org) about an article: who wrote it, when, and what readers said under it, as plain dictionaries.

What stands here stands on the page too. Comments under a sensitive article are left out, and so is their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from app import paths
from app.articles import Article, Body, Library
from app.comments import Entry, Thread
from app.db import now
from app.markup import plain_comment
from app.media import MediaImage
from app.site import Author
from app.web.site_map import changed
from app.web.templating import absolute
from app.web.xml import moment

CONTEXT = "https://schema.org"

MOST_COMMENTS = 20

Thing = dict[str, Any]


def of_article(article: Article, body: Body, thread: Thread, shelf: Library, picture: MediaImage | None) -> Thing:
    """An article as BlogPosting, and where it stands as BreadcrumbList."""
    posting = {
        **_posting(article, body, shelf),
        **({"image": _image(picture)} if picture else {}),
        **(_discussion(article, thread) if article.comments_shown and not article.sensitive else {}),
    }
    way = [(shelf.site.title, paths.home())]
    way += [(tag, paths.tag(tag)) for tag in article.tags[:1]]
    return {"@context": CONTEXT, "@graph": [posting, breadcrumbs([*way, (article.title, paths.article(article.slug))])]}


def breadcrumbs(way: Sequence[tuple[str, str]]) -> Thing:
    """The way to a page as names and paths, from the home page to itself."""
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
        for number, (name, path) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _posting(article: Article, body: Body, shelf: Library) -> Thing:
    here, site = article.canonical or absolute(paths.article(article.slug)), shelf.site
    house = {"@type": "Organization", "name": site.title, "url": absolute(paths.home())}
    said = {
        "@type": "BlogPosting",
        "@id": here,
        "mainEntityOfPage": here,
        "url": here,
        "headline": article.title,
        "description": article.summary,
        "inLanguage": article.lang or site.language,
        "datePublished": moment(article.date),
        "dateModified": moment(changed(article, now())),
        "author": [_person(author) for author in shelf.authors_of(article)] or [house],
        "publisher": house,
        "keywords": list(article.tags),
        "wordCount": body.words,
    }
    return {name: value for name, value in said.items() if value}


def _person(author: Author) -> Thing:
    return {
        "@type": "Person",
        "name": author.name,
        "url": absolute(paths.author(author.key)),
        **({"sameAs": [author.url]} if author.url else {}),
    }


def _image(picture: MediaImage) -> Thing:
    size = {"width": picture.width, "height": picture.height} if picture.width and picture.height else {}
    return {"@type": "ImageObject", "url": absolute(picture.url), **size}


def _discussion(article: Article, thread: Thread) -> Thing:
    """The first comments; the others are told by their number only. All of them twice would be a third of a long page."""
    shown = (entry for entry in thread.entries if not entry.withdrawn) if thread.page == 1 else iter(())
    told = [_comment(entry) for entry in islice(shown, MOST_COMMENTS)]
    return {"commentCount": thread.count, **({"comment": told} if told else {})}


def _comment(entry: Entry) -> Thing:
    return {
        "@type": "Comment",
        "url": absolute(paths.comment(entry.id)),
        "author": {"@type": "Person", "name": entry.name},
        "datePublished": moment(entry.at),
        **({} if entry.content_note else {"text": plain_comment(entry.html)}),
    }
