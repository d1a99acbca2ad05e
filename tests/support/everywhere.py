"""A comment whose traces stand in every place that keeps any, each with a word of its own, to look for when it is taken back.

The words are single, in small letters, unlike any other and their own stems: the index of comments keeps them as they are, but
for the letters that a word has in common with the one before it. So they are looked for without their first two.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import comments, outbox
from app.comments import Subscription
from app.db import db, now
from tests.support.mail import letters_in, paths_in
from tests.support.people import ModeratorAtWork, Reader

WORDS = {
    "its words": "qzarvok",
    "its earlier words": "xjumpol",
    "the name": "vkodrul",
    "what its moderator wrote": "zwexmorp",
    "a report": "jhagdun",
    "the address for notices": "wfibmup",
    "a mail that waits": "kxolvar",
}


@dataclass(frozen=True)
class Planted:
    """The comment, public under an article: its receipt and its number."""

    receipt: str
    number: int
    pages: tuple[str, ...]


def plant(app: Flask, ada: Reader, ben: Reader, nora: ModeratorAtWork, slug: str, mail: Path) -> Planted:
    """Let Ada write, ask for mails and change her words, Nora approve both and write to her, Ben report and answer.

    Its page and its feed have been read, so the page cache keeps them. Decisions have to take effect at once.
    """
    pages = (f"/articles/{slug}", f"/articles/{slug}/comments.xml")
    address = f"{WORDS['the address for notices']}@example.org"
    receipt = ada.comments(slug, f"about {WORDS['its earlier words']}", name=WORDS["the name"].title(), email=address)
    (question,) = _mails_to(address, app, mail)
    page = ada.reads(next(path for path in paths_in(question) if path.endswith("/confirm")))
    ada.submits(page.form("/confirm"), "Yes, write to me")
    number = nora.finds(WORDS["its earlier words"]).comment
    nora.decides(number, "Approve", note=f"about {WORDS['what its moderator wrote']}")
    ada.edits(receipt, f"about {WORDS['its words']}")
    nora.approves(number)
    for words in ("an answer", "another answer"):  # the mail about the second waits for an hour
        ben.comments(slug, words, parent=number)
        nora.approves(words)
        _mails_to(address, app, mail)
    form = ben.reads(f"/comments/{number}/report").form("/report")
    ben.submits(form, "Send", body=f"about {WORDS['a report']}", reason="unkind")
    with app.app_context():
        waits, later = f"about {WORDS['a mail that waits']}", now() + timedelta(hours=1)
        outbox.put(outbox.Kind.DIGEST, "ada@example.org", waits, f"{waits}\n", comment=number, not_before=later)
        db.session.commit()
        assert db.session.scalars(select(Subscription.confirmed_at).where(Subscription.email == address)).one()
    for _ in range(2):  # the second time out of the cache
        assert all(WORDS["its words"] in ben.asks(path).text for path in pages)
    return Planted(receipt, number, pages)


def left_in(held: bytes, places: Collection[str] = tuple(WORDS)) -> set[str]:
    """Whose words stand there, in whatever case."""
    held = held.lower()
    return {place for place in places if WORDS[place][2:].encode() in held}


def indexed(app: Flask) -> bytes:
    """What the index of comments holds, as its database keeps it."""
    with app.app_context():
        on_sqlite = db.engine.dialect.name == "sqlite"
        kept = "SELECT block FROM comment_words_fts_data" if on_sqlite else "SELECT tokens::text FROM comment_words_fts"
        rows = db.session.connection().exec_driver_sql(kept).scalars()
        return b"\n".join(one if isinstance(one, bytes) else one.encode() for one in rows)


def learned(app: Flask) -> bytes:
    """The words that the spam filter counts."""
    with app.app_context():
        return "\n".join(word for word, _spam, _other in comments.screening.everything_learned()).encode()


def shown(planted: Planted, reader: Reader) -> bytes:
    """Its page and its feed as they are now."""
    return b"".join(reader.asks(path).body for path in planted.pages)


def _mails_to(address: str, app: Flask, mail: Path) -> list[object]:
    with app.app_context():
        while outbox.deliver(still_true=comments.notices.still_true):
            pass
    return [one for one in letters_in(mail) if one["To"] == address]
