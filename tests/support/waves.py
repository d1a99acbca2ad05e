"""Waves: many comments that come in at once, submitted in this process by the verb that every door uses."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask

from app.articles import library
from app.comments import Commenter, Submission, new_form_key, submit
from app.db import db, now


def submit_all(app: Flask, slug: str, bodies: Iterable[str], *, by: Commenter | None = None) -> list[int]:
    """Submit these words under an article, all by one author or each by a new one; the comments' numbers."""
    with app.app_context():
        article = library().find(slug, now())
        made = [
            submit(article, Submission(body, "", new_form_key()), by=by or Commenter.new(), max_length=4000).comment.id
            for body in bodies
        ]
        db.session.remove()
    return made
