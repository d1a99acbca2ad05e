"""Names: nobody signs as somebody who writes or moderates here, however the letters are dressed up."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import Moderator
from app.comments import Comment
from app.comments.reserved import skeleton
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.fixtures.cast import OpenDoor
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader

DRESSED_UP = (
    "Rosa Imai",
    "ROSA  IMAI",
    "rosaimai",
    "R\u00f3sa \u00cdmai",
    "Rosa lmai",
    "R0sa Ima1",
    "R\u043es\u0430 Im\u0430i",
    "R\u039fS\u0391 I\u039c\u0391I",
    "\uff32\uff4f\uff53\uff41 \uff29\uff4d\uff41\uff49",
    "\U0001d411\U0001d428\U0001d42c\U0001d41a Imai",
    "Rosa\u200b Ima\u200di",
    "Rosa Irnai",
    "\u0280\u1d0fs\u1d00 \u026a\u1d0d\u1d00\u026a",
    "R\u00f8sa Imai",
    "Rosa I\u043cai",
    "Rosa I\u0271ai",
    "\U0001f181\U0001f17e\U0001f182\U0001f170 Imai",
    "\U0001f161\U0001f15e\U0001f162\U0001f150 \U0001f158mai",
    "\U0001f1f7\u200b\U0001f1f4\u200b\U0001f1f8\u200b\U0001f1e6 Imai",
)


@pytest.mark.parametrize("name", DRESSED_UP)
def test_what_looks_like_a_name_has_its_skeleton(name: str) -> None:
    assert skeleton(name) == skeleton("Rosa Imai")


@pytest.mark.parametrize("name", ["Rosa", "Rosa Imar", "Imai Rosa", "", "\u0420\u043e\u0437\u0430 \u0418\u043c\u0430\u0438"])
def test_what_does_not_look_like_it_has_not(name: str) -> None:
    assert skeleton(name) != skeleton("Rosa Imai")


@pytest.mark.parametrize(
    "name", ["S\u00f8ren \u00d8stergaard", "\u0110\u1eb7ng Th\u1ecb H\u00e0", "\u0141ukasz", "Ng\u00f4 \u0110\u00ecnh"]
)
def test_an_ordinary_name_that_is_nobodys_is_taken(ada: Reader, nora: ModeratorAtWork, open_article: str, name: str) -> None:
    ada.comments(open_article, "words", name=name)
    assert name in nora.queue()[0].text


@pytest.mark.parametrize("name", ["\u200b", "\u2800", "\u00ad \u200e", "\u3164", "\u115f", "\u0301", "\ufe0f"])
def test_a_name_that_nobody_sees_is_none(ada: Reader, db: SQLAlchemy, open_article: str, name: str) -> None:
    shown = ada.previews(open_article, "words", name=name)
    assert name not in shown.page.text
    assert ada.submits(shown.page.form("/comments"), "Post comment").status == 303
    assert db.session.scalars(select(Comment.name)).all() == [None]


@pytest.mark.parametrize("name", ["Rosa Imai", "r\u043esa IMAI", "Nora", "N\u043era", "Nora \U0001f1ea\U0001f1f8"])
def test_a_reserved_name_is_refused_and_the_words_come_back(
    ada: Reader, nora: ModeratorAtWork, open_article: str, name: str
) -> None:
    for answer in (
        ada.previews(open_article, "words of somebody else", name=name),
        _posts_at_once(ada, open_article, "words of somebody else", name),
    ):
        assert answer.status == 422
        assert "choose another one, or none" in answer.page.text
        form = answer.page.form(f"/articles/{open_article}/comments")
        assert form.fields["body"] == "words of somebody else"
    assert nora.queue() == []
    assert ada.submits(form, "Post comment", name="Nora B.").status == 303


def test_a_moderator_signs_with_their_own_name_and_is_marked(
    open_door: OpenDoor, ben: Reader, clock: Clock, db: SQLAlchemy, open_article: str
) -> None:
    writes = Reader(open_door(), "Nora")
    reads = ModeratorAtWork(writes.door, "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    writes.comments(open_article, "said for the house")
    writes.comments(open_article, "said for myself", name="Somebody")
    reads.approves_everything()
    clock.forward(seconds=11)
    assert [one is not None for one in db.session.scalars(select(Comment.moderator_id).order_by(Comment.id))] == [True, False]
    shown = ben.reads(f"/articles/{open_article}")
    assert shown.text.count("moderator") == 1


@pytest.mark.parametrize("name", ["Nora", "Rosa Imai"])
def test_without_the_name_nothing_marks_a_moderators_words(
    open_door: OpenDoor, ben: Reader, clock: Clock, db: SQLAlchemy, open_article: str, name: str
) -> None:
    db.session.scalars(select(Moderator)).one().name = name
    db.session.commit()
    writes = Reader(open_door(), name)
    reads = ModeratorAtWork(writes.door, name).signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    receipts = [writes.comments(open_article, f"said for the house, {way}") for way in ("nameless", "withdrawn")]
    reads.approves_everything()
    clock.forward(seconds=11)
    signed = ben.asks(f"/articles/{open_article}").text
    assert signed.count('<span class="mark">') == 2
    writes.submits(writes.reads(writes.opens(receipts[0]).link("Make anonymous")).form("/anonymise"), "Make anonymous")
    writes.withdraws(receipts[1])
    shown = ben.asks(f"/articles/{open_article}").text
    assert "said for the house" in shown
    assert '<span class="mark">' not in shown
    assert db.session.scalars(select(Comment.moderator_id)).all() == [None, None]


def _posts_at_once(reader: Reader, slug: str, words: str, name: str):  # type: ignore[no-untyped-def]
    form = reader.previews(slug, words, name="Somebody").page.form(f"/articles/{slug}/comments")
    return reader.submits(form, "Post comment", name=name)
