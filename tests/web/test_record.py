"""The record: every act is a line that nobody changes, admins read it, and the public page says no word and no name."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app import record
from app.record import Act, Line
from app.web.record_words import WORDS
from tests.support.people import ModeratorAtWork, Reader, Visitor

PATH = "/moderation/record"


def _acts(nora: ModeratorAtWork, query: str = "") -> list[str]:
    page = nora.reads(f"{PATH}{query}")
    rows = next(one for one in page.root.iter("ul") if one.get("class") == "plain years")
    return [" ".join("".join(one.itertext()).split()) for one in rows.iter("li")]


def _switches_public(nora: ModeratorAtWork, button: str) -> None:
    form = next(one for one in nora.reads(PATH).forms if one.has_button(button))
    assert nora.submits(form, button).status == 303


@pytest.mark.settings(UNDO_SECONDS=10)
def test_decisions_undos_sign_ins_and_rules_are_lines(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    ada.comments(open_article, "take twice the dose")
    nora.rejects("twice the dose", reason="advice")
    nora.undoes()
    _switches_public(nora, "Show it to everybody")
    lines = _acts(nora)
    assert lines[0].startswith("Changed a rule: everybody may see what was decided Nora")
    assert lines[1].startswith("Undid a decision: rejected, comment 1, A quiet hour Nora,")
    assert lines[2].startswith("Rejected a comment: Gives medical advice, comment 1, A quiet hour Nora,")
    assert lines[3].startswith("Signed in Nora,")
    assert [one[:4] for one in _acts(nora, "?kind=decisions")] == ["Undi", "Reje"]
    assert len(_acts(nora, "?kind=rules&by=1")) == 1
    assert _acts(nora, "?since=2100-01-01") == ["Nothing like this yet."]
    assert _acts(nora, "?since=not-a-day&by=x&before=y&kind=z") == lines, "what cannot be read is not asked for"
    assert "twice" not in nora.reads(PATH).html


@pytest.mark.parametrize("change", ["UPDATE record SET act = 'approved'", "DELETE FROM record"])
def test_the_database_itself_keeps_the_lines(db: SQLAlchemy, change: str) -> None:
    record.write(Act.SIGNED_IN, by=1)
    db.session.commit()
    with pytest.raises(DatabaseError, match="only ever added"):
        db.session.execute(text(change))
    db.session.rollback()
    line = db.session.scalars(select(Line)).first()
    assert line is not None
    line.detail = "changed"
    with pytest.raises(DatabaseError, match="only ever added"):
        db.session.commit()
    db.session.rollback()


def test_pages_of_the_record_follow_each_other(app: Flask, nora: ModeratorAtWork) -> None:
    with app.app_context():
        for number in range(120):
            record.write(Act.APPROVED, by=1, comment=number + 1)
        record.db.session.commit()
    seen, path = [], f"{PATH}?kind=decisions"
    while path:
        page = nora.reads(path)
        seen += [int(name.split()[1]) for name, address in page.links() if "/moderation/comments/" in address]
        path = next((address for name, address in page.links() if name == "Earlier lines"), "")
    assert seen == list(range(120, 0, -1))


@pytest.mark.settings(UNDO_SECONDS=0)
def test_the_public_page_is_there_only_when_it_is_switched_on(
    ada: Reader, nora: ModeratorAtWork, visitor: Visitor, open_article: str
) -> None:
    ada.comments(open_article, "words of the public")
    nora.rejects("words of the public", reason="unkind")
    assert visitor.asks("/record").status == 404
    _switches_public(nora, "Show it to everybody")
    page = visitor.reads("/record")
    assert "Rejected a comment: Unkind to someone" in page.text
    for secret in ("words of the public", "Nora", "Ada", "A quiet hour", "Signed in", "comment 1"):
        assert secret not in page.text
    assert "T" not in next(one.get("datetime", "") for one in page.root.iter("time")), "the day is enough"
    _switches_public(nora, "Show it to admins only")
    assert visitor.asks("/record").status == 404


def test_every_act_has_words() -> None:
    assert set(WORDS) == set(Act)
