"""Feeds: Atom for the site, a tag, an author and an article's comments; JSON Feed for the site.

Addresses are whole, content is too, and ids follow from an article's identity, so that no reader sees an entry twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import escape

from app import articles, comments, paths
from app.articles import Article, Library, library
from app.config import settings
from app.db import now
from app.language import _
from app.web import json_feed
from app.web.atom import KIND, atom
from app.web.feed import Feed, FeedEntry, Writer, tag_id
from app.web.files import static_path
from app.web.page_cache import keep
from app.web.site_map import changed
from app.web.templating import absolute, note_words
from app.web.whereabouts import elsewhere

feeds = Blueprint("feeds", __name__)

NEWEST = 20
"""Entries in a feed of articles."""


@feeds.get("/feed.xml")
def site_feed() -> ResponseReturnValue:
    """The newest articles, whole."""
    keep()
    return _atom(_of_site(paths.feed()))


@feeds.get("/feed.json")
def site_feed_json() -> ResponseReturnValue:
    """The same as JSON Feed."""
    keep()
    return Response(json_feed.json_feed(_of_site(paths.feed_json())), content_type=f"{json_feed.KIND}; charset=utf-8")


@feeds.get("/tags/<tag>/feed.xml")
def tag_feed(tag: str) -> ResponseReturnValue:
    """The newest articles under one tag, whole; 404 for a tag that no public article has."""
    keep()
    found = library().tagged(tag, now())
    if not found:
        abort(404)
    return _atom(_of(found, _within_site(tag), f"tag/{tag}", paths.tag_feed(tag), paths.tag(tag)))


@feeds.get("/authors/<key>/feed.xml")
def author_feed(key: str) -> ResponseReturnValue:
    """The newest articles of one author, whole."""
    keep()
    who = library().site.authors.get(key)
    if who is None:
        abort(404)
    found = library().written_by(key, now())
    return _atom(_of(found, _within_site(who.name), f"author/{key}", paths.author_feed(key), paths.author(key), who.bio))


@feeds.get("/articles/<slug>/comments.xml")
def article_comments(slug: str) -> ResponseReturnValue:
    """The newest comments that readers see under one article; an old address of the article leads to its present one."""
    at, shelf = now(), library()
    try:
        article = shelf.find(slug, at)
    except articles.ArticleNotFound:
        return elsewhere(slug, paths.article_comments_feed)
    if not article.comments_shown:
        abort(404)
    keep(article, shelf, at)
    answer = _atom(_of_comments(article, comments.recent_public(article.identity, at)))
    if article.sensitive or article.noindex:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _of_site(here: str) -> Feed:
    site = library().site
    return _of(library().public(now()), site.title, "site", here, paths.home(), site.tagline)


def _within_site(title: str) -> str:
    return _("%(title)s – %(site)s", title=title, site=library().site.title)


def _of(found: Sequence[Article], title: str, name: str, here: str, there: str, subtitle: str = "") -> Feed:
    shelf = library()
    return Feed(
        id=tag_id(name),
        title=title,
        link=absolute(here),
        page=absolute(there),
        language=shelf.site.language,
        entries=[_entry(article, shelf) for article in found[:NEWEST]],
        subtitle=subtitle,
        icon=absolute(static_path("icon.svg")),
    )


def _entry(article: Article, shelf: Library) -> FeedEntry:
    page, picture = paths.article(article.slug), shelf.preview_picture(article)
    cover = render_template("reading/cover_in_feed.html", article=article, cover=shelf.cover_of(article))
    writers = [Writer(author.name, absolute(paths.author(author.key))) for author in shelf.authors_of(article)]
    return FeedEntry(
        id=tag_id(f"article/{article.identity}"),
        title=article.title,
        link=absolute(page),
        published=article.date,
        updated=changed(article, now()),
        writers=writers or [Writer(shelf.site.title)],
        html=cover + article.body(shelf).html_with(settings().site_url, page),
        summary=article.summary,
        tags=article.tags,
        language=article.lang,
        picture=absolute(picture.url) if picture else "",
    )


def _of_comments(article: Article, found: Sequence[comments.PublicComment]) -> Feed:
    return Feed(
        id=tag_id(f"comments/{article.identity}"),
        title=_("Comments on “%(article)s”", article=article.title),
        link=absolute(paths.article_comments_feed(article.slug)),
        page=absolute(paths.article(article.slug)),
        language=library().site.language,
        entries=[
            FeedEntry(
                id=tag_id(f"comment/{one.id}"),
                title=_("%(name)s on “%(article)s”", name=one.name, article=article.title),
                link=absolute(paths.comment(one.id)),
                published=one.at,
                updated=one.changed,
                writers=[Writer(one.name)],
                html=_behind_its_note(one),
            )
            for one in found
        ],
    )


def _behind_its_note(one: comments.PublicComment) -> str:
    """The words; of a comment with a note, the note alone, since a feed reader has no fold to open."""
    if one.content_note is None:
        return str(one.html)
    return f"<p>{escape(note_words(one.content_note))}</p>"


def _atom(feed: Feed) -> Response:
    return make_response(atom(feed), {"Content-Type": f"{KIND}; charset=utf-8"})
