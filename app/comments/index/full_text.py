"""The full-text table of comments, of which each database has a make of its own, and the questions it is asked.

Both hold tokens made here and compare them as they are. Numbers of comments come back newest first, never all of them:
a common word stands in half of the comments.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import TextClause, func, select, text

from app.comments.author import Face
from app.comments.comment import Comment, Revision
from app.comments.holding import HoldsWords
from app.comments.index.tokens import tokens_of
from app.db import db

PARTS = 200
"""Questions that are asked in one: SQLite takes 500."""

ROUNDS, PAGES = 8, 100
"""How many commits one step of forgetting makes, and how many pages of the index each rewrites: some milliseconds' worth."""


class WordIndex(HoldsWords):
    """Where the tokens stand. What is erased from a comment leaves it, too."""

    __tablename__ = "comment_words_fts"

    @classmethod
    def erase(cls, comment_id: int) -> None:
        """Find the comment by nothing any more."""
        _remove(comment_id)

    @classmethod
    def erase_name(cls, comment_id: int) -> None:
        """Find it by its words and its pseudonym only."""
        row = db.session.execute(
            select(Comment, Revision).join(Revision, Revision.id == Comment.revision_id).where(Comment.id == comment_id)
        ).one_or_none()
        if row:
            _keep(comment_id, tokens_of(row.Revision.source, Face(row.Comment.face).name))

    @classmethod
    def erase_revision(cls, comment_id: int, revision_id: int) -> None:
        """Where these were its newest words, find it by those that readers see."""
        shown = func.coalesce(Comment.next_revision_id, Comment.public_revision_id)
        row = db.session.execute(
            select(Comment, Revision)
            .join(Revision, Revision.id == shown)
            .where(Comment.id == comment_id, Comment.revision_id == revision_id)
        ).one_or_none()
        if row:
            put(row.Comment, row.Revision.source)

    @classmethod
    def settle(cls, breath: float) -> bool:
        """On SQLite, merge away what is left of erased tokens; on PostgreSQL the rows are vacuumed with all others."""
        if not _on_sqlite():
            return True
        for _ in range(ROUNDS):
            if not _merged():
                return True
            time.sleep(breath)
        return False


def _merged() -> bool:
    """Merge a little of the index, and commit; whether there was anything to merge."""
    before = db.session.scalar(text("SELECT total_changes()")) or 0
    db.session.execute(
        text("INSERT INTO comment_words_fts (comment_words_fts, rank) VALUES ('merge', :pages)"), {"pages": -PAGES}
    )
    after = db.session.scalar(text("SELECT total_changes()")) or 0
    db.session.commit()
    return bool(after - before > 1)


def add(comment_id: int, tokens: Collection[str]) -> None:
    """Find a new comment by these. The caller commits."""
    db.session.connection().execute(*keeping(comment_id, tokens, on_sqlite=_on_sqlite()))


def put(comment: Comment, source: str) -> None:
    """Find a comment by these words and the name it is shown with, and by nothing it was found by before. The caller commits."""
    _keep(comment.id, tokens_of(source, comment.name or Face(comment.face).name))


def newest_with(terms: Sequence[Collection[str]], most: int, *, below: int | None = None) -> list[int]:
    """The newest comments that have a token of each of these terms, at most `most`, with numbers under `below`."""
    asked = _all_of(terms)
    if not asked:
        return []
    return list(db.session.scalars(text(_NEWEST[_on_sqlite()]), {"asked": asked, "below": below or 2**62, "most": most}))


def sharing(tokens: Sequence[str], each: int, *, decided: bool = False) -> dict[str, list[int]]:
    """For each of these tokens the newest comments that have it, at most `each`, where `decided` none that still waits for its
    first decision; one query for every PARTS of the tokens."""
    found: dict[str, list[int]] = {token: [] for token in tokens}
    for start in range(0, len(tokens), PARTS):
        some = tokens[start : start + PARTS]
        for at, number in _sharing(some, each, _NEWEST_DECIDED if decided else _NEWEST):
            found[some[at]].append(number)
    return found


def _sharing(tokens: Sequence[str], each: int, question: Mapping[bool, str]) -> list[tuple[int, int]]:
    """Pairs of a token's place and a comment's number."""
    newest = question[_on_sqlite()]
    asked = (newest.replace(":asked", f":asked{at}") for at in range(len(tokens)))
    parts = [f"SELECT {at} AS token, id FROM ({one}) AS found{at}" for at, one in enumerate(asked)]  # noqa: S608 - ours
    values = {f"asked{at}": _all_of([[token]]) for at, token in enumerate(tokens)}
    rows = db.session.execute(text(" UNION ALL ".join(parts)), {**values, "below": 2**62, "most": each})
    return [(row.token, row.id) for row in rows]


_NEWEST = {
    True: """SELECT rowid AS id FROM comment_words_fts
        WHERE comment_words_fts MATCH :asked AND rowid < :below ORDER BY rowid DESC LIMIT :most""",
    False: """SELECT comment_id AS id FROM comment_words_fts
        WHERE tokens @@ CAST(:asked AS tsquery) AND comment_id < :below ORDER BY comment_id DESC LIMIT :most""",
}


# The few that wait are left out, rather than the many that do not asked for: a planner would look at all that have the word.
_NEWEST_DECIDED = {
    True: """SELECT rowid AS id FROM comment_words_fts
        WHERE comment_words_fts MATCH :asked AND rowid NOT IN (SELECT id FROM comments WHERE status = 'pending')
        ORDER BY rowid DESC LIMIT :most""",
    False: """SELECT comment_id AS id FROM comment_words_fts
        WHERE tokens @@ CAST(:asked AS tsquery) AND comment_id NOT IN (SELECT id FROM comments WHERE status = 'pending')
        ORDER BY comment_id DESC LIMIT :most""",
}


_KEEPING = {
    True: text("INSERT INTO comment_words_fts (rowid, tokens) VALUES (:id, :tokens)"),
    False: text("INSERT INTO comment_words_fts (comment_id, tokens) VALUES (:id, CAST(:tokens AS tsvector))"),
}


def keeping(comment_id: int, tokens: Collection[str], *, on_sqlite: bool) -> tuple[TextClause, dict[str, object]]:
    """The statement that keeps a comment's tokens, where none are kept, and its values."""
    kept = " ".join(tokens) if on_sqlite else " ".join(_quoted(token, "'") for token in tokens)
    return _KEEPING[on_sqlite], {"id": comment_id, "tokens": kept}


def _keep(comment_id: int, tokens: Collection[str]) -> None:
    _remove(comment_id)
    db.session.execute(*keeping(comment_id, tokens, on_sqlite=_on_sqlite()))


def _remove(comment_id: int) -> None:
    column = "rowid" if _on_sqlite() else "comment_id"
    db.session.execute(text(f"DELETE FROM comment_words_fts WHERE {column} = :id"), {"id": comment_id})  # noqa: S608 - ours


def _all_of(terms: Sequence[Collection[str]]) -> str:
    """Every token in quotes, so that none is taken for a word of the database's own language."""
    mark, either, both = ('"', " OR ", " AND ") if _on_sqlite() else ("'", " | ", " & ")
    said = [f"({either.join(_quoted(token, mark) for token in ways)})" for ways in terms if ways]
    return both.join(said)


def _quoted(token: str, mark: str) -> str:
    escaped = token.replace("\\", "\\\\") if mark == "'" else token
    return f"{mark}{escaped.replace(mark, mark * 2)}{mark}"


def _on_sqlite() -> bool:
    return bool(db.engine.dialect.name == "sqlite")
