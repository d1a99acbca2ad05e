"""What every page costs the database: no walk through all comments for anything anybody can do, and no question per comment."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import text

from app.articles import library
from app.comments import Commenter, Submission, new_form_key, submit
from app.db import db
from tests.journeys.planting import plant_chain
from tests.support.doors import AppDoor
from tests.support.people import ModeratorAtWork, Reader
from tests.support.statements import heard, scans

PAGES = re.compile(r"ORDER BY (comments\.posted_at DESC, )?comments\.id DESC\s+LIMIT", re.IGNORECASE)
"""The newest of all comments: a walk along an index from its end that stops after a page."""


def every_page(app: Flask, **known: str) -> list[str]:
    """Every address that can be asked for, with something known in it."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(("/static", "/media", "/favicon")):
            samples = {arg: known.get(f"{rule.rule}", known.get(arg, "1")) for arg in rule.arguments}
            found.append(re.sub(r"<(?:\w+:)?(\w+)>", lambda part, samples=samples: samples[part[1]], rule.rule))
    return [*sorted(found), "/articles/a-quiet-hour?comments=2", "/articles/a-quiet-hour?order=newest", "/search?q=quiet"]


@pytest.mark.settings(UNDO_SECONDS=0)
def test_nothing_walks_through_all_comments(app: Flask, ada: Reader, ben: Reader, nora: ModeratorAtWork) -> None:
    with heard(app) as asked:
        receipt = ada.comments("a-quiet-hour", "The first words of Ada.")
        number = nora.approves("The first words of Ada.")
        answer = ben.comments("a-quiet-hour", "An answer of Ben.", parent=number)
        nora.rejects("An answer of Ben.", reason="")
        ben.edits(answer, "Better words.")
        nora.marks_as_spam("Better words.")
        for path in every_page(app, slug="a-quiet-hour", key="rosa", tag="rest", token=receipt.split("/")[2], id=str(number)):
            for who in (Reader(AppDoor(app)), ada, nora):
                who.asks(path)
        ada.withdraws(receipt)
        nora.asks("/moderation")
    assert len(asked.statements) > 60
    walked = {}
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        for statement, values in asked.statements.items():
            if (found := scans(connection, statement, values)) and not PAGES.search(statement):
                walked[statement] = found
    assert not walked, "\n\n".join(f"{statement}\n-> {found}" for statement, found in walked.items())


def test_no_page_asks_once_for_each_comment(app: Flask, ada: Reader, nora: ModeratorAtWork) -> None:
    receipt = ada.comments("a-quiet-hour", "The first words of Ada.")
    with app.app_context():
        first = plant_chain("a-quiet-hour", [("Ada", "One."), (None, "Two.")])
    pages = every_page(app, slug="a-quiet-hour", key="rosa", tag="rest", token=receipt.split("/")[2], id=str(first))

    def counted() -> dict[str, int]:
        numbers = {}
        for path in pages:
            with heard(app) as asked:
                (nora if path.startswith("/moderation") else Reader(AppDoor(app))).asks(path)
            numbers[path] = asked.number
        return numbers

    with app.app_context():
        plant_chain("a-quiet-hour", [("Ada", "One."), (None, "Two.")] * 30)
    few = counted()
    with app.app_context():
        article = library().find("a-quiet-hour")
        for number in range(15):
            words = Submission(f"Waiting words {number}.", "", new_form_key())
            submit(article, words, by=Commenter.new(), max_length=4000)
            plant_chain("a-quiet-hour", [("Ada", "One."), (None, "Two.")])
    many = counted()
    more = {path: (few[path], many[path]) for path in pages if many[path] > few[path] + 3}
    assert not more, "statements with few comments and with many"
    assert max(many.values()) <= 25, many
