"""`flask db`: Alembic, through Flask-Migrate."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_migrate.cli import db as database

from app.db import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def database_of(app: Flask) -> click.Group:
    """The commands that migrate the database of `app`."""
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    group: click.Group = database
    return group


def bring_up_to_date(app: Flask) -> None:
    """What `flask db upgrade` does."""
    database_of(app)
    upgrade()
