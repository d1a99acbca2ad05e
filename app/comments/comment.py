"""Comment and Revision: what was written, in which words, and from when to when it is public."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.comments.holding import HoldsWords
from app.comments.place import place_below
from app.db import FOREVER, Base, BigId, db, now


class Status(StrEnum):
    """What was last decided about a comment, by a moderator or by its author."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Lane(IntEnum):
    """Which comments are read first, lowest first. SUSPECTED ones wait in the spam list, beside the queue."""

    DANGER = 0
    REPORTED = 1
    ORDINARY = 2
    SUSPECTED = 3


TO_FORGET = text("erased_at IS NOT NULL AND forgotten_at IS NULL")
"""Which comments had something erased that the database itself may still hold somewhere."""

_WAITS = text("waiting_since IS NOT NULL")
_EVER_PUBLIC = text("public_from IS NOT NULL")
BEFORE_FOREVER = "'9999-12-31 00:00:00+00'"
"""As SQL: every moment is before it but FOREVER, on SQLite, which compares the text, as on PostgreSQL."""
_ENDS = text(f"public_until < {BEFORE_FOREVER}")


class Comment(Base):
    """What one reader wrote under one article. Its words are in its revisions.

    Public at a moment t means `public_from <= t`, and `t < public_until` or `next_from <= t`; then it shows `next_revision`
    where `next_from <= t`, and `public_revision` otherwise. So words may be taken down some seconds before others appear.
    Before `status_from`, what is in force is `former_status`, or that it is public.
    It waits for a moderator while `waiting_since` is set, in the words of `revision_id`, the newest, and in its `lane`.
    Until `not_before`, the end of a pause its author chose, nobody sees it, and `waiting_since` is that same moment.
    `erased_at` is when words or a name were last erased from the rows, `forgotten_at` when nothing else held them any more.

    `root_id` is the comment that began the branch, a root's own id for itself, and `place` sorts a branch as it is read.
    `moderator_id` says which moderator wrote it, if one did.
    """

    __tablename__ = "comments"
    # The migrations make these partial on PostgreSQL, too. To say so here would load its dialect in every worker: 2 MB.
    __table_args__ = (
        Index("ix_comments_waiting", "lane", "waiting_since", "id", sqlite_where=_WAITS),
        Index("ix_comments_commenter", "commenter", "posted_at"),
        Index("ix_comments_face", "article_id", "face"),
        Index("ix_comments_posted", "posted_at", "id"),
        Index("ix_comments_status", "status", "posted_at", "id"),
        Index("ix_comments_forgetting", "erased_at", sqlite_where=TO_FORGET),
        Index("ix_comments_appearing", "article_id", "public_from", "id", sqlite_where=_EVER_PUBLIC),
        Index("ix_comments_ending", "article_id", "public_until", sqlite_where=_ENDS),
        Index("ix_comments_branch", "root_id", "place", sqlite_where=_EVER_PUBLIC),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    depth: Mapped[int] = mapped_column(default=0)
    root_id: Mapped[int] = mapped_column(BigId, nullable=True)
    place: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    commenter: Mapped[bytes] = mapped_column(LargeBinary(32))
    face: Mapped[int]
    name: Mapped[str | None]
    content_note: Mapped[str | None]
    consent: Mapped[str | None]
    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    posted_at: Mapped[datetime] = mapped_column(default=now)

    status: Mapped[str] = mapped_column(default=Status.PENDING)
    status_from: Mapped[datetime] = mapped_column(default=now)
    former_status: Mapped[str] = mapped_column(default=Status.PENDING)

    revision_id: Mapped[int | None] = mapped_column(BigId)
    waiting_since: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    lane: Mapped[int] = mapped_column(SmallInteger, default=Lane.ORDINARY)
    handed_over_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))

    public_revision_id: Mapped[int | None] = mapped_column(BigId)
    public_from: Mapped[datetime | None]
    public_until: Mapped[datetime] = mapped_column(default=FOREVER)
    next_revision_id: Mapped[int | None] = mapped_column(BigId)
    next_from: Mapped[datetime | None]

    erased_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]

    def status_at(self, at: datetime) -> Status:
        """The status in force at a moment: a decision inside its undo window is not yet."""
        if self.status_from <= at:
            return Status(self.status)
        return Status.APPROVED if self.is_public(at) else Status(self.former_status)

    def is_public(self, at: datetime) -> bool:
        """Whether the comment itself is public at a moment; its ancestors may still hide it."""
        began = self.public_from is not None and self.public_from <= at
        return began and (at < self.public_until or self.shows_next(at))

    def is_held(self, at: datetime) -> bool:
        """Whether its author still holds it back from moderators at a moment."""
        return self.not_before is not None and self.not_before > at

    def shown_revision_id(self, at: datetime) -> int | None:
        """The revision that readers see where the comment is public at this moment."""
        return self.next_revision_id if self.shows_next(at) else self.public_revision_id

    def shows_next(self, at: datetime) -> bool:
        """Whether the time of `next_revision` has come."""
        return self.next_from is not None and self.next_from <= at

    def take_new_words(self, at: datetime) -> None:
        """Go by words written at this moment: what was decided about those before has no effect but on what readers see."""
        if not self.is_public(at):
            self.status = self.former_status = Status.PENDING
            self.status_from, self.public_from = at, None
            self.next_revision_id = self.next_from = None
        elif self.next_from is None and self.public_until < FOREVER:
            self.status = Status.PENDING  # from when the former words are taken down

    def end(self, at: datetime) -> None:
        """Be public no longer than until this moment, and never where it was not yet."""
        if self.public_from is not None and self.public_from > at:
            self.public_from = None
        self.public_until = min(self.public_until, at)
        self.next_revision_id = self.next_from = None

    def stand_below(self, parent: Comment | None) -> None:
        """Take the place that follows from what this comment answers, or that of a root. Its own `id` must be known."""
        self.root_id = parent.root_id if parent else self.id
        self.place = place_below(parent.place, self.id) if parent else b""


