"""Roles, sessions and passwords: what admins may and moderators may not, and what nobody may for another."""

from __future__ import annotations

import pytest
from flask import Flask

from app import accounts
from app.accounts import Role, passwords
from tests.accounts.conftest import HER_PASSWORD, OLGA, Press
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import AppDoor
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Visitor

ADMINS = ["/moderation/people", "/moderation/people/invite", "/moderation/people/1", "/moderation/record"]
POSTS = [
    "/moderation/people/invite",
    "/moderation/people/1",
    "/moderation/people/rule",
    "/moderation/people/invites/1/revoke",
    "/moderation/record/rule",
    "/moderation/comments/1/erase",
]


def _number(app: Flask, email: str) -> int:
    with app.app_context():
        return accounts.by_email(email).id


def test_what_is_for_admins_is_shut_for_everybody_else(olga: ModeratorAtWork, visitor: Visitor) -> None:
    assert {path: olga.asks(path).status for path in ADMINS} == dict.fromkeys(ADMINS, 403)
    token = olga.reads("/moderation").forms[0].fields["csrf_token"]
    assert {path: olga.asks(path, {"csrf_token": token, "act": "on"}).status for path in POSTS} == dict.fromkeys(POSTS, 403)
    assert {visitor.asks(path).status for path in ADMINS} == {303}
    assert "People" not in olga.reads("/moderation").text


def test_roles_change_and_an_admin_is_always_left(app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, press: Press) -> None:
    hers, mine = _number(app, OLGA), _number(app, ADMIN_EMAIL)
    for button in ("Make a moderator", "Shut out"):
        assert press(nora, f"/moderation/people/{mine}", button).status == 409
    assert press(nora, f"/moderation/people/{hers}", "Make an admin").status == 303
    assert olga.asks("/moderation/people").status == 200
    assert press(olga, f"/moderation/people/{mine}", "Make a moderator").status == 303
    assert nora.asks("/moderation/people").status == 403


def test_who_is_shut_out_may_be_let_in_again(app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, press: Press) -> None:
    hers = f"/moderation/people/{_number(app, OLGA)}"
    press(nora, hers, "Shut out")
    assert olga.asks("/moderation").status == 303
    press(nora, hers, "Let in again")
    assert olga.asks("/moderation").status == 303, "what has ended does not begin again by itself"
    olga.signs_in(OLGA, HER_PASSWORD)


def test_people_are_changed_only_by_who_has_just_given_the_password(
    app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, clock: Clock
) -> None:
    path = f"/moderation/people/{_number(app, OLGA)}"
    form = next(one for one in nora.reads(path).forms if one.has_button("Shut out"))
    clock.forward(minutes=5, seconds=1)
    answer = nora.submits(form, "Shut out")
    assert answer.location.startswith("/moderation/confirm")
    assert olga.asks("/moderation").status == 200
    confirm = nora.reads(f"/moderation/confirm?then={path}").form("/confirm")
    assert nora.submits(confirm, "Go on", Password=ADMIN_PASSWORD).location == path


