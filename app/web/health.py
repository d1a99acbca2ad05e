"""Health: whether the process lives, and whether it can serve."""

from __future__ import annotations

from flask import Blueprint, Response

from app import articles, db

health = Blueprint("health", __name__)


@health.get("/healthz")
def lives() -> Response:
    """200 while the process lives."""
    return _plain("ok", 200)


@health.get("/readyz")
def ready() -> Response:
    """200 only when the database and the content answer."""
    if not db.answers():
        return _plain("the database does not answer", 503)
    if not articles.library().ready:
        return _plain("the content is not loaded", 503)
    return _plain("ok", 200)


def _plain(text: str, status: int) -> Response:
    answer = Response(text + "\n", status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer
