"""`flask moderators`: the people who may sign in."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from app import accounts
from app.accounts import MIN_LENGTH, Moderator, PasswordTooShort, Role
from app.language import day


@click.group("moderators")
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
    if "@" not in email:
        raise click.ClickException(f"{email!r} is no e-mail address")
    password = _password(make_up)
    try:
        person = accounts.add(email, password, name=name, role=Role.ADMIN if admin else Role.MODERATOR)
    except accounts.EmailTaken:
        raise click.ClickException(f"{email} may sign in already") from None
    except PasswordTooShort:
        raise click.ClickException(f"a password needs {MIN_LENGTH} characters") from None
    click.echo(f"{person.email} may sign in as {person.role}" + (f" with the password {password}" if make_up else ""))


@moderators_cli.command("list")
@with_appcontext
def show() -> None:
    """Who may sign in."""
    for person in accounts.everyone():
        state = f"disabled {day(person.disabled_at)}" if person.disabled_at else f"since {day(person.created_at)}"
        click.echo(f"{person.email}\t{person.name}\t{person.role}\t{state}")


@moderators_cli.command()
@click.argument("email")
@with_appcontext
def disable(email: str) -> None:
    """Sign somebody out everywhere and let them in no more."""
    accounts.disable(_found(email))
    click.echo(f"{email} is signed out and may not sign in any more")


@moderators_cli.command("reset-password")
@click.argument("email")
@click.option("--make-up", is_flag=True, help="Make a password up and print it once.")
@with_appcontext
def reset_password(email: str, make_up: bool) -> None:
    """Give somebody a new password and sign them out everywhere."""
    person, password = _found(email), _password(make_up)
    try:
        accounts.reset_password(person, password)
    except PasswordTooShort:
        raise click.ClickException(f"a password needs {MIN_LENGTH} characters") from None
    click.echo(f"{person.email} has a new password" + (f": {password}" if make_up else ""))


def _found(email: str) -> Moderator:
    try:
        return accounts.by_email(email)
    except accounts.ModeratorNotFound:
        raise click.ClickException(f"nobody signs in as {email}") from None


def _password(make_up: bool) -> str:
    if make_up:
        return accounts.made_up()
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
