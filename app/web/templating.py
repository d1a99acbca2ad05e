"""What every template knows: the site, the addresses, the language, files under names that change with their content."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Hashable, MutableMapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache, Undefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from app import articles, comments, language, paths
from app.config import settings
from app.language import _
from app.media import MediaImage
from app.moderation import MOST_COUNTED
from app.web.files import static_path
from app.web.forms import NothingWritten
from app.web.gate import signed_in
from app.web.spans import span


class Compiler(CodeGenerator):
    """Jinja's compiler, whose templates escape what they put out with the environment's `escaped`."""

    def write_commons(self) -> None:
        """What every template and block begins with."""
        super().write_commons()
        self.writeline("escape = environment.escaped")


class Templates(Environment):
    """Flask's environment, made quicker for pages with a hundred comments, which put out two thousand values.

    Its templates share one dictionary of globals where they bring none of their own: a chain of two dictionaries is asked for
    each of its names whenever a template imports a macro, which was a tenth of a page's time. And most values are short words
    and numbers with nothing in them to escape: for those `markupsafe.escape` takes four times as long, as it gives each back
    as a Markup; another tenth.
    """

    code_generator_class = Compiler

    @staticmethod
    def escaped(value: Any) -> str:
        """What `markupsafe.escape` makes of a value that is put out."""
        kind = type(value)
        if kind is int:
            return str(value)
        return value if isinstance(value, Markup) or (kind is str and not _to_escape(value)) else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows beside what it is rendered with."""
        return super().make_globals(d) if d else self.globals


_to_escape = re.compile("[&<>\"']").search


def mount(app: Flask) -> None:
    """Give the template environment its globals and filters."""
    app.jinja_environment = Templates
    app.extensions["understory.language"] = partial(_language, app)
    app.jinja_env.bytecode_cache = _compiled(Path(app.instance_path) / "compiled")
    app.jinja_env.globals.update(
        _=language._,  # escaped as a whole when it is put out, like any other text
        ngettext=language.ngettext,
        paths=paths,
        static=static_path,
        absolute=absolute,
        has_page=has_page,
        once=Once(app),
        nothing_written=NothingWritten(),
        most_counted=MOST_COUNTED,
        content_notes=tuple(comments.ContentNote),
        version_of_consent=comments.version_of_consent,
        spoken=language.spoken,
        direction=language.direction,
    )
    app.jinja_env.filters.update(
        day=language.day,
        moment=language.moment,
        zoned=language.zoned,
        number=language.number,
        counted=counted,
        iso=iso,
        drawn=_drawn,
        span=span,
        note=note_words,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["picture"] = _picture
    app.context_processor(_site)


def counted(number: int) -> str:
    """A number of comments that was counted to MOST_COUNTED + 1."""
    return language.number(number) if number <= MOST_COUNTED else f"{language.number(MOST_COUNTED)}+"


class Once:
    """What a macro makes of these arguments, made once: for parts that are the same on many pages and seldom change.

    Everything that it says must follow from them and the language. While templates are being worked on, it is made each time.
    """

    MOST = 64

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._made: dict[tuple[Hashable, ...], str] = {}

    def __call__(self, name: str, macro: Callable[..., str], *args: Hashable) -> str:
        key = (name, language.spoken(), *(None if isinstance(one, Undefined) else one for one in args))
        made = self._made.get(key)
        if made is None or self._app.jinja_env.auto_reload:
            if len(self._made) >= self.MOST:
                self._made.clear()
            made = self._made[key] = macro(*args)
        return made


def _compiled(folder: Path) -> FileSystemBytecodeCache:
    """Where compiled templates are kept, so that no worker spends a second and 2 MB on compiling them again."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def absolute(path: str) -> str:
    """The whole public address of a path."""
    return paths.absolute(path, settings().site_url)


def _picture(src: str) -> MediaImage | None:
    return articles.library().media.find(src)


def has_page(slug: str) -> bool:
    """Whether content/pages has a page with this slug, so that a link to it leads somewhere."""
    return any(page.slug == slug for page in articles.library().pages)


def _site() -> dict[str, Any]:
    library = articles.library()
    return {"site": library.site, "menu": library.menu, "moderator": signed_in()}


def _language(app: Flask) -> language.Language:
    site = app.extensions["understory.library"].current.site
    return language.in_language(site.language, site.timezone)


def note_words(key: str) -> str:
    """What readers see first of a comment with a note."""
    note = comments.ContentNote.known(key)
    return note.words if note else _("Its author asks you to choose whether to read this")


def iso(at: datetime) -> str:
    """A moment as machines read it: `2026-03-01T09:00:00+00:00`."""
    return at.isoformat(timespec="seconds")


def _drawn(key: str) -> comments.Face:
    """The drawing that stands for somebody without a photo: the same for the same key, whenever and wherever it is made."""
    return comments.Face(zlib.crc32(key.encode()))
