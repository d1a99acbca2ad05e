"""Second factors: codes that are good for once, a sign-in that opens nothing until it is whole, a rule for everybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pyotp
from flask import Flask

from app import accounts
from tests.accounts.conftest import Press
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.fixtures.house import Clock
from tests.support.pages import words
from tests.support.people import ModeratorAtWork, Visitor

ACCOUNT, APP, SECOND = "/moderation/account", "/moderation/account/app", "/moderation/sign-in/second"


class Phone:
    """An authenticator app that has read the picture."""

    def __init__(self, secret: str) -> None:
        self._made = pyotp.TOTP(secret)

    def code(self) -> str:
        """What it shows now."""
        return self._made.at(datetime.now(UTC))


def _sets_up(nora: ModeratorAtWork) -> tuple[Phone, list[str]]:
    page = nora.reads(APP)
    phone = Phone(next(words(one) for one in page.root.iter("p") if one.get("class") == "secret"))
    answer = nora.submits(page.form("/account/app"), "Done", Code=phone.code())
    assert answer.status == 200, answer.page.text
    return phone, re.findall(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", answer.page.text)


def _gives_the_password(app: Flask) -> Visitor:
    who = Visitor(AppDoor(app))
    form = who.reads("/moderation/sign-in").form("/sign-in")
    assert who.submits(form, "Sign in", Email=ADMIN_EMAIL, Password=ADMIN_PASSWORD).location.startswith(SECOND)
    return who


def _gives(who: Visitor, code: str) -> Answer:
    return who.submits(who.reads(SECOND).form("/second"), "Sign in", Code=code)


def test_a_code_is_asked_for_and_is_good_for_once(app: Flask, nora: ModeratorAtWork, clock: Clock) -> None:
    phone, _ = _sets_up(nora)
    clock.forward(seconds=60)
    first, thief = _gives_the_password(app), _gives_the_password(app)
    assert first.asks("/moderation").status == 303, "a password alone opens nothing"
    code = phone.code()
    assert _gives(thief, "000000").status == 401
    assert _gives(first, code).status == 303
    assert first.asks("/moderation").status == 200
    assert _gives(thief, code).status == 401, "seen over the shoulder, and used at once"
    assert thief.asks("/moderation").status == 303


def test_the_code_that_set_the_app_up_signs_nobody_in(app: Flask, nora: ModeratorAtWork, clock: Clock) -> None:
    phone, _ = _sets_up(nora)
    assert _gives(_gives_the_password(app), phone.code()).status == 401


def test_a_recovery_code_is_good_for_once(app: Flask, nora: ModeratorAtWork) -> None:
    _, codes = _sets_up(nora)
    assert len(set(codes)) == 10
    first, second = _gives_the_password(app), _gives_the_password(app)
    assert _gives(first, codes[0].upper().replace("-", " ")).status == 303
    assert _gives(second, codes[0]).status == 401
    assert "9 recovery codes left" in first.reads(ACCOUNT).text
    assert _gives(second, codes[1]).status == 303


def test_codes_cannot_be_tried_out(app: Flask, nora: ModeratorAtWork, clock: Clock) -> None:
    phone, _ = _sets_up(nora)
    clock.forward(seconds=60)
    thief = _gives_the_password(app)
    assert [_gives(thief, f"{n:06}").status for n in range(7)].count(429) == 1
    assert _gives(_gives_the_password(app), phone.code()).status == 429, "a new sign-in does not begin to count anew"
    clock.forward(minutes=16)
    assert _gives(_gives_the_password(app), phone.code()).status == 303


def test_a_half_sign_in_ends_and_is_replaced_by_a_new_session(app: Flask, nora: ModeratorAtWork, clock: Clock) -> None:
    _, codes = _sets_up(nora)
    slow = _gives_the_password(app)
    fixed = Visitor(slow.door.twin())  # type: ignore[attr-defined]
    assert _gives(slow, codes[0]).status == 303
    assert fixed.asks("/moderation").status == 303, "who fixed the half session holds nothing"
    late = _gives_the_password(app)
    clock.forward(minutes=11)
    assert late.asks(SECOND).status == 303


def test_another_persons_code_is_no_code(app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, clock: Clock) -> None:
    _sets_up(nora)
    phone, codes = _sets_up(olga)
    clock.forward(seconds=60)
    assert _gives(_gives_the_password(app), phone.code()).status == 401
    assert _gives(_gives_the_password(app), codes[0]).status == 401


def test_a_code_is_good_for_as_long_as_it_is_shown_and_a_minute_more(app: Flask, nora: ModeratorAtWork, clock: Clock) -> None:
    phone, _ = _sets_up(nora)
    clock.forward(seconds=60)
    half, code = _gives_the_password(app), phone.code()
    clock.forward(seconds=90)
    assert _gives(half, code).status == 401
    assert half.asks("/moderation").status == 303
    assert _gives(half, phone.code()).status == 303


def test_a_half_sign_in_ends_when_its_person_signs_out_everywhere(
    app: Flask, nora: ModeratorAtWork, press: Press, clock: Clock
) -> None:
    phone, codes = _sets_up(nora)
    _gives(_gives_the_password(app), codes[1])
    clock.forward(seconds=60)
    thief = _gives_the_password(app)
    form = thief.reads(SECOND).form("/second")
    assert press(nora, ACCOUNT, "Sign out everywhere else").status == 303
    for code in (phone.code(), codes[0]):
        assert thief.submits(form, "Sign in", Code=code).status in (303, 401)
        assert thief.asks("/moderation").status == 303
    assert thief.asks(SECOND).status == 303
    assert _gives(_gives_the_password(app), codes[0]).status == 303, "what was typed for nothing was not used up"


def test_changing_second_factors_asks_for_the_password_once_more(nora: ModeratorAtWork, clock: Clock, press: Press) -> None:
    _sets_up(nora)
    clock.forward(minutes=6)
    assert nora.asks(APP).location.startswith("/moderation/confirm")
    for button in ("Remove", "Make new codes"):
        assert press(nora, ACCOUNT, button).location.startswith("/moderation/confirm")
    assert "An app that shows codes" in nora.reads(ACCOUNT).text
    assert press(nora, "/moderation/confirm?then=/moderation/account", "Go on", Password="wrong").status == 401
    assert press(nora, "/moderation/confirm?then=/moderation/account", "Go on", Password=ADMIN_PASSWORD).location == ACCOUNT
    assert press(nora, ACCOUNT, "Remove").status == 303
    assert "Set up an app" in nora.reads(ACCOUNT).text
    assert "recovery" not in nora.reads(ACCOUNT).text


def test_a_secret_is_shown_until_it_counts_and_to_nobody_after(nora: ModeratorAtWork) -> None:
    page = nora.reads(APP)
    assert nora.reads(APP).text == page.text, "loading the page again must not make the picture worthless"
    assert nora.submits(page.form("/account/app"), "Done", Code="000000").status == 422
    _sets_up(nora)
    assert nora.asks(APP).status == 409


def test_admins_may_ask_it_of_everybody(nora: ModeratorAtWork, olga: ModeratorAtWork, press: Press) -> None:
    assert press(nora, "/moderation/people", "Ask it of everybody").status == 303
    assert olga.asks("/moderation").location == ACCOUNT
    assert "set one up" in olga.reads(ACCOUNT).text
    _sets_up(olga)
    assert olga.asks("/moderation").status == 200
    assert nora.asks("/moderation/people").location == ACCOUNT, "whoever makes the rule, too"


def test_somebody_without_a_phone_is_let_in_by_an_admin(
    app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, press: Press
) -> None:
    _sets_up(olga)
    with app.app_context():
        number = accounts.by_email("olga@example.org").id
    assert press(nora, f"/moderation/people/{number}", "Take the second factor away").status == 303
    assert olga.asks("/moderation").status == 303, "signed out everywhere"
    olga.signs_in("olga@example.org", "another long pass phrase 8")
    assert olga.asks("/moderation").status == 200
