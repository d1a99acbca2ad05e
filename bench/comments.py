"""Makes any number of comments under the articles of bench.articles, always the same ones, in minutes for a million.

    python -m bench.comments 1000000 10000        # into the database that DATABASE_URL names, migrated already

The first article gets a tenth of them, as one conversation that everybody joined; the others share the rest unevenly. Under
the second, everybody answers somebody else: all of it is one branch.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, select

from app import create_app
from app.accounts import Moderator
from app.comments import Comment, Revision, Status, index, recount_articles
from app.comments.place import place_below
from app.db import FOREVER, db
from app.markup import POLICY_VERSION
from app.moderation import Decision
from bench.articles import WORDS

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
AT_ONCE = 5000
SHARES = [(Status.APPROVED, 0.9), (Status.REJECTED, 0.04), (Status.SPAM, 0.03), (Status.PENDING, 0.0), (Status.WITHDRAWN, 0.03)]
WAITING = 400
"""The last so many wait for a moderator, whatever the number of all: a queue grows with time to read, not with years."""

Row = dict[str, Any]
Made = tuple[Row, Row, Row | None]


def fill(number: int, articles: int, *, waiting: int = WAITING, seed: int = 7) -> None:
    """Insert the comments into the database of the running application, with their words and decisions, and count them."""
    store(_comments(number, articles, waiting, a_moderator(), random.Random(seed)))
    recount_articles(f"bench{one:08}" for one in range(articles))
    db.session.commit()


def a_moderator() -> int:
    """Somebody who can have decided all of it."""
    return db.session.scalars(select(Moderator.id).limit(1)).one()


def store(made: Iterator[Made]) -> None:
    """Insert comments, each with its words and the decision about it, some thousands at once. Nothing is counted."""
    while some := list(islice(made, AT_ONCE)):
        db.session.execute(insert(Comment), [comment for comment, _, _ in some])
        db.session.execute(insert(Revision), [words for _, words, _ in some])
        if decisions := [decision for _, _, decision in some if decision]:
            db.session.execute(insert(Decision), decisions)
        _make_findable(some)
        db.session.commit()


def _make_findable(some: list[Made]) -> None:
    """What the desk's search finds them by."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    kept = [
        index.keeping(comment["id"], index.tokens_of(words["source"], comment["name"] or ""), on_sqlite=on_sqlite)
        for comment, words, _ in some
        if words["source"]
    ]
    db.session.execute(kept[0][0], [values for _, values in kept])


def _comments(number: int, articles: int, waiting: int, moderator: int, dice: random.Random) -> Iterator[Made]:
    recent: dict[int, list[Row]] = defaultdict(list)
    statuses, weights = zip(*SHARES, strict=True)
    step = timedelta(days=2000) / number
    for id in range(1, number + 1):
        article = 0 if dice.random() < 0.1 else int(articles * dice.random() ** 2)
        near = recent[article][-30:]
        answers = dice.random() < 0.6 or article == 1
        parent = dice.choice(near) if near and answers else None
        status = Status.PENDING if id > number - waiting else dice.choices(statuses, weights)[0]
        comment = comment_row(id, f"bench{article:08}", parent, status, FIRST + id * step, dice)
        if status in (Status.APPROVED, Status.WITHDRAWN):
            recent[article].append(comment)
        text = "" if status is Status.WITHDRAWN else _words(dice)
        yield comment, words_row(comment, text, f"<p>{text}</p>\n" if text else "", dice), decision_row(comment, moderator)


def comment_row(id: int, article: str, parent: Row | None, status: Status, at: datetime, dice: random.Random) -> Row:
    """A comment by one of 50,000 readers, decided an hour after it was posted, unless it waits."""
    waits, public = status is Status.PENDING, status in (Status.APPROVED, Status.WITHDRAWN)
    return {
        "id": id,
        "article_id": article,
        "parent_id": parent["id"] if parent else None,
        "root_id": parent["root_id"] if parent else id,
        "place": place_below(parent["place"], id) if parent else b"",
        "depth": parent["depth"] + 1 if parent else 0,
        "commenter": dice.randrange(50_000).to_bytes(32),
        "face": dice.randrange(2000),
        "name": None if dice.random() < 0.5 else f"Reader {dice.randrange(50_000)}",
        "receipt_hash": id.to_bytes(32),
        "posted_at": at,
        "status": status,
        "status_from": at if waits else at + timedelta(hours=1),
        "revision_id": id,
        "waiting_since": at if waits else None,
        "public_revision_id": id if public else None,
        "public_from": at + timedelta(hours=1) if public else None,
        "public_until": at + timedelta(days=1) if status is Status.WITHDRAWN else FOREVER,
    }


def _words(dice: random.Random) -> str:
    start, length = dice.randrange(len(WORDS) - 90), dice.choice([12, 25, 40, 80])
    return " ".join(word for word in WORDS[start : start + length] if word.isalpha())


def words_row(comment: Row, source: str, html: str, dice: random.Random) -> Row:
    """The first and only revision of a comment."""
    row = {"id": comment["id"], "comment_id": comment["id"], "number": 1, "source": source, "html": html}
    return row | {"policy": POLICY_VERSION, "likeness": dice.getrandbits(63), "written_at": comment["posted_at"]}


def decision_row(comment: Row, moderator: int) -> Row | None:
    """What was decided about a comment, or None while it waits."""
    if comment["status"] is Status.PENDING:
        return None
    verdict = Status.APPROVED if comment["status"] is Status.WITHDRAWN else comment["status"]
    at = comment["status_from"]
    row = {"comment_id": comment["id"], "revision_id": comment["id"], "verdict": verdict, "moderator_id": moderator}
    return row | {"decided_at": at - timedelta(seconds=10), "takes_effect_at": at, "before": {}}


if __name__ == "__main__":
    with create_app().app_context():
        fill(int(sys.argv[1]), int(sys.argv[2]))
