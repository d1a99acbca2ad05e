"""Card: one comment with what a moderator must know to decide about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import func, not_, select
from sqlalchemy.orm import aliased

from app.accounts import Moderator
from app.comments import Comment, Face, Lane, Revision, Status, find_unheld, screening, shown_words
from app.db import db, now
from app.markup import plain_text
from app.moderation.looking import looked_at
from app.moderation.past import DECIDED, Past, by_same_author, excerpt


@dataclass(frozen=True, slots=True)
class Parent:
    """What a waiting comment answers."""

    id: int
    name: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """One waiting comment with everything beside it.

    `earlier` counts the author's decided comments by status, `before` are the newest of them; `looked_at` is the name of
    somebody else who has it before them just now; `findings` are what the screens noticed, in words.
    """

    comment_id: int
    revision_id: int
    article_id: str
    name: str
    named: bool
    hue: int
    leaf: int
    at: datetime
    html: Markup
    is_edit: bool
    parent: Parent | None
    earlier: dict[str, int]
    before: Sequence[Past]
    looked_at: str | None
    lane: Lane
    findings: Sequence[str]
    handed_over: bool
    handed_over_by_me: bool
    status: Status
    waits: bool

    @property
    def hard(self) -> bool:
        """Whether the words may hurt whoever reads them: they stand folded, under a label."""
        return self.lane is Lane.DANGER and self.waits

    @property
    def glimpse(self) -> str:
        """The first words, in plain text."""
        return excerpt(plain_text(self.html), 90)


def cards_for(comments: Sequence[Comment], by: Moderator | None = None) -> list[Card]:
    """The cards of these comments in their order, as `by` should see them; a few queries for all."""
    at = now()
    revisions = _revisions(comments)
    parents = _parents(comments)
    earlier = _earlier(comments)
    before = by_same_author(comments)
    findings = screening.findings_of([comment.revision_id for comment in comments if comment.revision_id])
    looks = looked_at([comment.id for comment in comments], by=by) if by else {}
    return [
        Card(
            comment_id=comment.id,
            revision_id=revision.id,
            article_id=comment.article_id,
            name=comment.name or Face(comment.face).name,
            named=comment.name is not None,
            hue=Face(comment.face).hue,
            leaf=Face(comment.face).leaf,
            at=comment.waiting_since or comment.posted_at,
            html=shown_words(revision),
            is_edit=revision.number > 1,
            parent=parents.get(comment.parent_id or 0),
            earlier=earlier[comment.commenter],
            before=[past for past in before[comment.commenter] if past.comment_id != comment.id],
            looked_at=looks.get(comment.id),
            lane=Lane(comment.lane),
            findings=[finding.words for finding in findings.get(revision.id, ())],
            handed_over=comment.handed_over_by is not None,
            handed_over_by_me=by is not None and comment.handed_over_by == by.id,
            status=comment.status_at(at),
            waits=comment.waiting_since is not None,
        )
        for comment in comments
        if (revision := revisions.get(comment.id))
    ]


def _revisions(comments: Sequence[Comment]) -> dict[int, Revision]:
    newest = select(Revision).where(Revision.id.in_([c.revision_id for c in comments]))
    return {revision.comment_id: revision for revision in db.session.scalars(newest)}


def _parents(comments: Sequence[Comment]) -> dict[int, Parent]:
    parent = aliased(Comment)
    rows = db.session.execute(
        select(parent.id, parent.name, parent.face, Revision)
        .join(Revision, Revision.id == func.coalesce(parent.next_revision_id, parent.public_revision_id, parent.revision_id))
        .where(parent.id.in_([c.parent_id for c in comments if c.parent_id]))
    )
    return {row.id: Parent(row.id, row.name or Face(row.face).name, shown_words(row.Revision)) for row in rows}


def _earlier(comments: Sequence[Comment]) -> dict[bytes, dict[str, int]]:
    counted: dict[bytes, dict[str, int]] = defaultdict(dict)
    rows = db.session.execute(
        select(Comment.commenter, Comment.status, func.count())
        .where(Comment.commenter.in_({c.commenter for c in comments}), Comment.status.in_(DECIDED))
        .group_by(Comment.commenter, Comment.status)
    )
    for commenter, status, number in rows:
        counted[commenter][status] = number
    return counted


def card_of(comment_id: int, by: Moderator | None = None) -> Card:
    """The card of one comment, whatever its status, as `by` should see it.

    Raises:
        CommentNotFound: there is none, or its author still holds it back.
    """
    return cards_for([find_unheld(comment_id)], by)[0]


def newest_comments(*, before: int | None, most: int) -> list[Card]:
    """The newest comments of all, below the number `before`."""
    held = Comment.not_before > now()
    found = select(Comment).where(not_(func.coalesce(held, False))).order_by(Comment.id.desc()).limit(most)
    if before is not None:
        found = found.where(Comment.id < before)
    return cards_for(db.session.scalars(found).all())
