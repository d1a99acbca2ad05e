"""HoldsWords: what a table is that keeps a comment's words, or words about one."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Mapped

from app.db import db


class HoldsWords:
    """A table whose words end with their comment. Its rows are deleted unless it says otherwise here."""

    __tablename__: str
    comment_id: Mapped[int]

    @classmethod
    def part_with(cls, comment_id: int, revision_id: int | None = None) -> None:
        """While the words are still there, those of the comment or of one revision, undo what was made from them elsewhere."""

    @classmethod
    def erase(cls, comment_id: int) -> None:
        """Leave no word of this comment, nor about it, in any row. The caller commits."""
        db.session.execute(delete(cls).where(cls.comment_id == comment_id))

    @classmethod
    def erase_name(cls, comment_id: int) -> None:
        """Leave its author's name in no row; words may stay. The caller commits."""

    @classmethod
    def erase_revision(cls, comment_id: int, revision_id: int) -> None:
        """Leave no word of one revision, nor about it, that readers do not see; the others stay. The caller commits."""

    @classmethod
    def tables(cls) -> list[str]:
        """Where rows stood that held them: a database may keep former ones for a while."""
        return [cls.__tablename__]

    @classmethod
    def settle(cls, breath: float) -> bool:
        """Take a step of at most 50 ms towards forgetting what was erased, where rows are not all; whether that is done.

        Rests for `breath` seconds between its commits.
        """
        return True
