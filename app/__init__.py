"""Understory: a blog whose readers' comments are read by a person before anyone else sees them."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from app import articles, cli, config, db, web


def create_app(environment: Mapping[str, str] | None = None) -> Flask:
    """The whole house, with the settings of `environment` or of the process's own.

    Raises:
        SettingError: a setting cannot be understood.
    """
    settings = config.read(environment)
    app = Flask(__name__, static_folder=None, instance_path=str(settings.instance_dir))
    app.extensions["understory.settings"] = settings
    db.open_database(app, settings.database_url)
    articles.open_library(app, settings.content_dir, settings.instance_dir / "media", own_host=settings.own_host)
    web.mount(app, settings)
    cli.mount(app)
    return app
