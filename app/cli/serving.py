"""`flask start` and `flask serve`: what `make run` calls, and what a unit file or a container runs."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable
from functools import partial

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from werkzeug.utils import import_string

from app import accounts, articles, paths
from app.accounts import Role
from app.cli.apart import apart
from app.cli.beside import worker_beside
from app.cli.memory import hold_little
from app.config import SettingError, settings
from app.db import DatabaseBusy, let_go
from app.problems import ContentError

THREADS = 1
"""Threads of a worker that answer. On SQLite, which is no network away, a second one would only fight the first for the
interpreter: kept pages would cost a third more, and the slowest posts take twice as long."""

THREADS_WHERE_ONE_WAITS = 4
"""On PostgreSQL one waits for the network while another answers."""

NEWEST_INDEXED = 200
"""Articles that search knows before the first reader comes, so many of the newest; the workers take in the others."""


@click.command()
@with_appcontext
def start() -> None:
    """Migrate the database, make the first moderator if there is none, and serve, with a worker beside the server."""
    _port_is_free()
    apart(prepare)
    click.echo(f"Understory is at {settings().site_url}", err=False)
    with worker_beside():
        _serve()


@click.command()
@with_appcontext
def serve() -> None:
    """Serve, with one worker for each core (WORKERS)."""
    _port_is_free()
    _serve()


def _port_is_free() -> None:
    """Two servers that listen on one port would be dealt its requests by chance, each with a database of its own."""
    host, port = settings().host, settings().port
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]
        raise SettingError(f"HOST and PORT: nothing can listen on {host}, port {port}: {why}") from None


def prepare() -> None:
    """Migrate the database, make the first moderator if there is none, keep addresses, newest words and templates."""
    _library()
    try:
        import_string("app.cli.migrating:bring_up_to_date")(current_app)
    except DatabaseBusy as error:
        said = next(iter(str(error.orig).splitlines()), "").strip()
        raise SettingError(f"DATABASE_URL: the database does not answer: {said}") from None
    _first_moderator()
    shelf = articles.look_again()  # now that the database can tell whom readers know under which name
    articles.remember(shelf)
    articles.keep_index(shelf, most=NEWEST_INDEXED)
    for name in current_app.jinja_env.list_templates():
        current_app.jinja_env.get_template(name)


def _library() -> articles.Library:
    """The content, or the lines that say why there is none."""
    try:
        return articles.library()
    except ContentError as error:
        raise click.ClickException(str(error)) from None


def _first_moderator() -> None:
    """Whoever starts the house first must be able to enter it."""
    if accounts.everyone():
        return
    chosen = settings()
    email = chosen.admin_email or "moderator@example.org"
    password = chosen.admin_password or accounts.made_up()
    try:
        accounts.add(email, password, role=Role.ADMIN)
    except accounts.NotAnAddress:
        raise click.ClickException("ADMIN_EMAIL is no e-mail address") from None
    except accounts.PasswordTooShort:
        raise click.ClickException(f"ADMIN_PASSWORD needs {accounts.MIN_LENGTH} characters") from None
    except accounts.PasswordTooCommon:
        raise click.ClickException("ADMIN_PASSWORD is among the first that would be tried") from None
    shown = "the one in ADMIN_PASSWORD" if chosen.admin_password else f"{password}\nThe password is shown only this once."
    click.echo(f"A first moderator was made. Sign in at {paths.absolute(paths.sign_in(), chosen.site_url)}")
    click.echo(f"    e-mail    {email}\n    password  {shown}")


def _serve() -> None:
    chosen = settings()
    _library()
    let_go()
    hold_little()
    server = Granian(
        "wsgi:app",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.workers,
        http=HTTPModes.http1,
        websockets=False,
        blocking_threads=THREADS if chosen.on_sqlite else THREADS_WHERE_ONE_WAITS,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
    )
    server.on_startup(partial(_end_at_the_first_signal, server.signal_handler_interrupt))
    server.serve(target_loader=_in_worker)


def _end_at_the_first_signal(interrupt: Callable[[], None]) -> None:
    """Let SIGINT or SIGTERM end the server once: make passes on what the whole group got already.

    Granian's own handler sets an event. Where a second signal comes while it does, it waits for a lock that it holds itself.
    """

    def end(_signal: int, _frame: object) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, _is_ending)
        threading.Thread(target=interrupt).start()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, end)


def _is_ending(_signal: int, _frame: object) -> None:
    """One signal has been enough."""


def _in_worker(target: str) -> Flask:
    """Load the application in a worker, where Ctrl-C is none of its business.

    A terminal sends SIGINT to every process of the group. The main process answers it by ending the workers with
    SIGTERM; a worker that gets both signals can miss the second and has to be killed after the timeout.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    app: Flask = import_string(target)
    return app
