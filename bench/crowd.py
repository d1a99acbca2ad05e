"""Plants any number of comments under the articles of the site, most of them decided, where posting them would take hours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from app.articles import library
from app.comments import Comment, Status
from app.db import db, now
from app.markup import render_comment
from bench.comments import Made, a_moderator, comment_row, decision_row, store, words_row
from bench.waiting import ENDS, MIDDLES, NAMES, OPENINGS

VERDICTS = (Status.APPROVED,) * 8 + (Status.REJECTED, Status.SPAM)


def plant(number: int, waiting: int, *, seed: int = 9) -> None:
    """Plant `number` comments, the last `waiting` of which wait; one a minute, the last of them an hour ago."""
    store(_comments(number, waiting, random.Random(seed)))


def _comments(number: int, waiting: int, dice: random.Random) -> Iterator[Made]:
    articles = [one.identity for one in library().public(now())]
    bodies = [(body, str(render_comment(body))) for body in (_words(dice) for _ in range(500))]
    first, moderator = 1 + (db.session.scalar(select(func.max(Comment.id))) or 0), a_moderator()
    begins = now() - timedelta(minutes=number + 60)
    for one in range(number):
        status = Status.PENDING if one >= number - waiting else dice.choice(VERDICTS)
        comment = comment_row(first + one, dice.choice(articles), None, status, begins + timedelta(minutes=one), dice)
        comment["name"] = dice.choice(NAMES) or None
        yield comment, words_row(comment, *dice.choice(bodies), dice), decision_row(comment, moderator)


def _words(dice: random.Random) -> str:
    parts = (f"{dice.choice(OPENINGS)} {dice.choice(MIDDLES)} {dice.choice(MIDDLES)}", dice.choice(ENDS))
    return "\n\n".join(part for part in parts if part)
