"""Card: one comment with what a moderator must know to decide about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.accounts import Moderator
from app.comments import Comment, ContentNote, Face, Lane, Report, Revision, Span, Status, find_unheld, screening, shown_words
from app.db import now
from app.markup import plain_comment
from app.moderation.gathering import Gathered, Parent
from app.moderation.naming import called
from app.moderation.past import EACH, Past, excerpt
from app.moderation.signals import Shared


@dataclass(frozen=True, slots=True)
class Card:
    """One waiting comment with everything beside it.

    `earlier` counts the author's other decided comments by status, `before` are the newest of them, `similar` decided comments of
    anybody's that say much the same; `findings` are what the screens noticed; `changes` what an edit took out and put in,
    `hard_before` whether the words before it were hard; `looked_at` is the name of somebody else who has the comment before them
    just now; `draft` is the note that went with a decision which was undone; `shared` are the signals that other waiting comments
    have in common with it; `hard` words may hurt whoever reads them: they stand folded, under a label, and with them
    `folded_name`, a name that may hurt, for which `name` is the pseudonym then.
    """

    comment_id: int
    revision_id: int
    article_id: str
    name: str
    folded_name: str | None
    hue: int
    leaf: int
    at: datetime
    html: Markup
    is_edit: bool
    changes: Sequence[Span]
    hard_before: bool
    content_note: ContentNote | None
    parent: Parent | None
    earlier: dict[str, int]
    before: Sequence[Past]
    similar: Sequence[Past]
    findings: Sequence[screening.Finding]
    reports: Sequence[Report]
    looked_at: str | None
    draft: str
    shared: Sequence[Shared]
    lane: Lane
    handed_over: bool
    handed_over_by_me: bool
    status: Status
    waits: bool
    hard: bool

    @property
    def glimpse(self) -> str:
        """The first words, in plain text."""
        return excerpt(plain_comment(self.html), 160)


def cards_for(comments: Sequence[Comment], by: Moderator | None = None) -> list[Card]:
    """The cards of these comments in their order, as `by` should see them; a few queries for all."""
    if not comments:
        return []
    known, at = Gathered.around(comments, by), now()
    return [_card(comment, known.revisions[comment.id], known, by, at) for comment in comments if comment.id in known.revisions]


def _card(comment: Comment, revision: Revision, known: Gathered, by: Moderator | None, at: datetime) -> Card:
    face, changed, hard = Face(comment.face), known.changes.get(comment.id), known.is_hard(comment)
    name, folded_name = called(comment, hard=hard)
    return Card(
        comment_id=comment.id,
        revision_id=revision.id,
        article_id=comment.article_id,
        name=name,
        folded_name=folded_name,
        hue=face.hue,
        leaf=face.leaf,
        at=comment.waiting_since or comment.posted_at,
        html=shown_words(revision),
        is_edit=revision.number > 1,
        changes=changed.passages if changed else (),
        hard_before=changed is not None and changed.hard,
        content_note=ContentNote.known(comment.content_note),
        parent=known.parents.get(comment.parent_id or 0),
        earlier=known.earlier_than(comment),
        before=[past for past in known.before.get(comment.commenter, ()) if past.comment_id != comment.id][:EACH],
        similar=known.similar.get(comment.id, ()),
        findings=known.findings.get(revision.id, ()),
        reports=known.reports.get(comment.id, ()),
        looked_at=known.looks.get(comment.id),
        draft=known.drafts.get(comment.id, ""),
        shared=known.shared.get(comment.id, ()) if comment.waiting_since else (),
        lane=Lane(comment.lane),
        handed_over=comment.handed_over_by is not None,
        handed_over_by_me=by is not None and comment.handed_over_by == by.id,
        status=comment.status_at(at),
        waits=comment.waiting_since is not None,
        hard=hard or folded_name is not None,
    )


def card_of(comment_id: int, by: Moderator | None = None) -> Card:
    """The card of one comment, whatever its status, as `by` should see it.

    Raises:
        CommentNotFound: there is none, or its author still holds it back.
    """
    return cards_of([comment_id], by)[0]


def cards_of(comment_ids: Sequence[int], by: Moderator | None = None) -> list[Card]:
    """The cards of several comments, as `card_of` gives one."""
    return cards_for([find_unheld(number) for number in comment_ids], by)
