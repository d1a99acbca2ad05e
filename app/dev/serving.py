"""The server of `flask dev`: one process, a thread for each request, no page cache, tracebacks in the page."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path
from types import MethodType

from flask import Flask, Response, current_app, make_response
from watchfiles import watch
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from app.articles import Library, wrong_inside
from app.config import ROOT, Settings
from app.db import start_afresh
from app.dev.changes import Changes
from app.dev.following import Following, told

LOOKS = (ROOT / "app" / "static", ROOT / "app" / "templates", ROOT / "app" / "dev")
"""What pages look like, beside what they say."""


class Quiet(WSGIRequestHandler):
    """Says nothing about requests that went well."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


def server_on(chosen: Settings, wsgi: object, listening: int) -> BaseWSGIServer:
    """A server on a socket that somebody else opened, given as its file descriptor."""
    return make_server(chosen.host, chosen.port, wsgi, threaded=True, fd=listening, request_handler=Quiet)  # type: ignore[arg-type]


def serve(app: Flask, *, listening: int, process: str) -> None:
    """Serve until the process ends, which it does when its standard input is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server_on(app.extensions["understory.settings"], follow(app, process), listening).serve_forever()


def follow(app: Flask, process: str) -> Flask:
    """Let the pages of `app` follow what is saved: content, templates, stylesheet and scripts."""
    changes, live = Changes(process), app.extensions["understory.library"]
    app.jinja_env.auto_reload = True
    app.register_error_handler(Exception, _broken)
    known, saved = [live.load()], set[Path]()

    def changed(library: Library) -> None:
        if library is not known[0]:
            saved.update(_saved(known[0], library))
            known[0] = library
            changes.tell()

    def problems() -> list[str]:
        """Of every file those found while reading; of what was saved here those inside the text, too."""
        inside = wrong_inside(live.current, live.folder, frozenset(saved))
        return [problem.seen_from(ROOT) for problem in [*live.current.problems, *inside]]

    live.on_change(changed)
    live.watch()
    threading.Thread(target=_watch_looks, args=(changes,), daemon=True).start()
    # Past the page cache, whose entries do not know which template they were made with.
    inner = MethodType(Flask.wsgi_app, app)
    app.wsgi_app = Following(inner, changes, app.extensions["understory.settings"].hosts, problems)  # type: ignore[method-assign]
    return app


def _saved(former: Library, library: Library) -> set[Path]:
    """The articles and pages that have other words than before."""
    before = {words.path: words.fingerprint for words in former.everything}
    return {words.path for words in library.everything if before.get(words.path) != words.fingerprint}


def _watch_looks(changes: Changes) -> None:
    for _ in watch(*LOOKS, watch_filter=_no_code, debounce=200, step=20):
        changes.tell()


def _no_code(_change: object, path: str) -> bool:
    """Python is left to the process that restarts this one."""
    return not path.endswith((".py", ".pyc", "~", ".swp")) and not Path(path).name.startswith(".")


def _broken(error: Exception) -> Response:
    start_afresh()
    current_app.logger.exception("an answer failed", exc_info=error)
    return make_response(told(f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))), 500)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)
