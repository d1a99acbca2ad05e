"""The command line. A command is loaded when it is called: a worker needs none, and Alembic alone takes 11 MB of memory."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup
from werkzeug.utils import import_string

COMMANDS = {
    "start": "app.cli.serving:start",
    "serve": "app.cli.serving:serve",
    "work": "app.cli.working:work",
    "dev": "app.cli.dev:dev",
    "articles": "app.cli.articles:articles_cli",
    "comments": "app.cli.comments:comments_cli",
    "moderators": "app.cli.moderators:moderators_cli",
}


class Commands(AppGroup):
    """The commands of one application, by name."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self._app = app

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*COMMANDS, "db"})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "db":
            group: click.Command = import_string("app.cli.migrating:database_of")(self._app)
            return group
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_string(COMMANDS[cmd_name])
        return command


def mount(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commands(app)
