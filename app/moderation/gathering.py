"""Gathering: what stands beside waiting comments, asked for a whole page of them at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, func, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts import Moderator
from app.comments import Comment, Lane, Report, Revision, difference, reports_of, screening, shown_words
from app.comments import Span as Passage
from app.db import db
from app.moderation.looking import looked_at
from app.moderation.naming import called
from app.moderation.past import DECIDED, Past, by_same_author, decided
from app.moderation.signals import Shared, shared_by
from app.moderation.similar import similar
from app.moderation.writing import drafts_of


@dataclass(frozen=True, slots=True)
class Parent:
    """What a waiting comment answers. `hard` words stand folded, and a name with them, as those of the comment itself would."""

    id: int
    name: str
    folded_name: str | None
    html: Markup
    hard: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What an edit took out and put in; `hard` where the words before it were."""

    passages: Sequence[Passage]
    hard: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known beside some comments. Missing keys mean that there is nothing."""

    revisions: Mapping[int, Revision]
    parents: Mapping[int, Parent]
    earlier: Mapping[bytes, dict[str, int]]
    before: Mapping[bytes, list[Past]]
    similar: Mapping[int, list[Past]]
    findings: Mapping[int, list[screening.Finding]]
    reports: Mapping[int, list[Report]]
    changes: Mapping[int, Changed]
    looks: Mapping[int, str]
    drafts: Mapping[int, str]
    shared: Mapping[int, list[Shared]]

    @classmethod
    def around(cls, comments: Sequence[Comment], by: Moderator | None) -> Gathered:
        """Ask for all of it; a handful of queries, however many comments."""
        revisions = _revisions(comments)
        numbers = [comment.id for comment in comments]
        before = by_same_author(comments)
        alike = similar([revision for revision in revisions.values() if revision.source])
        past = decided({id for some in (*before.values(), *alike.values()) for id in some})
        return cls(
            revisions=revisions,
            parents=_parents(comments),
            earlier=_earlier(comments),
            before={author: [past[id] for id in ids if id in past] for author, ids in before.items()},
            similar={comment: [past[id] for id in ids if id in past] for comment, ids in alike.items()},
            findings=screening.findings_of([revision.id for revision in revisions.values()]),
            reports=reports_of(numbers),
            changes=_changes(comments, revisions),
            looks=looked_at(numbers, by=by) if by else {},
            drafts=drafts_of(numbers, by=by) if by else {},
            shared=shared_by(revisions.values()),
        )

    def is_hard(self, comment: Comment) -> bool:
        """Whether its words, or what somebody reported about them, sound like danger. A report about anything else takes a public
        comment out of the lane of danger, and leaves the words as they are."""
        noticed = self.findings.get(comment.revision_id or 0, ())
        return comment.lane == Lane.DANGER or any(finding.screen == screening.Screen.DANGER for finding in noticed)

    def earlier_than(self, comment: Comment) -> dict[str, int]:
        """How many other comments of its author were decided, by status: one that was decided itself is not beside itself."""
        others = Counter(self.earlier.get(comment.commenter, {}))
        others[comment.status] -= 1
        return dict(+others)


def _revisions(comments: Sequence[Comment]) -> dict[int, Revision]:
    newest = select(Revision).where(Revision.id.in_([c.revision_id for c in comments]))
    return {revision.comment_id: revision for revision in db.session.scalars(newest)}


def _parents(comments: Sequence[Comment]) -> dict[int, Parent]:
    parent, noticed = aliased(Comment), screening.sounds_like_danger(Revision.id).label("noticed")
    rows = db.session.execute(
        select(parent, Revision, noticed)
        .join(Revision, Revision.id == func.coalesce(parent.next_revision_id, parent.public_revision_id, parent.revision_id))
        .where(parent.id.in_([c.parent_id for c in comments if c.parent_id]))
    )
    return {answered.id: _parent(answered, revision, noticed) for answered, revision, noticed in rows}


def _parent(comment: Comment, revision: Revision, noticed: bool) -> Parent:
    hard = noticed or comment.lane == Lane.DANGER
    name, folded_name = called(comment, hard=hard)
    return Parent(comment.id, name, folded_name, shown_words(revision), hard or folded_name is not None)


def _earlier(comments: Sequence[Comment]) -> dict[bytes, dict[str, int]]:
    counted: dict[bytes, dict[str, int]] = defaultdict(dict)
    rows = db.session.execute(
        select(Comment.commenter, Comment.status, func.count())
        .where(Comment.commenter.in_({c.commenter for c in comments}))
        .group_by(Comment.commenter, Comment.status)
    )
    # Chosen here and not in the question: asked for the statuses, SQLite would go through all comments that have one of them.
    for commenter, status, number in rows:
        if status in DECIDED:
            counted[commenter][status] = number
    return counted


def _changes(comments: Sequence[Comment], newest: Mapping[int, Revision]) -> dict[int, Changed]:
    """What new words changed: against the public ones, or against those before where none are public."""
    edited = [comment for comment in comments if comment.id in newest and newest[comment.id].number > 1]
    public = [comment.public_revision_id for comment in edited if comment.public_revision_id]
    last = [(comment.id, newest[comment.id].number - 1) for comment in edited if not comment.public_revision_id]
    former = [*_with(Revision.id.in_(public)), *_with(tuple_(Revision.comment_id, Revision.number).in_(last))]
    found: dict[int, Changed] = {}
    for revision, hard in former:
        words = newest[revision.comment_id].source
        if revision.source not in ("", words):
            found[revision.comment_id] = Changed(difference(revision.source, words), hard)
    return found


def _with(these: ColumnElement[bool]) -> Sequence[Row[Revision, bool]]:
    """Revisions, and whether each sounds like danger."""
    return db.session.execute(select(Revision, screening.sounds_like_danger(Revision.id)).where(these)).all()
