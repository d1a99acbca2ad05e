"""The record: what was done, line by line, for admins; and, where they want it, a page for everybody without words or names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import accounts, articles, moderation, paths, record, rules
from app.accounts import Moderator
from app.articles import Article
from app.language import spoken
from app.record import Act, Line
from app.rules import Rule
from app.web import guards
from app.web.forms import PersonForm
from app.web.gate import admins_only, confirmed, this_moderator
from app.web.record_words import words_of

recording = Blueprint("recording", __name__)

PER_PAGE = 50
KINDS = {"decisions": record.DECISIONS, "sign-ins": record.SIGN_INS, "people": record.PEOPLE, "rules": record.RULES}
PUBLIC = (Act.APPROVED, Act.REJECTED, Act.SPAM, Act.ERASED, Act.PAUSED, Act.ARTICLE_CLOSED, Act.THREAD_CLOSED)
"""What everybody may see. An undone decision never happened for readers; how often that is, the statistics tell moderators."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line in words. `by` is None for the command line; `article` None where none is concerned or it has vanished."""

    line: Line
    words: str
    by: Moderator | None
    about: Moderator | None
    article: Article | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for. Days are days of the site's clocks; what cannot be read is not asked for."""

    kind: str
    by: int | None
    since: date | None
    until: date | None

    @classmethod
    def asked(cls) -> Filters:
        """Read them from the request."""
        asked = request.args
        kind = asked.get("kind", "")
        return cls(kind if kind in KINDS else "", _number(asked.get("by")), _day(asked.get("since")), _day(asked.get("until")))

    def lines(self, before: int | None) -> Sequence[Line]:
        """One page of lines and one more, where there is one."""
        until = self.until + timedelta(days=1) if self.until else None
        return record.lines(
            acts=KINDS.get(self.kind, ()),
            by=self.by,
            since=_begin(self.since),
            until=_begin(until),
            before=before,
            most=PER_PAGE + 1,
        )

    def path(self, before: int) -> str:
        """The address of the next page under the same filters."""
        asked = {"kind": self.kind, "by": self.by, "since": self.since, "until": self.until, "before": before}
        return f"{paths.record()}?{urlencode({name: value for name, value in asked.items() if value})}"


@recording.after_request
def _private(response: Response) -> Response:
    return guards.private(response) if request.path.startswith("/moderation") else response


@recording.get("/moderation/record")
@admins_only
def show() -> ResponseReturnValue:
    """The newest lines first, under the filters of the address."""
    filters, everyone = Filters.asked(), accounts.everyone()
    found = filters.lines(_number(request.args.get("before")))
    return render_template(
        "moderating/record.html",
        lines=_shown(found[:PER_PAGE], {one.id: one for one in everyone}),
        filters=filters,
        kinds=KINDS,
        people=everyone,
        public=rules.is_on(Rule.PUBLIC_RECORD),
        next_path=filters.path(found[PER_PAGE - 1].id) if len(found) > PER_PAGE else None,
    )


@recording.post("/moderation/record/rule")
@admins_only
@confirmed
def switch_public() -> ResponseReturnValue:
    """Show the record of decisions to everybody, or to admins only."""
    rules.switch(Rule.PUBLIC_RECORD, PersonForm().act.data == "on", by=this_moderator().id)
    return redirect(paths.record(), 303)


@recording.get("/record")
def public() -> ResponseReturnValue:
    """What was decided and is in force, by day and reason, without words, names, articles or hours; 404 unless admins switched
    it on."""
    if not rules.is_on(Rule.PUBLIC_RECORD):
        abort(404)
    found = moderation.lines_in_force(PUBLIC, before=_number(request.args.get("before")), most=PER_PAGE + 1)
    more = found[PER_PAGE - 1].id if len(found) > PER_PAGE else None
    return render_template(
        "reading/record.html",
        lines=_shown(found[:PER_PAGE], {}),
        next_path=f"{paths.public_record()}?before={more}" if more else None,
    )


def _shown(found: Sequence[Line], people: dict[int, Moderator]) -> list[Shown]:
    shelf = articles.library()
    return [
        Shown(
            line=line,
            words=words_of(line, shelf.site),
            by=people.get(line.by_id or 0),
            about=people.get(line.about_id or 0),
            article=shelf.with_id(line.article_id) if line.article_id else None,
        )
        for line in found
    ]


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 1970 < found.year < 9000 else None


def _begin(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), spoken().zone) if day else None
