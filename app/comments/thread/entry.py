"""Entry: one comment in its place, with its words, as a page shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from app.comments.author import Face
from app.comments.comment import Comment, Revision, Status
from app.comments.public import ever_public, is_public, shown_revision, shown_words, stands
from app.db import AT
from app.markup import stored_comment
from app.statements import ask

NO_WORDS = stored_comment("")


class Entry(NamedTuple):
    """One comment in its place. `depth` counts from 0; `indent` is the depth as far as the page can show it.

    `since` is when it appeared. `answers` names whom it answers where the indent does not tell; where that one was withdrawn
    nobody is named, and `answers_note` says so. `mark` is "author" for the article's own author, "moderator" for another who
    may decide here. `below` is how many entries of its branch can be folded away under it, a root; `ends_fold` whether it is
    the last of them on this page.
    """

    id: int
    parent_id: int | None
    root_id: int
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
    answers_note: bool = False
    edited_at: datetime | None = None
    mark: str | None = None
    content_note: str | None = None
    below: int = 0
    ends_fold: bool = False


class Row(NamedTuple):
    """What _WORDS asks for, column by column: a page reads each of these of hundreds of comments."""

    id: int
    root_id: int
    parent_id: int | None
    place: bytes
    depth: int
    name: str | None
    face: int
    status: str
    posted_at: datetime
    public_from: datetime
    moderator_id: int | None
    content_note: str | None
    parent_name: str | None
    parent_face: int
    parent_status: str | None
    html: str
    source: str
    policy: int
    number: int
    written_at: datetime


_PARENT = aliased(Comment, name="parent")
_WORDS = (
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
        _PARENT.name.label("parent_name"),
        _PARENT.face.label("parent_face"),
        _PARENT.status.label("parent_status"),
        Revision.html,
        Revision.source,
        Revision.policy,
        Revision.number,
        Revision.written_at,
    )
    .outerjoin(Revision, and_(Revision.id == shown_revision(AT), is_public(AT)))
    .outerjoin(_PARENT, _PARENT.id == Comment.parent_id)
    .where(stands(AT))
)
_OF_BRANCHES = _WORDS.where(Comment.root_id.in_(bindparam("roots", expanding=True)), ever_public())
_OF_COMMENTS = _WORDS.where(Comment.id.in_(bindparam("ids", expanding=True)))


def rows_of_branches(roots: Sequence[int], at: datetime) -> list[Row]:
    """What stands by itself at a moment in these branches, with the words readers see then and the name of whom it answers."""
    return [*map(Row._make, ask(_OF_BRANCHES, at=at, roots=roots))] if roots else []


def rows_of_comments(ids: Sequence[int], at: datetime) -> list[Row]:
    """Those of these comments that stand by themselves at a moment, in the same way."""
    return [*map(Row._make, ask(_OF_COMMENTS, at=at, ids=ids))] if ids else []


def entry(row: Row, max_depth: int, authors: Collection[str] = ()) -> Entry:
    """A row as its page shows it. `authors` are the names of those who wrote the article."""
    face, withdrawn, depth = Face(row.face), row.status == Status.WITHDRAWN, row.depth
    name, deep, to_note = row.name or face.name, depth > max_depth, row.parent_status == Status.WITHDRAWN
    return Entry(
        id=row.id,
        parent_id=row.parent_id,
        root_id=row.root_id,
        depth=depth,
        indent=max_depth if deep else depth,
        name=name,
        hue=face.hue,
        leaf=face.leaf,
        at=row.posted_at,
        since=row.public_from,
        html=NO_WORDS if withdrawn else shown_words(row),
        withdrawn=withdrawn,
        answers=row.parent_name or Face(row.parent_face).name if deep and not to_note else None,
        answers_note=deep and to_note,
        edited_at=row.written_at if not withdrawn and row.number > 1 else None,
        mark=None if row.moderator_id is None else "author" if name in authors else "moderator",
        content_note=row.content_note,
    )
