"""Comments planted straight into a database, public at once, where posting thousands would take too long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, insert, select

from app.comments import Comment, Revision, Status, recount_articles
from app.comments.place import place_below
from app.db import FOREVER, Base, db, now
from app.markup import POLICY_VERSION, render_comment


def plant_chain(article_id: str, words: Iterable[tuple[str | None, str]]) -> int:
    """Plant (name, words), each in answer to the one before, and commit; the number of the last."""
    at = now() - timedelta(minutes=5)
    comments, revisions = [], []
    first = 1 + (db.session.scalar(select(func.max(Comment.id))) or 0)
    place = b""
    words_first = 1 + (db.session.scalar(select(func.max(Revision.id))) or 0)
    for depth, (name, body) in enumerate(words):
        id, words_id = first + depth, words_first + depth
        place = place_below(place, id) if depth else b""
        comments.append(
            {
                "id": id,
                "article_id": article_id,
                "parent_id": id - 1 if depth else None,
                "depth": depth,
                "root_id": first,
                "place": place,
                "commenter": bytes(32),
                "face": depth,
                "name": name,
                "receipt_hash": id.to_bytes(32),
                "posted_at": at,
                "status": Status.APPROVED,
                "status_from": at,
                "revision_id": words_id,
                "public_revision_id": words_id,
                "public_from": at,
                "public_until": FOREVER,
            }
        )
        html = str(render_comment(body))
        revisions.append(
            {
                "id": words_id,
                "comment_id": id,
                "number": 1,
                "source": body,
                "html": html,
                "policy": POLICY_VERSION,
                "written_at": at,
            }
        )
    db.session.execute(insert(Comment), comments)
    db.session.execute(insert(Revision), revisions)
    _count_on_from_here(Comment, Revision)
    recount_articles([article_id])
    db.session.commit()
    return int(comments[-1]["id"])


def _count_on_from_here(*models: type[Base]) -> None:
    """On PostgreSQL, let the next number follow those that were given by hand, as it does on SQLite by itself."""
    if db.engine.dialect.name == "postgresql":
        for table in (model.__table__ for model in models):
            last = select(func.max(table.c.id)).scalar_subquery()
            db.session.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
