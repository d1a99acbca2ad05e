"""`flask moderators`: the people who may sign in, and the rules that admins switch."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext

from app import accounts, paths, rules
from app.accounts import MIN_LENGTH, Moderator, Role
from app.cli.asking import AsksTheDatabase
from app.config import settings
from app.language import day, moment
from app.rules import Rule


@click.group("moderators", cls=AsksTheDatabase)
def moderators_cli() -> None:
    """People who may sign in and decide on comments."""


@moderators_cli.command()
@click.argument("email")
@click.option("--name", default="", help="How colleagues see this person; the part before the @ if left out.")
@click.option("--admin", is_flag=True, help="Let this person look after people and rules, too.")
@click.option("--make-up", is_flag=True, help="Make a password up and print it once.")
@with_appcontext
def add(email: str, name: str, admin: bool, make_up: bool) -> None:
    """Let somebody sign in. The password is asked for, or read from standard input."""
    with _said_plainly():
        accounts.address_of(email)
        password = _password(make_up)
        person = accounts.add(email, password, name=name, role=_role(admin))
    click.echo(f"{person.email} may sign in as {person.role}" + (f" with the password {password}" if make_up else ""))


@moderators_cli.command()
@click.argument("email")
@click.option("--admin", is_flag=True, help="Let this person look after people and rules, too.")
@with_appcontext
def invite(email: str, admin: bool) -> None:
    """Print a link with which somebody chooses a name and a password. It works once, for seven days."""
    with _said_plainly():
        token = accounts.invite(email, role=_role(admin), by=None)
    click.echo(paths.absolute(paths.invite(token), settings().site_url))


@moderators_cli.command()
@click.argument("email")
@with_appcontext
def revoke(email: str) -> None:
    """Take back the link that somebody was sent, to join or to choose a new password."""
    with _said_plainly():
        address = accounts.address_of(email)
    still = [one for one in accounts.open_invites() if one.email == address]
    if not still:
        raise click.ClickException(f"{email} has no link that could be taken back")
    for one in still:
        accounts.revoke(one.id, by=None)
    click.echo(f"the link of {email} opens nothing any more")


@moderators_cli.command("list")
@with_appcontext
def show() -> None:
    """Who may sign in, and with what beside a password."""
    for person in accounts.everyone():
        state = f"disabled {day(person.disabled_at)}" if person.disabled_at else f"since {day(person.created_at)}"
        second = "second factor" if accounts.has_any(person) else "password only"
        click.echo(f"{person.email}\t{person.name}\t{person.role}\t{state}\t{second}")
    for one in accounts.open_invites():
        click.echo(f"{one.email}\t\t{one.role}\tinvited until {day(one.ends_at)}\t")


@moderators_cli.command()
@click.argument("email")
@with_appcontext
def disable(email: str) -> None:
    """Sign somebody out everywhere and let them in no more."""
    with _said_plainly():
        accounts.disable(_found(email))
    click.echo(f"{email} is signed out and may not sign in any more")


@moderators_cli.command()
@click.argument("email")
@with_appcontext
def enable(email: str) -> None:
    """Let somebody in again, with the password of before."""
    accounts.enable(_found(email))
    click.echo(f"{email} may sign in again")


@moderators_cli.command()
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@with_appcontext
def role(email: str, role: str) -> None:
    """Make somebody an admin, or a moderator again."""
    with _said_plainly():
        accounts.change_role(_found(email), Role(role))
    click.echo(f"{email} is {role} now")


@moderators_cli.command("reset-password")
@click.argument("email")
@click.option("--make-up", is_flag=True, help="Make a password up and print it once.")
@click.option("--link", is_flag=True, help="Print a link with which they choose one themselves.")
@with_appcontext
def reset_password(email: str, make_up: bool, link: bool) -> None:
    """Give somebody a new password and sign them out everywhere."""
    person = _found(email)
    if link:
        click.echo(paths.absolute(paths.invite(accounts.invite_to_new_password(person, by=None)), settings().site_url))
        return
    password = _password(make_up)
    with _said_plainly():
        accounts.reset_password(person, password)
    click.echo(f"{person.email} has a new password" + (f": {password}" if make_up else ""))


@moderators_cli.command("reset-second-factor")
@click.argument("email")
@with_appcontext
def reset_second_factor(email: str) -> None:
    """Take every second factor of somebody away, who lost the phone, and sign them out everywhere."""
    accounts.reset(_found(email), by=None)
    click.echo(f"{email} signs in with the password alone")


@moderators_cli.command()
@click.argument("email")
@click.option("--end", is_flag=True, help="Sign them out everywhere.")
@with_appcontext
def sessions(email: str, end: bool) -> None:
    """Where somebody is signed in, each with its number."""
    person = _found(email)
    if end:
        accounts.end_sessions(person, by=None)
    for one in accounts.sessions_of(person):
        device = one.device or "an unknown browser"
        click.echo(f"{one.id}\t{device}\tsince {moment(one.created_at)}\tlast page {moment(one.seen_at)}")


@moderators_cli.command("end-session")
@click.argument("email")
@click.argument("number", type=int)
@with_appcontext
def end_session(email: str, number: int) -> None:
    """End one of somebody's sessions, by the number that `sessions` prints."""
    with _said_plainly():
        accounts.end_session(number, of=_found(email), by=None)
    click.echo(f"{email} is signed out there")


@moderators_cli.command("rules")
@with_appcontext
def show_rules() -> None:
    """The rules that admins switch, and how each stands."""
    for rule in Rule:
        click.echo(f"{rule}\t{'on' if rules.is_on(rule) else 'off'}")


@moderators_cli.command("rule")
@click.argument("name", type=click.Choice([rule.value for rule in Rule]))
@click.argument("state", type=click.Choice(["on", "off"]))
@with_appcontext
def switch_rule(name: str, state: str) -> None:
    """Switch a rule: second factors for everybody, the public record, signing in before anything is decided from a mail."""
    rules.switch(Rule(name), state == "on", by=None)
    click.echo(f"{name} is {state} now")


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What a verb refuses, as one line."""
    try:
        yield
    except accounts.NotAnAddress as error:
        raise click.ClickException(f"{str(error)!r} is no e-mail address") from None
    except accounts.EmailTaken as error:
        raise click.ClickException(f"{error} may sign in already") from None
    except accounts.PasswordTooShort:
        raise click.ClickException(f"a password needs {MIN_LENGTH} characters") from None
    except accounts.PasswordTooCommon:
        raise click.ClickException("this password is among the first that would be tried") from None
    except accounts.LastAdmin:
        raise click.ClickException("nobody else is an admin; make somebody one first") from None
    except accounts.SessionNotFound as error:
        raise click.ClickException(f"they have no session {error}") from None


def _found(email: str) -> Moderator:
    try:
        return accounts.by_email(email)
    except accounts.ModeratorNotFound:
        raise click.ClickException(f"nobody signs in as {email}") from None


def _role(admin: bool) -> Role:
    return Role.ADMIN if admin else Role.MODERATOR


def _password(make_up: bool) -> str:
    if make_up:
        return accounts.made_up()
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
