"""Files: kept for ever where their address names their content, and packed once."""

import gzip
import re

import pytest
from flask import Flask

from app.web.files import STATIC
from tests.support.people import ModeratorAtWork, Visitor

MOST_STYLE = 12_000
"""Bytes. Every first visit waits for style.css; desk.css is loaded beside it by the people who moderate."""


def test_the_stylesheets_stay_small() -> None:
    sizes = {name: len((STATIC / name).read_bytes()) for name in ("style.css", "desk.css")}
    assert max(sizes.values()) < MOST_STYLE, sizes


def test_the_desk_has_a_stylesheet_that_readers_do_not_load(visitor: Visitor, nora: ModeratorAtWork) -> None:
    assert "/static/desk.css" not in visitor.asks("/").text
    assert "/static/desk.css" in nora.asks("/moderation").text


def test_the_stylesheet_is_packed_and_kept_for_ever_under_the_name_of_its_content(visitor: Visitor) -> None:
    address = re.findall(r'href="(/static/style\.css\?v=[0-9a-f]{12})"', visitor.asks("/").text)[0]
    plain = visitor.asks(address)
    packed = visitor.asks(address, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert "immutable" in packed.headers["Cache-Control"]
    assert visitor.asks(address, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"]).status == 304
    assert packed.headers["Content-Type"] == "text/css; charset=utf-8"


def test_another_name_for_it_is_answered_but_not_kept(app: Flask, visitor: Visitor) -> None:
    cache = app.extensions["understory.page_cache"]
    for number in range(50):
        answer = visitor.asks(f"/static/style.css?v={number:012x}")
        assert answer.headers["Cache-Control"] == "no-cache"
    assert len(cache) == 0


@pytest.mark.parametrize("name", ["../config.py", "%2e%2e/config.py", "nothing.css", "%00", "a" * 280])
def test_nothing_outside_the_folder_is_served(visitor: Visitor, name: str) -> None:
    assert visitor.asks(f"/static/{name}").status == 404
