"""The command line: `flask start | serve | articles | moderators | db`."""

from __future__ import annotations

from flask import Flask

from app.cli.articles import articles_cli
from app.cli.moderators import moderators_cli
from app.cli.serving import serve, start


def mount(app: Flask) -> None:
    """Give the application its commands."""
    for command in (start, serve, articles_cli, moderators_cli):
        app.cli.add_command(command)
