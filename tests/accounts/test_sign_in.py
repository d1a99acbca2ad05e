"""Signing in: one answer for every wrong try, sessions that can be ended, a limit on guessing."""

from __future__ import annotations

import statistics
import time

import pytest
from argon2 import extract_parameters
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from app import accounts
from app.accounts import Role, passwords
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.fixtures.house import Clock, MakeApp
from tests.support.people import ModeratorAtWork, Visitor

PATH = "/moderation/sign-in"


def _tries(visitor: Visitor, email: str, password: str) -> Answer:
    return visitor.submits(visitor.reads(PATH).form(PATH), "Sign in", Email=email, Password=password)


@pytest.mark.parametrize(("email", "password"), [(ADMIN_EMAIL, "wrong"), ("nobody@example.org", ADMIN_PASSWORD), ("", "")])
def test_every_wrong_try_is_answered_alike(visitor: Visitor, email: str, password: str) -> None:
    answer = _tries(visitor, email, password)
    assert answer.status == 401
    assert "do not fit together" in answer.page.text
    assert visitor.asks("/moderation").status == 303


def test_an_unknown_address_takes_as_long_as_a_wrong_password(app: Flask) -> None:
    def seconds(email: str) -> float:
        began = time.perf_counter()
        with app.app_context(), pytest.raises(accounts.WrongPassword):
            accounts.sign_in(email, "not the password", where_from=f"{email}{began}")
        return time.perf_counter() - began

    seconds(ADMIN_EMAIL)  # the library is loaded
    known = statistics.median(seconds(ADMIN_EMAIL) for _ in range(5))
    unknown = statistics.median(seconds("nobody@example.org") for _ in range(5))
    assert 0.5 < known / unknown < 2


def test_an_unknown_address_is_held_against_a_hash_like_all_others() -> None:
    assert extract_parameters(passwords.NOBODY) == extract_parameters(passwords.hashed("twelve words"))
    assert not passwords.fits("twelve words", None)
    assert not passwords.fits("", None)


def test_guessing_is_stopped_and_the_right_password_works_again_later(visitor: Visitor, clock: Clock) -> None:
    answers = [_tries(visitor, ADMIN_EMAIL, f"guess {n}").status for n in range(10)]
    assert 429 in answers
    assert _tries(visitor, ADMIN_EMAIL, ADMIN_PASSWORD).status == 429
    clock.forward(minutes=16)
    assert _tries(visitor, ADMIN_EMAIL, ADMIN_PASSWORD).status == 303


def test_right_passwords_are_not_counted(visitor: Visitor) -> None:
    assert {_tries(visitor, ADMIN_EMAIL, ADMIN_PASSWORD).status for _ in range(12)} == {303}


def test_signing_out_ends_the_session_in_the_database_too(nora: ModeratorAtWork) -> None:
    page = nora.reads("/moderation")
    stolen = nora.door.twin()  # type: ignore[attr-defined]
    assert Visitor(stolen).asks("/moderation").status == 200
    nora.submits(page.form("/sign-out"), "Sign out")
    assert Visitor(stolen).asks("/moderation").status == 303


def _changed(part: str) -> str:
    middle = len(part) // 2
    return part[:middle] + ("A" if part[middle] != "A" else "B") + part[middle + 1 :]


def test_a_session_cookie_that_was_changed_is_none(app: Flask, make_app: MakeApp, nora: ModeratorAtWork) -> None:
    cookie = nora.door._client.get_cookie("understory")  # type: ignore[attr-defined]
    held, moment, signature = cookie.value.rsplit(".", 2)
    ours, theirs = (SecureCookieSessionInterface().get_signing_serializer(one) for one in (app, make_app(SECRET_KEY="guessed")))
    assert ours
    assert theirs
    tampered = [
        f"{_changed(held)}.{moment}.{signature}",
        f"{held}.{_changed(moment)}.{signature}",
        f"{held}.{moment}.{_changed(signature)}",
        f"{held}.{moment}.",
        f"{held}.{moment}",
        held,
        theirs.dumps(ours.loads(cookie.value)),
    ]
    for value in tampered:
        thief = Visitor(AppDoor(app))
        thief.door._client.set_cookie("understory", value)  # type: ignore[attr-defined]
        assert thief.asks("/moderation").status == 303, value
    assert nora.asks("/moderation").status == 200


def test_a_disabled_moderator_is_out_at_once(app: Flask, nora: ModeratorAtWork) -> None:
    with app.app_context():
        accounts.add("olga@example.org", "another long pass phrase 8", role=Role.ADMIN)
        accounts.disable(accounts.by_email(ADMIN_EMAIL))
    assert nora.asks("/moderation").status == 303
    assert _tries(nora, ADMIN_EMAIL, ADMIN_PASSWORD).status == 401


@pytest.mark.parametrize(("waits", "status"), [({"hours": 1}, 200), ({"hours": 3}, 303)])
def test_an_idle_session_ends(nora: ModeratorAtWork, clock: Clock, waits: dict[str, float], status: int) -> None:
    clock.forward(**waits)
    assert nora.asks("/moderation").status == status


def test_a_busy_session_ends_too_after_half_a_day(nora: ModeratorAtWork, clock: Clock) -> None:
    for _ in range(11):
        clock.forward(hours=1)
        assert nora.asks("/moderation").status == 200
    clock.forward(hours=1, minutes=1)
    assert nora.asks("/moderation").status == 303


ELSEWHERE = ["https://evil.example", "//evil.example", "/moderation//evil.example", "/\\evil", "/about", "/x?/moderation"]
UNREADABLE = ["/moderation%0d%0aX-A:%20b", "/moderation?q=%0d%0aX-A:%20b"]


@pytest.mark.parametrize("then", [*ELSEWHERE, *UNREADABLE])
def test_signing_in_leads_nowhere_else(visitor: Visitor, then: str) -> None:
    page = visitor.reads(PATH)
    form = page.form(PATH)
    answer = visitor.asks(f"{PATH}?then={then}", {**form.fields, "email": ADMIN_EMAIL, "password": ADMIN_PASSWORD})
    assert answer.location == "/moderation"


@pytest.mark.parametrize("path", ["/moderation/together?domain=a.example", "/moderation/comments?q=https%3A%2F%2Fa.example"])
def test_who_signs_in_anew_finds_the_page_again_that_was_asked_for(visitor: Visitor, path: str) -> None:
    form = visitor.reads(visitor.asks(path).location).form(PATH)
    assert visitor.submits(form, "Sign in", Email=ADMIN_EMAIL, Password=ADMIN_PASSWORD).location == path


@pytest.mark.parametrize(
    "path", ["/moderation/switches", "/moderation/undo-all", "/moderation/people/rule", "/moderation/account/app"]
)
def test_a_form_of_somebody_who_signed_out_leads_to_signing_in(nora: ModeratorAtWork, path: str) -> None:
    form = nora.reads("/moderation/account").form("/sign-out")
    nora.submits(form)
    assert nora.asks(path, form.fields).location.startswith(PATH)


def test_a_form_sent_after_the_session_leads_back_to_its_page_with_what_it_was_about(nora: ModeratorAtWork, clock: Clock) -> None:
    token = nora.reads("/moderation/account").form("/sign-out").fields["csrf_token"]
    clock.forward(hours=13)
    page = "/moderation/switches?comment=1"
    answer = nora.asks("/moderation/switches", {"csrf_token": token, "scope": "site"}, Referer=f"http://localhost{page}")
    form = nora.reads(answer.location).form(PATH)
    assert nora.submits(form, "Sign in", Email=ADMIN_EMAIL, Password=ADMIN_PASSWORD).location == page
