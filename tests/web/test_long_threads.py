"""Long conversations stay light: what a hundred comments weigh, and that a thousand are no more work than a hundred."""

from __future__ import annotations

import random

import pytest
from flask import Flask

from app.db import db
from bench.articles import WORDS
from tests.journeys.planting import plant_chain
from tests.support.content import SITE, ContentFolder
from tests.support.doors import AppDoor
from tests.support.engines import only_on_sqlite
from tests.support.people import Reader
from tests.support.statements import heard, worked

HERE = "/articles/a-quiet-hour"
MOST = 60_000
"""Bytes of an article's page with a hundred comments, compressed."""


def _talk(chains: int, *, seed: int) -> None:
    """Plant so many chains of ten comments, of some 600 characters each; no two are alike."""
    chance = random.Random(seed)
    for _ in range(chains):
        plant_chain("a-quiet-hour", [(None, " ".join(chance.choices(WORDS, k=100))[:600]) for _ in range(10)])


def test_a_hundred_comments_weigh_less_than_sixty_kilobytes(app: Flask, content: ContentFolder, ada: Reader) -> None:
    content.site(text=SITE.format(language="en", timezone="UTC").replace("[comments]", "[comments]\nper_page = 100"))
    app.extensions["understory.library"].refresh()
    with app.app_context():
        _talk(10, seed=1)
    assert len(ada.sees("a-quiet-hour")) == 100
    answer = ada.asks(HERE, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(ada.asks(HERE).body) > MOST, "the words alone are as long as that"
    assert len(answer.body) < MOST


@only_on_sqlite(because="the steps of SQLite's own machine are what is counted")
@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_the_first_page_of_a_thousand_is_no_more_work_than_that_of_a_hundred(app: Flask, order: str) -> None:
    path = HERE if order == "oldest" else f"{HERE}?order=newest"
    cost = []
    for chains in (10, 90):
        with app.app_context():
            _talk(chains, seed=chains)
            db.session.remove()
        app.wsgi_app = app.extensions["understory.page_cache"]._inner  # type: ignore[method-assign]
        reader = Reader(AppDoor(app))
        reader.asks(path)
        with heard(app) as asked, worked(app) as steps:
            assert len(reader.reads(path).articles()) >= 50
        cost.append((asked.number, steps[0]))
    (few, little), (many, much) = cost
    assert many == few
    assert much < little * 1.25, cost
