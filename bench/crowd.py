"""Plants any number of comments straight into a database, most of them decided, where posting them would take hours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from app.accounts import Moderator
from app.articles import library
from app.comments import Comment, Revision, Status
from app.db import FOREVER, db, now
from app.markup import POLICY_VERSION, render_comment
from app.moderation import Decision, Verdict
from bench.waiting import ENDS, MIDDLES, NAMES, OPENINGS

AT_ONCE = 2_000
VERDICTS = (Verdict.APPROVED,) * 8 + (Verdict.REJECTED, Verdict.SPAM)


def plant(number: int, waiting: int, *, seed: int = 9) -> None:
    """Plant `number` comments, the last `waiting` of which wait; one a minute, ending now."""
    dice = random.Random(seed)
    articles = [one.identity for one in library().public(now())]
    moderator = db.session.scalars(select(Moderator.id).limit(1)).one()
    bodies = [(body, str(render_comment(body))) for body in (_words(dice) for _ in range(500))]
    first = 1 + (db.session.scalar(select(func.max(Comment.id))) or 0)
    rows = _rows(dice, number, waiting, first, articles, bodies, moderator)
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(insert(Comment), [comment for comment, _, _ in some])
        db.session.execute(insert(Revision), [revision for _, revision, _ in some])
        decisions = [decision for _, _, decision in some if decision]
        if decisions:
            db.session.execute(insert(Decision), decisions)
        db.session.commit()


def _rows(
    dice: random.Random, number: int, waiting: int, first: int, articles: list[str], bodies: list[tuple[str, str]], moderator: int
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]]:
    begins = now() - timedelta(minutes=number)
    for one in range(number):
        id, at = first + one, begins + timedelta(minutes=one)
        source, html = dice.choice(bodies)
        verdict = None if one >= number - waiting else dice.choice(VERDICTS)
        comment = _comment(dice, id, at, dice.choice(articles), verdict)
        revision = {"id": id, "comment_id": id, "number": 1, "source": source, "html": html, "policy": POLICY_VERSION}
        yield comment, revision | {"written_at": at}, verdict and _decision(id, at, verdict, moderator)


def _comment(dice: random.Random, id: int, at: datetime, article: str, verdict: Verdict | None) -> dict[str, Any]:
    public = verdict is Verdict.APPROVED
    return {
        "id": id,
        "article_id": article,
        "root_id": id,
        "commenter": dice.randrange(20_000).to_bytes(32),
        "face": dice.randrange(10_000),
        "name": dice.choice(NAMES) or None,
        "receipt_hash": id.to_bytes(32),
        "posted_at": at,
        "status": verdict or Status.PENDING,
        "status_from": at,
        "revision_id": id,
        "waiting_since": None if verdict else at,
        "public_revision_id": id if public else None,
        "public_from": at if public else None,
        "public_until": FOREVER,
    }


def _decision(id: int, at: datetime, verdict: Verdict, moderator: int) -> dict[str, Any]:
    return {
        "comment_id": id,
        "revision_id": id,
        "verdict": verdict,
        "moderator_id": moderator,
        "decided_at": at,
        "takes_effect_at": at,
        "before": {},
    }


def _words(dice: random.Random) -> str:
    parts = (f"{dice.choice(OPENINGS)} {dice.choice(MIDDLES)} {dice.choice(MIDDLES)}", dice.choice(ENDS))
    return "\n\n".join(part for part in parts if part)
