"""Learning: the filter's counts follow the decisions of this site, and forget a text when it is erased."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ForeignKey, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.comments.comment import Revision
from app.comments.holding import HoldsWords
from app.comments.screening.spam.judging import ALL, words_of
from app.db import Base, BigId, db, writing
from app.statements import add_up, ask


class Word(Base):
    """In how many learned texts a word stood: marked as spam, and approved. The row of ALL counts the texts."""

    __tablename__ = "spam_words"

    word: Mapped[str] = mapped_column(primary_key=True)
    spam: Mapped[int] = mapped_column(default=0)
    other: Mapped[int] = mapped_column(default=0)


class Lesson(HoldsWords, Base):
    """A revision whose words are in the counts, and as what."""

    __tablename__ = "spam_lessons"

    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revisions.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    is_spam: Mapped[bool]

    @classmethod
    def part_with(cls, comment_id: int, revision_id: int | None = None) -> None:
        """While the words are still there: take them out of the counts."""
        learned = select(Revision).join(cls, cls.revision_id == Revision.id).where(cls.comment_id == comment_id)
        if revision_id is not None:
            learned = learned.where(cls.revision_id == revision_id)
        for revision in db.session.scalars(learned).all():
            learn(revision, None)

    @classmethod
    def tables(cls) -> list[str]:
        """The counts hold the words themselves."""
        return [cls.__tablename__, Word.__tablename__]


def learn(revision: Revision, is_spam: bool | None) -> None:
    """Let the counts follow what was decided about these words; None where that says nothing about spam. The caller commits.

    Doing it twice is doing it once.
    """
    lesson = db.session.get(Lesson, revision.id)
    if (lesson.is_spam if lesson else None) is is_spam:
        return
    words = sorted({ALL, *words_of(revision.source)})
    if lesson is not None:
        _take_out(words, lesson.is_spam)
        db.session.delete(lesson)
        db.session.flush()
    if is_spam is not None and revision.source:
        add_up(Word, [{"word": word, "spam": int(is_spam), "other": int(not is_spam)} for word in words], Word.word)
        db.session.add(Lesson(revision_id=revision.id, comment_id=revision.comment_id, is_spam=is_spam))


def learned(words: Collection[str]) -> dict[str, tuple[int, int]]:
    """What was learned of these words; one query."""
    return {word: (spam, other) for word, spam, other in ask(_LEARNED, words=[ALL, *words])}


_LEARNED = select(Word.word, Word.spam, Word.other).where(Word.word.in_(bindparam("words", expanding=True)))


def everything_learned() -> list[tuple[str, int, int]]:
    """Every word with its counts, those that stood in most texts first."""
    rows = select(Word.word, Word.spam, Word.other).order_by((Word.spam + Word.other).desc(), Word.word)
    return [(word, spam, other) for word, spam, other in db.session.execute(rows)]


def forget_all() -> int:
    """Forget everything that was learned, back to the seed; how many texts that were."""
    with writing():
        number = db.session.scalar(select(func.count()).select_from(Lesson)) or 0
        db.session.execute(delete(Lesson))
        db.session.execute(delete(Word))
    return number


def _take_out(words: Collection[str], is_spam: bool) -> None:
    fewer = {Word.spam: Word.spam - 1} if is_spam else {Word.other: Word.other - 1}
    db.session.execute(update(Word).where(Word.word.in_(words)).values(fewer), execution_options={"synchronize_session": False})
    gone = delete(Word).where(Word.word.in_(words), Word.spam <= 0, Word.other <= 0)
    db.session.execute(gone, execution_options={"synchronize_session": False})
