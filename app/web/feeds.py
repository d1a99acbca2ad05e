"""Feeds and machines: Atom, the site map, robots.txt. Addresses are absolute, ids follow from an article's identity."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app import comments, paths
from app.articles import Article, library
from app.config import settings
from app.db import now
from app.language import _
from app.web.atom import Feed, FeedEntry, atom, site_map, tag_id
from app.web.page_cache import keep
from app.web.templating import absolute

feeds = Blueprint("feeds", __name__)

NEWEST = 20


@feeds.get("/feed.xml")
def site_feed() -> ResponseReturnValue:
    """The newest articles, whole."""
    keep()
    return _feed(library().site.title, "site", paths.feed(), paths.home(), library().public(now()))


@feeds.get("/tags/<tag>/feed.xml")
def tag_feed(tag: str) -> ResponseReturnValue:
    """The newest articles under one tag, whole."""
    keep()
    title = _("%(tag)s – %(site)s", tag=tag, site=library().site.title)
    return _feed(title, f"tag/{tag}", f"{paths.tag(tag)}/feed.xml", paths.tag(tag), library().tagged(tag, now()))


@feeds.get("/articles/<slug>/comments.xml")
def article_comments(slug: str) -> ResponseReturnValue:
    """The newest comments that readers see under one article."""
    at = now()
    article = library().find(slug, at)
    keep(article)
    found = comments.recent_public(article.identity, at)
    entries = [
        FeedEntry(
            id=tag_id(f"comment/{one.id}"),
            title=_("%(name)s on “%(article)s”", name=one.name, article=article.title),
            link=absolute(paths.comment(one.id)),
            published=one.at,
            updated=one.at,
            authors=[one.name],
            html=str(one.html),
        )
        for one in found
    ]
    title = _("Comments on “%(article)s”", article=article.title)
    here, there = paths.article_comments_feed(article.slug), paths.article(article.slug)
    updated = max([one.at for one in found], default=article.date)
    return _xml(atom(Feed(tag_id(f"comments/{article.identity}"), title, absolute(here), absolute(there), updated, entries)))


@feeds.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """Every public address that search engines may show."""
    keep()
    at, shelf = now(), library()
    found: list[tuple[str, datetime | None]] = [(absolute(paths.home()), None), (absolute(paths.archive()), None)]
    found += [(absolute(paths.article(one.slug)), one.updated or one.date) for one in shelf.public(at) if not one.noindex]
    found += [(absolute(paths.page(one.slug)), one.updated) for one in shelf.pages if not one.noindex]
    return _xml(site_map(found), "application/xml")


@feeds.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What crawlers may ask for."""
    lines = ("User-agent: *", "Disallow: /moderation", "Disallow: /receipts/", f"Sitemap: {absolute(paths.sitemap())}")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _feed(title: str, name: str, here: str, there: str, found: tuple[Article, ...]) -> Response:
    shelf, newest = library(), found[:NEWEST]
    entries = [
        FeedEntry(
            id=tag_id(f"article/{one.identity}"),
            title=one.title,
            link=absolute(paths.article(one.slug)),
            published=one.date,
            updated=one.updated or one.date,
            authors=[author.name for author in shelf.authors_of(one)] or [shelf.site.title],
            html=one.body(shelf).html_with(settings().site_url),
            summary=one.summary,
            tags=one.tags,
        )
        for one in newest
    ]
    updated = max([entry.updated for entry in entries], default=datetime.fromisoformat("2000-01-01T00:00:00+00:00"))
    return _xml(atom(Feed(tag_id(name), title, absolute(here), absolute(there), updated, entries, shelf.site.tagline)))


def _xml(text: str, kind: str = "application/atom+xml") -> Response:
    return Response(text, content_type=f"{kind}; charset=utf-8")
