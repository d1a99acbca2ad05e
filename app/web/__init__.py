"""The web: the only room that knows HTTP."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import Settings
from app.web import errors, guards, head, in_place, page_cache, templating, threads
from app.web.commenting import commenting
from app.web.erasing import erasing
from app.web.feeds import feeds
from app.web.files import files
from app.web.finding import finding
from app.web.forgetting import forgetting
from app.web.health import health
from app.web.inviting import inviting
from app.web.machines import machines
from app.web.moderating import moderating
from app.web.moderating_by_mail import moderating_by_mail
from app.web.notices import notices
from app.web.own_account import own_account
from app.web.people import people
from app.web.previewing import previewing
from app.web.reading import reading
from app.web.receipts import receipts
from app.web.recording import recording
from app.web.reporting import reporting
from app.web.sessions import sessions
from app.web.statistics import statistics
from app.web.switching import switching
from app.web.tokens import Tokens

csrf = Tokens()

MOST_BYTES = 16 * 1024 * 1024
"""The largest form that is read: 4 MB of text, of which every character may be percent-encoded."""


def mount(app: Flask, settings: Settings) -> None:
    """Give the application its views, guards, error pages and page cache."""
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-understory" if settings.secure else "understory",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    templating.mount(app)  # before anything asks for the environment of templates, which is made once
    guards.mount(app)
    in_place.mount(app)
    csrf.init_app(app)
    csrf.exempt("app.web.commenting.preview")
    csrf.exempt(notices)
    csrf.exempt(moderating_by_mail)
    csrf.exempt("app.web.forgetting.forget")
    csrf.exempt(receipts)
    head.mount(app)
    threads.mount(app)
    errors.mount(app)
    for_machines = (health, files, feeds, machines)
    for_desk = (moderating, moderating_by_mail, statistics, switching, erasing)
    for_moderators = (sessions, inviting, own_account, *for_desk, people, recording)
    for_readers = (commenting, receipts, notices, forgetting, reporting, previewing, finding, reading)
    for blueprint in (*for_machines, *for_moderators, *for_readers):
        app.register_blueprint(blueprint)
    page_cache.mount(app, settings)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]
