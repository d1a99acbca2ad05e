"""Entry: one comment in its place, with its words, as a page shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from app.comments.author import Face
from app.comments.comment import Comment, Revision, Status
from app.comments.public import is_public, shown_revision, shown_words, stands
from app.db import db
from app.markup import stored_comment

NO_WORDS = stored_comment("")


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment in its place. `depth` counts from 0; `indent` is the depth as far as the page can show it.

    `since` is when it appeared. `answers` names whom it answers where the indent does not tell. `mark` is "author" for the
    article's own author, "moderator" for another who may decide here. `below` is how many entries of its branch can be
    folded away under it, a root; `ends_fold` whether it is the last of them on this page.
    """

    id: int
    parent_id: int | None
    depth: int
    indent: int
    name: str
    hue: int
    leaf: int
    at: datetime
    since: datetime
    html: Markup
    withdrawn: bool = False
    answers: str | None = None
    edited_at: datetime | None = None
    mark: str | None = None
    content_note: str | None = None
    below: int = 0
    ends_fold: bool = False


def rows(at: datetime, *which: ColumnElement[bool]) -> Sequence[Any]:
    """Comments that stand by themselves at a moment, with the words readers see then and the name of whom they answer."""
    parent = aliased(Comment, name="parent")
    statement = (
        select(
            Comment.id,
            Comment.root_id,
            Comment.parent_id,
            Comment.place,
            Comment.depth,
            Comment.name,
            Comment.face,
            Comment.status,
            Comment.posted_at,
            Comment.public_from,
            Comment.moderator_id,
            Comment.content_note,
            parent.name.label("parent_name"),
            parent.face.label("parent_face"),
            Revision.html,
            Revision.source,
            Revision.policy,
            Revision.number,
            Revision.written_at,
        )
        .outerjoin(Revision, and_(Revision.id == shown_revision(at), is_public(at)))
        .outerjoin(parent, parent.id == Comment.parent_id)
        .where(stands(at), *which)
    )
    return db.session.execute(statement).all()


def entry(row: Any, max_depth: int, authors: Collection[str] = ()) -> Entry:
    """A row as its page shows it. `authors` are the names of those who wrote the article."""
    face, withdrawn, name = Face(row.face), row.status == Status.WITHDRAWN, _name(row.name, row.face)
    return Entry(
        id=row.id,
        parent_id=row.parent_id,
        depth=row.depth,
        indent=min(row.depth, max_depth),
        name=name,
        hue=face.hue,
        leaf=face.leaf,
        at=row.posted_at,
        since=row.public_from,
        html=NO_WORDS if withdrawn else shown_words(row),
        withdrawn=withdrawn,
        answers=_name(row.parent_name, row.parent_face) if row.depth > max_depth else None,
        edited_at=row.written_at if not withdrawn and row.number > 1 else None,
        mark=None if row.moderator_id is None else "author" if name in authors else "moderator",
        content_note=row.content_note,
    )


def _name(given: str | None, face: int) -> str:
    return given or Face(face).name
