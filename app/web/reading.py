"""Reading: the home page, articles, tags, authors, pages. None of these answers sets a cookie."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from app import articles, comments, paths
from app.articles import Article, library
from app.db import now
from app.web import guards
from app.web.closing import closed_words, switched_words
from app.web.desk_in_place import desk_in_place, for_moderators
from app.web.forms import Nothing, NothingWritten
from app.web.listing import Listing, page_number
from app.web.own import for_one_reader, own_in_thread
from app.web.page_cache import keep
from app.web.receipt_words import nobody_now
from app.web.threads import thread_under
from app.web.whereabouts import elsewhere

reading = Blueprint("reading", __name__)


@reading.get("/")
def home() -> ResponseReturnValue:
    """The newest articles."""
    keep()
    return render_template("reading/home.html", listing=Listing.of(library().public(now()), paths.home))


@reading.get("/articles/<slug>")
def article(slug: str) -> ResponseReturnValue:
    """One article and a page of its comments."""
    at, shelf = now(), library()
    try:
        found = shelf.find(slug, at)
    except articles.ArticleNotFound:
        return elsewhere(slug)
    keep(found, shelf, at)
    authors, wanted = shelf.authors_of(found), page_number("comments")
    thread = thread_under(found, at, wanted, authors)
    if thread.page != wanted:
        return redirect(paths.article(found.slug, thread.page, thread.newest_first), 302)
    openness = comments.Openness.of(found, at)
    body = found.body(shelf)
    older, newer = shelf.neighbours(found, at)
    parts = articles.parts_of(shelf, found, at)
    others = parts.articles if parts else ()
    yours, desk = own_in_thread(found, thread, at), desk_in_place(found, thread)
    page = render_template(
        "reading/article.html",
        article=found,
        authors=authors,
        body=body,
        contents=body.headings if len(body.headings) > 3 else (),
        cover=shelf.cover_of(found),
        older=older,
        newer=newer,
        parts=parts,
        related=articles.related(shelf, found, at, without=(one for one in (older, newer, *others) if one)),
        thread=thread,
        yours=yours,
        desk=desk,
        form=NothingWritten() if openness.open else None,
        nobody_now=nobody_now(at) if openness.open else None,
        switched=openness.closed_by() is not None,
        closed_words=closed_words(found, at, openness),
        closed_threads={root: switched_words(switch) for root, switch in openness.threads.items()},
    )
    if desk:
        return for_moderators(page)
    return for_one_reader(page) if yours else page


@reading.get("/articles/<slug>/reply/<int:parent>")
def reply(slug: str, parent: int) -> ResponseReturnValue:
    """The comment form under the comment it answers."""
    at, shelf = now(), library()
    try:
        found = shelf.find(slug, at)
    except articles.ArticleNotFound:
        return elsewhere(slug, lambda present: paths.reply(present, parent))
    keep(found, shelf, at)
    if not found.comments_shown:
        abort(404)
    answered = comments.entry_of(parent, found.identity, at)
    closed = closed_words(found, at, comments.Openness.of(found, at), answered.root_id if answered else None)
    if answered is None or closed:
        return _no_reply(found, parent, closed)
    form = NothingWritten(parent=Nothing(str(parent)))
    return render_template("reading/reply.html", article=found, form=form, replying_to=answered, nobody_now=nobody_now(at))


def _no_reply(article: Article, parent: int, closed: str | None) -> Response:
    """Why nobody can answer that now, with whatever was begun as an answer: a comment of its own, where the article takes any."""
    page = render_template(
        "reading/no_reply.html",
        article=article,
        parent=parent,
        closed=closed,
        form=None if closed else NothingWritten(),
        nobody_now=None if closed else nobody_now(now()),
    )
    return guards.private(make_response(page, 409 if closed else 404))


@reading.get("/comments/<int:id>")
def comment(id: int) -> ResponseReturnValue:
    """302 to where a public comment stands; 404 for any other, whatever it is."""
    at, shelf = now(), library()
    place = comments.place_of(id, at)
    found = shelf.with_id(place) if place else None
    if place and found is None and shelf.waits_for_mending(place):
        raise articles.ArticleBroken(place)
    if found is None or not found.shows_comments(at):
        abort(404)
    page = comments.page_of(id, found.identity, at, shelf.site.comments.per_page)
    return redirect(f"{paths.article(found.slug, page)}#comment-{id}", 302)


@reading.get("/tags/<tag>")
def tag(tag: str) -> ResponseReturnValue:
    """The articles under one tag."""
    keep()
    found = library().tagged(tag, now())
    if not found:
        abort(404)
    return render_template("reading/tag.html", tag=tag, listing=Listing.of(found, lambda page: paths.tag(tag, page)))


@reading.get("/authors/<key>")
def author(key: str) -> ResponseReturnValue:
    """An author and what they wrote."""
    keep()
    who = library().site.authors.get(key)
    if who is None:
        abort(404)
    found = library().written_by(key, now())
    return render_template("reading/author.html", author=who, listing=Listing.of(found, lambda page: paths.author(key, page)))


@reading.get("/<slug>")
def page(slug: str) -> ResponseReturnValue:
    """A page from content/pages."""
    keep()
    shelf = library()
    found = shelf.page(slug)
    return render_template("reading/page.html", page=found, body=found.body(shelf))