def test_ones_sessions_are_seen_and_ended(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    other = ModeratorAtWork(AppDoor(app), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert press(nora, "/moderation/account", "Sign out everywhere else").status == 303
    assert other.asks("/moderation").status == 303
    assert nora.asks("/moderation").status == 200
    third = ModeratorAtWork(AppDoor(app), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    form = next(
        one
        for one in nora.reads("/moderation/account").forms
        if "/sessions/" in one.action and one.action != "/moderation/account/sessions/end"
    )
    assert nora.submits(form).status == 303
    assert third.asks("/moderation").status == 303


def test_nobody_ends_another_persons_session(app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork) -> None:
    ModeratorAtWork(AppDoor(app), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    form = next(one for one in nora.reads("/moderation/account").forms if one.action.endswith("/end"))
    token = olga.reads("/moderation/account").forms[0].fields["csrf_token"]
    assert olga.asks(form.action, {"csrf_token": token}).status == 404
    assert nora.submits(form).status == 303


def test_signing_in_gives_a_session_that_nobody_could_have_set_before(app: Flask) -> None:
    victim = ModeratorAtWork(AppDoor(app), "Nora")
    victim.reads("/moderation/sign-in")
    planted = Visitor(victim.door.twin())  # type: ignore[attr-defined]
    victim.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert planted.asks("/moderation").status == 303
    again = Visitor(victim.door.twin())  # type: ignore[attr-defined]
    victim.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert victim.door._client._cookies != again.door._client._cookies  # type: ignore[attr-defined]


def test_a_new_password_ends_every_other_session(app: Flask, nora: ModeratorAtWork, press: Press) -> None:
    other = ModeratorAtWork(AppDoor(app), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    assert press(nora, "/moderation/account", "Change the password", New_password="short").status == 422
    assert other.asks("/moderation").status == 200
    assert press(nora, "/moderation/account", "Change the password", New_password="seven quiet herons 9").status == 303
    assert other.asks("/moderation").status == 303
    assert nora.asks("/moderation").status == 200


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password2026!",
        "Sunshine2024!!",
        "123456789012",
        "qwertyuiop12" + "34",
        "qwertyuiopas",
        "abcabcabcabc",
        "aaaaaaaaaaaaaa",
        "P@ssw0rd123456",
        "correct horse battery staple",
        "iloveyouforever",
        "1qaz2wsx3edc",
        "norasplace12",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(accounts.WeakPassword):
        passwords.check(password, about=("nora", "place"))


@pytest.mark.parametrize("password", [ADMIN_PASSWORD, HER_PASSWORD, "seven quiet herons 9", "ñandú come lentejas"])
def test_a_few_words_of_ones_own_are_fine(password: str) -> None:
    passwords.check(password, about=("nora", "example", "org"))


def test_a_password_that_nobody_thought_of_is_fine() -> None:
    passwords.check(passwords.made_up(), about=("nora", "example", "org"))


def test_everything_can_be_done_on_the_command_line(app: Flask) -> None:
    def run(*words: str, typed: str = "", code: int = 0) -> str:
        done = app.test_cli_runner().invoke(args=["moderators", *words], input=typed)
        assert done.exit_code == code, done.output
        return done.output

    assert "first that would be tried" in run("add", "ines@example.org", typed="password1234\n", code=1)
    assert "may sign in as moderator" in run("add", "ines@example.org", typed="seven quiet herons 9\n")
    assert "/moderation/invites/" in run("invite", "paul@example.org", "--admin")
    assert "already" in run("invite", "ines@example.org", code=1)
    assert "ines@example.org is admin now" in run("role", "ines@example.org", "admin")
    assert "/moderation/invites/" in run("reset-password", "ines@example.org", "--link")
    run("reset-second-factor", "ines@example.org")
    assert run("sessions", "ines@example.org", "--end") == ""
    door = ModeratorAtWork(AppDoor(app), "Ines").signs_in("ines@example.org", "seven quiet herons 9")
    other = ModeratorAtWork(AppDoor(app), "Ines").signs_in("ines@example.org", "seven quiet herons 9")
    number = run("sessions", "ines@example.org").splitlines()[0].split("\t")[0]
    assert "ines@example.org is signed out there" in run("end-session", "ines@example.org", number)
    assert sorted(one.asks("/moderation").status for one in (door, other)) == [200, 303]
    assert "no session 999" in run("end-session", "ines@example.org", "999", code=1)
    run("disable", "ines@example.org")
    assert "nobody else is an admin" in run("disable", ADMIN_EMAIL, code=1)
    run("enable", "ines@example.org")
    listed = run("list")
    assert "paul@example.org\t\tadmin\tinvited until" in listed
    assert "ines@example.org\tInes\tadmin" in listed
    with app.app_context():
        assert accounts.by_email("ines@example.org").role == Role.ADMIN
    assert "opens nothing any more" in run("revoke", "paul@example.org")
    assert "no link that could be taken back" in run("revoke", "paul@example.org", code=1)
    assert "paul@example.org" not in run("list")


def test_rules_are_switched_on_the_command_line(app: Flask, visitor: Visitor, nora: ModeratorAtWork) -> None:
    def run(*words: str, code: int = 0) -> str:
        done = app.test_cli_runner().invoke(args=["moderators", *words])
        assert done.exit_code == code, done.output
        return done.output

    assert run("rules").splitlines() == ["second-factor-for-all\toff", "public-record\toff", "sign-in-from-mail\toff"]
    assert visitor.asks("/record").status == 404
    assert run("rule", "public-record", "on") == "public-record is on now\n"
    assert visitor.asks("/record").status == 200
    assert "public-record\ton" in run("rules")
    assert run("rule", "public-record", "off") == "public-record is off now\n"
    assert visitor.asks("/record").status == 404
    assert "second-factor-for-all is on now" in run("rule", "second-factor-for-all", "on")
    assert nora.asks("/moderation").location.startswith("/moderation/account")
    run("rule", "kindness", "on", code=2)
