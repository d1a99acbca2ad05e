"""People: who may sign in, as admins see them; invites, roles, and what helps somebody who is locked out."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from app import accounts, paths, rules
from app.accounts import Moderator, Role
from app.config import settings
from app.language import _
from app.rules import Rule
from app.web import guards
from app.web.forms import PersonForm
from app.web.gate import admins_only, confirmed, this_moderator

people = Blueprint("people", __name__)


@people.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@people.get("/moderation/people")
@admins_only
def show() -> ResponseReturnValue:
    """Everybody who may sign in, open invites, and the rule about second factors."""
    return _page()


@people.get("/moderation/people/invite")
@admins_only
@confirmed
def ask_to_invite() -> ResponseReturnValue:
    """The form for an invite."""
    return make_response(render_template("moderating/invite_someone.html", problem=None, form=PersonForm(), link=None))


@people.post("/moderation/people/invite")
@admins_only
@confirmed
def invite() -> ResponseReturnValue:
    """Make a single-use link and show it this once."""
    form, link, problem = PersonForm(), None, None
    try:
        link = _whole(accounts.invite(form.email.data or "", role=_role(form.role.data), by=this_moderator()))
    except accounts.NotAnAddress:
        problem = _("That is no e-mail address.")
    except accounts.EmailTaken:
        problem = _("Somebody with this address may sign in already.")
    page = render_template("moderating/invite_someone.html", problem=problem, form=form, link=link)
    return make_response(page, 422 if problem else 200)


@people.post("/moderation/people/invites/<int:id>/revoke")
@admins_only
def revoke(id: int) -> ResponseReturnValue:
    """Take an invite back."""
    accounts.revoke(id, by=this_moderator())
    return redirect(paths.people(), 303)


@people.post("/moderation/people/rule")
@admins_only
@confirmed
def switch_rule() -> ResponseReturnValue:
    """Ask everybody for a second factor, or leave it to them."""
    rules.switch(Rule.SECOND_FACTOR_FOR_ALL, PersonForm().act.data == "on", by=this_moderator().id)
    return redirect(paths.people(), 303)


@people.get("/moderation/people/<int:id>")
@admins_only
@confirmed
def person(id: int) -> ResponseReturnValue:
    """One person, and what can be done for them."""
    return _person_page(accounts.by_number(id))


@people.post("/moderation/people/<int:id>")
@admins_only
@confirmed
def change(id: int) -> ResponseReturnValue:
    """Do one of ACTS to a person."""
    found, act = accounts.by_number(id), PersonForm().act.data or ""
    if act == "new-password":
        return _person_page(found, link=_whole(accounts.invite_to_new_password(found, by=this_moderator())))
    if act not in ACTS:
        abort(422)
    try:
        ACTS[act](found, this_moderator())
    except accounts.LastAdmin:
        return _person_page(found, _("Nobody else is an admin. Make somebody one first."), status=409)
    return redirect(paths.person(id), 303)


ACTS: dict[str, Callable[[Moderator, Moderator], None]] = {
    "admin": lambda person, by: accounts.change_role(person, Role.ADMIN, by=by),
    "moderator": lambda person, by: accounts.change_role(person, Role.MODERATOR, by=by),
    "disable": lambda person, by: accounts.disable(person, by=by),
    "enable": lambda person, by: accounts.enable(person, by=by),
    "reset-second-factor": lambda person, by: accounts.reset(person, by=by),
    "sign-out": lambda person, by: accounts.end_sessions(person, by=by),
}


def _page() -> Response:
    everyone = accounts.everyone()
    page = render_template(
        "moderating/people.html",
        people=[(one, accounts.has_any(one)) for one in everyone],
        invites=accounts.open_invites(),
        for_all=rules.is_on(Rule.SECOND_FACTOR_FOR_ALL),
    )
    return make_response(page)


def _person_page(found: Moderator, problem: str | None = None, *, link: str | None = None, status: int = 200) -> Response:
    page = render_template(
        "moderating/person.html",
        person=found,
        factors=accounts.factors_of(found),
        sessions=accounts.sessions_of(found),
        link=link,
        problem=problem,
    )
    return make_response(page, status)


def _role(text: str | None) -> Role:
    return Role.ADMIN if text == Role.ADMIN else Role.MODERATOR


def _whole(token: str) -> str:
    return paths.absolute(paths.invite(token), settings().site_url)
