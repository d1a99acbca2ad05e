"""Commands that ask the database, and say in a line what is the matter where it does not answer."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import ScriptInfo

from app.db import DatabaseError, answers
from app.problems import ContentError

ASKED = "Is DATABASE_URL the right one, and was `make run` or `flask db upgrade` called?"


class AsksTheDatabase(click.Group):
    """A group of commands, any of which may ask the database or read the content.

    What fails although the database is there, in the form that the program wants, is a mistake of ours: it keeps its traceback.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ContentError as error:
            raise click.ClickException(str(error)) from None
        except DatabaseError as error:
            why = _why(error)
            if "locked" not in why and _answers(ctx):
                raise
            raise click.ClickException(f"the database cannot do this now: {why}. {ASKED}") from None


def _answers(ctx: click.Context) -> bool:
    with ctx.ensure_object(ScriptInfo).load_app().app_context():
        return answers()


def _why(error: DatabaseError) -> str:
    return next(iter(str(getattr(error, "orig", error)).splitlines()), "").strip()
