"""The thread of an article page, as the request asks for it, and what the page says of each comment in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import Flask, abort, request
from markupsafe import Markup

from app import comments, paths
from app.articles import Article, library
from app.language import gettext, ngettext, spoken
from app.site import Author
from app.web.page_cache import asked_for
from app.web.templating import iso, note_words


class Act(NamedTuple):
    """Something to do with one comment: a link, what it is called for whom its words alone would not tell, and these words."""

    path: str
    label: str
    words: str


class Line(NamedTuple):
    """What a page says of one comment, in the order in which `reading/entries.html` takes it apart.

    `html` is None for a withdrawn one, of which nothing but its place is told. `since` is when it appeared, in seconds since
    1970. Moments are there twice, for machines and for people; `edited` and `answers` are pairs, or None. What is answered has
    no address where it is the note of a withdrawn comment on another page. `folds` says how many answers can be folded away
    behind it, `closed` that its thread is.
    """

    id: int
    indent: int
    since: int
    html: Markup | None
    hue: int
    leaf: int
    name: str
    mark: str | None
    here: str
    link: str
    at: str
    day: str
    edited: tuple[str, str] | None
    answers: tuple[str | None, str] | None
    note: str | None
    acts: Sequence[Act]
    closed: str | None
    folds: str | None
    ends_fold: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The words around comments in the page's language, put together once a page; %(name)s and %(day)s are still open."""

    marks: Mapping[str, str]
    link: str
    answering: str
    answering_note: str
    reply: str
    reply_to: str
    report: str
    report_of: str
    close: str
    close_of: str

    @classmethod
    def now(cls) -> Said:
        """In the language of the application at work."""
        return cls(
            marks={"author": gettext("wrote the article"), "moderator": gettext("moderator")},
            link=gettext("Link to the comment by %(name)s, %(day)s"),
            answering=gettext("answering %(name)s"),
            answering_note=gettext("answering a withdrawn comment"),
            reply=gettext("Reply"),
            reply_to=gettext("Reply to %(name)s"),
            report=gettext("Report"),
            report_of=gettext("Report the comment by %(name)s"),
            close=gettext("Close or erase"),
            close_of=gettext("Close or erase: the comment by %(name)s"),
        )


def mount(app: Flask) -> None:
    """Give the templates of threads what they ask for."""
    app.jinja_env.globals["lines_of"] = lines_of


def lines_of(entries: Sequence[comments.Entry], replies: str | None, closed: Mapping[int, str], desk: bool) -> Iterator[Line]:
    """The comments of a page. `replies` is the slug of their article while it takes any, `closed` says why single threads do
    not, by root; with a `desk` moderators can do more."""
    said, speak = Said.now(), spoken()
    for one in entries:
        day = speak.day(one.at)
        yield Line(
            id=one.id,
            indent=one.indent,
            since=int(one.since.timestamp()),
            html=None if one.withdrawn else one.html,
            hue=one.hue,
            leaf=one.leaf,
            name=one.name,
            mark=said.marks[one.mark] if one.mark else None,
            here=paths.comment(one.id),
            link=said.link % {"name": one.name, "day": day},
            at=iso(one.at),
            day=day,
            edited=(iso(one.edited_at), speak.day(one.edited_at)) if one.edited_at else None,
            answers=_answers(one, said, entries),
            note=note_words(one.content_note) if one.content_note else None,
            acts=tuple(_acts(one, said, None if one.root_id in closed else replies, desk)),
            closed=closed.get(one.id) if replies else None,
            folds=ngettext("%(num)s answer", "%(num)s answers", one.below) if one.below else None,
            ends_fold=one.ends_fold,
        )


def _acts(one: comments.Entry, said: Said, replies: str | None, desk: bool) -> Iterator[Act]:
    name = {"name": one.name}
    if replies:
        yield Act(paths.reply(replies, one.id), said.reply_to % name, said.reply)
    yield Act(paths.report(one.id), said.report_of % name, said.report)
    if desk:
        yield Act(paths.switches(comment=one.id), said.close_of % name, said.close)


def _answers(one: comments.Entry, said: Said, around: Sequence[comments.Entry]) -> tuple[str | None, str] | None:
    """Whom it answers, and where that stands."""
    if one.answers_note:
        here = any(other.id == one.parent_id for other in around)
        return f"#comment-{one.parent_id}" if here else None, said.answering_note
    if one.answers is None or one.parent_id is None:
        return None
    return paths.comment(one.parent_id), said.answering % {"name": one.answers}


def thread_under(article: Article, at: datetime, page: int, authors: Sequence[Author]) -> comments.Thread:
    """A page of an article's comments in the order the request asks for; 404 for an order that there is not."""
    policy = library().site.comments
    return comments.Thread.under(
        article.identity,
        at,
        page=page,
        per_page=policy.per_page,
        max_depth=policy.max_depth,
        order=_order(),
        authors=[author.name for author in authors],
    )


def _order() -> comments.Order:
    asked_for("order")
    try:
        return comments.Order(request.args.get("order", comments.Order.OLDEST))
    except ValueError:
        abort(404)
