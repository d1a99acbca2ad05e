"""Switching: close a thread, an article's comments or the whole site for a while, and open them again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import comments, moderation, paths
from app.accounts import Moderator
from app.articles import Article, library
from app.comments import PauseNeedsAnEnd, Scope, SentenceTooLong, Switch
from app.db import now
from app.language import _, spoken
from app.moderation import Card
from app.web import guards
from app.web.closing import switched_words
from app.web.forms import SwitchForm
from app.web.gate import moderators_only, this_moderator

switching = Blueprint("switching", __name__)


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that is closed now, in words. `article` is None for the whole site, and where the article has vanished."""

    switch: Switch
    words: str
    article: Article | None


@switching.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@switching.get("/moderation/switches")
@moderators_only
def show() -> ResponseReturnValue:
    """What is closed now, and what can be: around one article where the address names it."""
    return _page()


@switching.post("/moderation/switches")
@moderators_only
def close() -> ResponseReturnValue:
    """Close what the form says."""
    form = SwitchForm()
    try:
        ACTS[_scope(form)](form, this_moderator())
    except SentenceTooLong:
        return _page(form, _("The sentence is too long: at most %(most)s characters.", most=comments.LONGEST_SENTENCE))
    except PauseNeedsAnEnd:
        return _page(form, _("A pause ends in the future, within a year. Please choose another moment."))
    return redirect(paths.switches(), 303)


@switching.post("/moderation/switches/<int:id>/lift")
@moderators_only
def lift(id: int) -> ResponseReturnValue:
    """Open it again."""
    comments.lift(id, by=this_moderator())
    return redirect(paths.switches(), 303)


def _page(form: SwitchForm | None = None, problem: str | None = None) -> Response:
    """What is closed, and the forms; after a problem with one of them that one again, with what was typed into it."""
    card = _comment((form.comment.data if form else None) or request.args.get("comment", ""))
    page = render_template(
        "moderating/switches.html",
        closed=[_closed(one) for one in comments.switches_in_force(now())],
        article=_article(card, form),
        card=card,
        typed={form.scope.data: form.sentence.data} if form else {},
        until=(form and form.until.data) or _tomorrow_morning(),
        problem=problem,
    )
    return make_response(page, 422 if problem else 200)


def _article(card: Card | None, form: SwitchForm | None) -> Article | None:
    """The article that the comment, the form or the address is about."""
    identity = card.article_id if card else form.article.data if form else None
    return library().with_id(identity) if identity else library().with_slug(request.args.get("article", ""))


def _comment(number: str) -> Card | None:
    """The comment with this number; None where there is none."""
    try:
        return moderation.card_of(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    except comments.CommentNotFound:
        return None


def _closed(switch: Switch) -> Closed:
    return Closed(switch, switched_words(switch), library().with_id(switch.article_id))


def _scope(form: SwitchForm) -> Scope:
    try:
        return Scope(form.scope.data or "")
    except ValueError:
        abort(422)


def _pause(form: SwitchForm, by: Moderator) -> None:
    comments.pause_site(form.sentence.data or "", _moment(form.until.data), by=by)


def _close_article(form: SwitchForm, by: Moderator) -> None:
    article = library().with_id(form.article.data or "")
    if article is None:
        abort(404)
    comments.close_article(article.identity, by=by, sentence=form.sentence.data or "")


def _close_thread(form: SwitchForm, by: Moderator) -> None:
    number = form.comment.data or ""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        abort(422)
    comments.close_thread(int(number), by=by, sentence=form.sentence.data or "")


ACTS: dict[Scope, Callable[[SwitchForm, Moderator], None]] = {
    Scope.SITE: _pause,
    Scope.ARTICLE: _close_article,
    Scope.THREAD: _close_thread,
}


def _tomorrow_morning() -> str:
    """Eight o'clock on the site's clocks, as a browser's field for a day and a time wants it."""
    day = now().astimezone(spoken().zone) + timedelta(days=1)
    return day.strftime("%Y-%m-%dT08:00")


def _moment(text: str | None) -> datetime:
    """What such a field sends, on the site's clocks; what cannot be read is no end."""
    try:
        return datetime.fromisoformat(text or "").replace(tzinfo=spoken().zone)
    except ValueError:
        raise PauseNeedsAnEnd from None
