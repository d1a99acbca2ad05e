"""Switches: what moderators close for a while without touching a file - the whole site, one article, one thread.

Whether somebody may write somewhere is asked of `Openness` alone: by `submit`, by the forms and by the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import record
from app.accounts import Moderator
from app.articles import Article
from app.comments.comment import find
from app.comments.versions import raise_version, raise_versions_of_all
from app.db import AT, Base, BigId, Moment, db, now, writing
from app.record import Act
from app.statements import ask

LONGEST_SENTENCE = 300
"""In characters: a sentence, not a page."""

LONGEST_PAUSE = timedelta(days=366)
"""Whoever closes for longer means to close in site.toml."""


class Scope(StrEnum):
    """How much a switch closes."""

    SITE = "site"
    ARTICLE = "article"
    THREAD = "thread"


ACTS = {Scope.SITE: Act.PAUSED, Scope.ARTICLE: Act.ARTICLE_CLOSED, Scope.THREAD: Act.THREAD_CLOSED}


class Switch(Base):
    """One closing, by whom, and its end. In force while it was not lifted and `ends_at` has not come.

    `article_id` is empty where the whole site is closed; `root_id` is the comment that a closed thread begins with.
    """

    __tablename__ = "switches"
    __table_args__ = (Index("ix_switches_in_force", "lifted_at", "article_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]
    article_id: Mapped[str] = mapped_column(default="")
    root_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("comments.id"))
    sentence: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime]
    closed_by: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    ends_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))

    moderator: Mapped[Moderator] = relationship(foreign_keys=[closed_by], lazy="joined", innerjoin=True)


class SwitchNotFound(LookupError):
    """There is no such switch."""


class SentenceTooLong(ValueError):
    """The sentence for readers has more than LONGEST_SENTENCE characters."""


class PauseNeedsAnEnd(ValueError):
    """A pause ends, within LONGEST_PAUSE."""


@dataclass(frozen=True, slots=True)
class Openness:
    """Whether somebody may write under one article at a moment: what its file says, and what moderators have closed."""

    by_file: bool
    site: Switch | None
    article: Switch | None
    threads: Mapping[int, Switch]

    @classmethod
    def of(cls, article: Article, at: datetime) -> Openness:
        """Ask for one article; one query, where nothing is closed."""
        ids = ask(_AROUND, at=at, article_id=article.identity).scalars().all()
        found = [db.session.get_one(Switch, id) for id in ids]  # hardly ever any
        site = next((one for one in found if one.scope == Scope.SITE), None)
        whole = next((one for one in found if one.scope == Scope.ARTICLE), None)
        threads = {one.root_id: one for one in found if one.root_id is not None}
        return cls(article.comments_open(at), site, whole, threads)

    @property
    def open(self) -> bool:
        """Whether a comment of its own may be written."""
        return self.by_file and self.closed_by() is None

    def closed_by(self, root_id: int | None = None) -> Switch | None:
        """The switch in the way of a comment, or of a reply in the thread that begins with `root_id`; the widest first."""
        return self.site or self.article or (self.threads.get(root_id) if root_id is not None else None)


def pause_site(sentence: str, ends_at: datetime, *, by: Moderator) -> Switch:
    """Take no comments anywhere until a moment. Readers see the sentence and the moment where the form was.

    A pause that is in force already gives way to this one.

    Raises:
        SentenceTooLong: it is more than a sentence.
        PauseNeedsAnEnd: the moment is over, or further off than LONGEST_PAUSE.
    """
    if not now() < ends_at <= now() + LONGEST_PAUSE:
        raise PauseNeedsAnEnd
    return _close(Scope.SITE, "", None, sentence, ends_at, by)


def close_article(article_id: str, *, by: Moderator, sentence: str = "") -> Switch:
    """Take no more comments under one article until somebody opens it again.

    Raises:
        SentenceTooLong: it is more than a sentence.
    """
    return _close(Scope.ARTICLE, article_id, None, sentence, None, by)


def close_thread(comment_id: int, *, by: Moderator, sentence: str = "") -> Switch:
    """Take no more answers in the thread that a comment belongs to, until somebody opens it again.

    Raises:
        CommentNotFound: there is no such comment.
        SentenceTooLong: it is more than a sentence.
    """
    comment = find(comment_id)
    return _close(Scope.THREAD, comment.article_id, comment.root_id, sentence, None, by)


def lift(switch_id: int, *, by: Moderator) -> None:
    """Open again what a switch closed. Doing it twice is doing it once.

    Raises:
        SwitchNotFound: there is none.
    """
    with writing():
        switch = db.session.get(Switch, switch_id, with_for_update=True) if 0 < switch_id < 2**31 else None
        if switch is None:
            raise SwitchNotFound(switch_id)
        if switch.lifted_at is None:
            _lift(switch, by)
            _tell_pages(Scope(switch.scope), switch.article_id)


def switches_in_force(at: datetime) -> Sequence[Switch]:
    """Everything that is closed at a moment, the newest first."""
    return sorted(_in_force(at), key=lambda one: one.id, reverse=True)


def next_opening(at: datetime, article_id: str | None = None) -> datetime | None:
    """The next moment after `at` when something opens by itself, around one article or anywhere; None where nothing does."""
    opening: datetime | None = ask(_OPENING_AROUND if article_id else _OPENING, at=at, article_id=article_id).scalar()
    return opening


def _close(scope: Scope, article_id: str, root_id: int | None, sentence: str, ends_at: datetime | None, by: Moderator) -> Switch:
    words = "".join(one for one in " ".join(sentence.split()) if one.isprintable())
    if len(words) > LONGEST_SENTENCE:
        raise SentenceTooLong
    with writing():
        _tell_pages(scope, article_id)  # first: its row is where two moderators with the same idea wait for each other
        at = now()
        for former in _in_force(at, and_(Switch.scope == scope, Switch.article_id == article_id)):
            if former.root_id == root_id:
                if (former.sentence, former.ends_at) == (words, ends_at):
                    return former
                _lift(former, by)
        switch = Switch(
            scope=scope,
            article_id=article_id,
            root_id=root_id,
            sentence=words,
            closed_at=at,
            closed_by=by.id,
            ends_at=ends_at,
        )
        db.session.add(switch)
        record.write(ACTS[scope], by=by.id, comment=root_id, article=article_id or None)
    return switch


def _lift(switch: Switch, by: Moderator) -> None:
    switch.lifted_at, switch.lifted_by = now(), by.id
    record.write(Act.OPENED, by=by.id, comment=switch.root_id, article=switch.article_id or None, detail=switch.scope)


def _tell_pages(scope: Scope, article_id: str) -> None:
    """What the cache kept of the pages around it is wrong from now on."""
    if scope is Scope.SITE:
        raise_versions_of_all()
    else:
        raise_version(article_id)


def _in_force(at: datetime, *more: ColumnElement[bool]) -> Sequence[Switch]:
    return db.session.scalars(select(Switch).where(_is_in_force(at), *more)).all()


def _is_in_force(at: Moment) -> ColumnElement[bool]:
    return and_(Switch.lifted_at.is_(None), or_(Switch.ends_at.is_(None), Switch.ends_at > at))


_HERE = or_(Switch.article_id == "", Switch.article_id == bindparam("article_id"))
_AROUND = select(Switch.id).where(_is_in_force(AT), _HERE)
_OPENING = select(func.min(Switch.ends_at)).where(_is_in_force(AT))
_OPENING_AROUND = _OPENING.where(_HERE)