class Revision(HoldsWords, Base):
    """A comment's words at one time: as typed, as HTML, and the policy version that made the HTML.

    `likeness` is the same for words that differ in case, accents, blanks and signs only; None where the words are erased.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"))
    number: Mapped[int]
    source: Mapped[str]
    html: Mapped[str]
    policy: Mapped[int]
    likeness: Mapped[int | None] = mapped_column(BigInteger, index=True)
    written_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def erase(cls, comment_id: int) -> None:
        """Empty every revision; the rows stay, since decisions are about them."""
        db.session.execute(update(cls).where(cls.comment_id == comment_id).values(source="", html="", likeness=None))

    @classmethod
    def erase_revision(cls, comment_id: int, revision_id: int) -> None:
        """Empty this one."""
        db.session.execute(update(cls).where(cls.id == revision_id).values(source="", html="", likeness=None))


class Note(HoldsWords, Base):
    """What a moderator wrote to a comment's author; the receipt shows it from `shown_from` on, a draft never."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(BigId, index=True)
    text: Mapped[str]
    shown_from: Mapped[datetime]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))


class CommentNotFound(LookupError):
    """There is no such comment."""


def find(id: int) -> Comment:
    """The comment with this number, whatever its status.

    Raises:
        CommentNotFound: there is none.
    """
    comment = db.session.get(Comment, id) if 0 < id < 2**63 else None
    if comment is None:
        raise CommentNotFound(id)
    return comment


def find_unheld(id: int) -> Comment:
    """The comment with this number, unless its author still holds it back from everyone.

    Raises:
        CommentNotFound: there is none that anybody but its author may see.
    """
    comment = find(id)
    if comment.is_held(now()):
        raise CommentNotFound(id)
    return comment


def has_words(comment: Comment) -> bool:
    """Whether its newest words are there still: neither taken back by their author nor erased."""
    words = db.session.get(Revision, comment.revision_id)
    return words is not None and bool(words.source)


def revision(id: int) -> Revision | None:
    """The revision with this number, or None."""
    return db.session.get(Revision, id) if 0 < id < 2**63 else None


def anybody_wrote() -> bool:
    """Whether a comment was ever kept here, whatever became of it."""
    return db.session.scalar(select(Comment.id).order_by(Comment.id.desc()).limit(1)) is not None
