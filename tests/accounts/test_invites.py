"""Invites: links that work once, for a while, for whoever holds them; and nothing else does."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select, text

from app import accounts
from app.accounts import Role
from app.db import db as database
from app.outbox import Message
from tests.accounts.conftest import HER_PASSWORD, OLGA, Press
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Visitor

INVITE = "/moderation/people/invite"
GOOD = "seven quiet herons 9"


def _link(answer: Answer) -> str:
    found = re.search(r"/moderation/invites/[\w-]{43}", answer.page.text)
    assert found, answer.page.text
    return found[0]


def _takes(app: Flask, link: str, password: str = GOOD) -> tuple[Visitor, Answer]:
    who = Visitor(AppDoor(app))
    answer = who.asks(link)
    if answer.status != 200:
        return who, answer
    form = answer.page.form("")
    named = {"Name": "Ines"} if "name" in form.fields else {}
    return who, who.submits(form, "Save", New_password=password, **named)


def test_an_invite_lets_one_person_in_once(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    link = _link(press(nora, INVITE, "Make a link", Email="Ines@Example.org"))
    assert Visitor(AppDoor(app)).asks(link).status == 200, "a scanner that looks uses nothing"
    ines, answer = _takes(app, link)
    assert answer.location == "/moderation"
    assert ines.asks("/moderation").status == 200
    assert ines.asks("/moderation/people").status == 403, "invited as a moderator"
    assert _takes(app, link)[1].status == 410
    assert "Ines" in nora.reads("/moderation/people").text


def test_a_page_that_was_open_before_cannot_use_it_again(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    link = _link(press(nora, INVITE, "Make a link", Email="ines@example.org"))
    slow = Visitor(AppDoor(app))
    form = slow.reads(link).form("")
    assert _takes(app, link)[1].status == 303
    assert slow.submits(form, "Save", Name="Mallory", New_password="nine loud magpies 4").status == 410
    with app.app_context():
        assert accounts.by_email("ines@example.org").name == "Ines"


def test_an_invite_ends(app: Flask, nora: ModeratorAtWork, press: Press, clock: Clock) -> None:
    taken_back = _link(press(nora, INVITE, "Make a link", Email="one@example.org"))
    assert press(nora, "/moderation/people", "Take back").status == 303
    assert _takes(app, taken_back)[1].status == 410
    older = _link(press(nora, INVITE, "Make a link", Email="two@example.org"))
    newer = _link(press(nora, INVITE, "Make a link", Email="two@example.org"))
    assert _takes(app, older)[1].status == 410, "the newer one took its place"
    clock.forward(days=7, seconds=1)
    assert _takes(app, newer)[1].status == 410


@pytest.mark.parametrize(
    "token",
    ["x", "a" * 43, "fQK9tkybWYbsXp1V7SadHcfzvYfn8ByFdBgrryhZX5", "%00", "\ud800".encode("utf-8", "surrogatepass").hex()],
)
def test_a_guessed_invite_is_none(visitor: Visitor, token: str) -> None:
    assert visitor.asks(f"/moderation/invites/{token}").status == 404


def test_it_is_mailed_too_and_only_its_hash_is_kept(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    link = _link(press(nora, INVITE, "Make a link", Email="ines@example.org"))
    assert link not in nora.reads("/moderation/people").html
    with app.app_context():
        letter = database.session.scalars(select(Message)).one()
        kept = str(database.session.execute(text("SELECT * FROM invites")).all())
    assert letter.recipient == "ines@example.org"
    assert f"http://localhost{link}" in letter.body
    assert link.rsplit("/", 1)[1] not in kept


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.org", "nora@example.org", "ines@example.org\r\nBcc: x@example.org"])
def test_an_address_that_is_none_or_taken_gets_no_invite(nora: ModeratorAtWork, press: Press, email: str) -> None:
    assert press(nora, INVITE, "Make a link", email=email).status == 422


def test_a_weak_password_does_not_use_the_invite_up(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    link = _link(press(nora, INVITE, "Make a link", Email="ines@example.org"))
    answer = _takes(app, link, "password2026!")[1]
    assert answer.status == 422
    assert answer.page.form("").fields["name"] == "Ines"
    assert _takes(app, link)[1].status == 303


def test_a_link_for_a_new_password_ends_every_session(
    app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, press: Press
) -> None:
    with app.app_context():
        number = accounts.by_email(OLGA).id
    link = _link(press(nora, f"/moderation/people/{number}", "Make a link for a new password"))
    assert olga.asks("/moderation").status == 200, "until it is used, nothing changes"
    assert _takes(app, link)[1].location == "/moderation"
    assert olga.asks("/moderation").status == 303
    form = olga.reads("/moderation/sign-in").form("/sign-in")
    assert olga.submits(form, "Sign in", Email=OLGA, Password=HER_PASSWORD).status == 401
    olga.signs_in(OLGA, GOOD)


def test_a_link_for_a_new_password_ends_with_its_person_and_does_not_begin_again(
    app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, press: Press
) -> None:
    with app.app_context():
        hers = f"/moderation/people/{accounts.by_email(OLGA).id}"
    link = _link(press(nora, hers, "Make a link for a new password"))
    slow = Visitor(AppDoor(app))
    form = slow.reads(link).form("")
    press(nora, hers, "Shut out")
    assert slow.submits(form, "Save", New_password=GOOD).status == 410
    assert _takes(app, link)[1].status == 410
    press(nora, hers, "Let in again")
    assert _takes(app, link)[1].status == 410, "what has ended does not begin again by itself"
    olga.signs_in(OLGA, HER_PASSWORD)


def test_an_invite_that_is_opened_beside_somebody_elses_session_is_for_who_was_invited(
    app: Flask, nora: ModeratorAtWork, press: Press
) -> None:
    link = _link(press(nora, INVITE, "Make a link", Email="ines@example.org"))
    page = nora.reads(link)
    assert "ines@example.org" in page.text
    assert nora.asks("/moderation/people").status == 200, "looking changes nothing"
    assert nora.submits(page.form(""), "Save", Name="Ines", New_password=GOOD).location == "/moderation"
    assert nora.asks("/moderation/people").status == 403, "this browser is hers now"
    with app.app_context():
        assert (accounts.by_email("ines@example.org").name, accounts.by_email(ADMIN_EMAIL).name) == ("Ines", "Nora")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert nora.asks("/moderation/people").status == 200


def test_an_address_that_became_somebodys_meanwhile_is_theirs(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    link = _link(press(nora, INVITE, "Make a link", Email="ines@example.org"))
    with app.app_context():
        accounts.add("ines@example.org", HER_PASSWORD, role=Role.MODERATOR)
    assert _takes(app, link)[1].status == 409
