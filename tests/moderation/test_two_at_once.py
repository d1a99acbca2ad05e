"""Two people decide the same hundred comments in the same moment: each is decided once, and whoever was second is told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from app import accounts, moderation
from app.comments import Comment
from app.db import db
from app.moderation import AlreadyDecided, Decision, Verdict
from bench.waiting import fill
from tests.support.databases import ADMIN_EMAIL

MANY = 100


def test_a_hundred_decisions_and_a_hundred_times_somebody_is_told(app: Flask) -> None:
    with app.app_context():
        fill(MANY)
        shown = [(row.id, row.revision_id) for row in db.session.execute(select(Comment.id, Comment.revision_id))]
        accounts.add("olga@example.org", "another long pass phrase 8", name="Olga")
    starts = Barrier(2)
    people = {ADMIN_EMAIL: Verdict.APPROVED, "olga@example.org": Verdict.REJECTED}
    with ThreadPoolExecutor(2) as both:
        told = list(both.map(lambda one: Context().run(_decide, app, *one, shown, starts), people.items()))
    assert Counter(told[0] + told[1]) == {"decided": MANY, "second": MANY}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Decision)) == MANY


def _decide(app: Flask, email: str, verdict: Verdict, shown: list[tuple[int, int]], starts: Barrier) -> list[str]:
    told = []
    with app.app_context():
        person = accounts.by_email(email)
        for comment, revision in shown:
            starts.wait(30)
            try:
                moderation.decide(comment, revision, verdict, by=person)
                told.append("decided")
            except AlreadyDecided as other:
                told.append("second" if other.decision.moderator.email != email else "told of oneself")
        db.session.remove()
    return told
