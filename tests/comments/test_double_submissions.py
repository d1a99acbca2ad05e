"""A double click, a thousand times over and all at once: every form makes one comment, and none is lost."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app.comments import Comment, Revision, new_form_key
from tests.support.doors import Answer
from tests.support.people import Reader

DOUBLES = int(os.environ.get("DOUBLES", "1000"))
"""How many forms are sent twice."""

CROWD = 8
"""How many of them are on their way at once."""


def test_a_thousand_double_submissions_make_a_thousand_comments(ada: Reader, open_article: str, db: SQLAlchemy) -> None:
    form = ada.previews(open_article, "words").page.form(f"/articles/{open_article}/comments")
    doors = [ada.door.twin() for _ in range(CROWD)]  # type: ignore[attr-defined]
    forms = [form.fields | {"form_key": new_form_key(), "body": f"words number {n}"} for n in range(DOUBLES)]

    def send(turn: int) -> Answer:
        answer: Answer = doors[turn % CROWD].ask(form.action, forms[turn // 2])
        return answer

    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(send, range(2 * DOUBLES)))
    assert Counter(answer.status for answer in answers) == {303: 2 * DOUBLES}
    assert all(first.location == second.location for first, second in zip(answers[::2], answers[1::2], strict=True))
    assert db.session.scalar(select(func.count(Comment.id))) == DOUBLES
    assert db.session.scalar(select(func.count(Revision.source.distinct()))) == DOUBLES
