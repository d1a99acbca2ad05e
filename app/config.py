"""Every setting, read from the environment once. Nothing else in the house reads it."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from click import ClickException
from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from werkzeug.utils import import_string

from app.public_address import EXAMPLE, public_address, written_in

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
LONGEST_UNDO = 3600
"""In seconds: how long a decision may wait at most before it takes effect."""


class SettingError(ClickException, ValueError):
    """A setting cannot be understood; the message is one line that names it. On the command line it is all that is printed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose. Times in seconds, paths absolute, addresses without a trailing slash."""

    host: str
    port: int
    site_url: str
    database_url: str
    redis_url: str | None
    secret_key: str
    content_dir: Path
    instance_dir: Path
    mail_url: str | None
    mail_from: str
    admin_email: str | None
    admin_password: str | None
    undo_seconds: int
    rate_limit: str | None
    trusted_proxies: int
    workers: int

    @property
    def secure(self) -> bool:
        """Whether readers reach the site over TLS."""
        return self.site_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The only names this site answers to, without ports, in lower case."""
        return frozenset({_host_of(self.site_url), *LOOPBACK_NAMES})

    @property
    def own_host(self) -> str:
        """The host of the public address, with its port where that has one."""
        return urlsplit(self.site_url).netloc

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.database_url.startswith("sqlite")


def settings() -> Settings:
    """The settings of the running application."""
    chosen: Settings = current_app.extensions["understory.settings"]
    return chosen


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Read every setting, from `environment` or the process's own.

    Raises:
        SettingError: one of them cannot be understood.
    """
    env = os.environ if environment is None else environment
    instance = _instance(env)
    host, port, site_url = _address(env)
    return Settings(
        host=host,
        port=port,
        site_url=site_url,
        database_url=_database_url(env, instance),
        redis_url=_url(env, "REDIS_URL", ("redis", "rediss", "unix")),
        secret_key=env.get("SECRET_KEY") or _kept_secret(instance),
        content_dir=_content(env),
        instance_dir=instance,
        mail_url=_url(env, "MAIL_URL", ("smtp", "smtps")),
        mail_from=_mail_from(env, site_url),
        admin_email=env.get("ADMIN_EMAIL") or None,
        admin_password=env.get("ADMIN_PASSWORD") or None,
        undo_seconds=_number(env, "UNDO_SECONDS", 10, at_most=LONGEST_UNDO),
        rate_limit=_rate_limit(env),
        trusted_proxies=_number(env, "TRUSTED_PROXIES", 0, at_most=16),
        workers=_number(env, "WORKERS", os.cpu_count() or 1, at_least=1, at_most=256),
    )


def content_dir() -> Path:
    """The folder of the content, for commands that need nothing else.

    Raises:
        SettingError: a setting cannot be understood.
    """
    return _content(os.environ)


def own_host() -> str:
    """The host of the public address, for the same commands.

    Raises:
        SettingError: a setting cannot be understood.
    """
    return urlsplit(_address(os.environ)[2]).netloc


def _number(env: Mapping[str, str], name: str, default: int, *, at_least: int = 0, at_most: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not at_least <= int(text) <= at_most:
        raise SettingError(f"{name} must be a whole number from {at_least} to {at_most}, not {text!r}")
    return int(text)


def _folder(env: Mapping[str, str], name: str, default: str) -> Path:
    return (ROOT / (env.get(name) or default)).resolve()


def _address(env: Mapping[str, str]) -> tuple[str, int, str]:
    """Where to listen, host and port, and the public address."""
    host, port = env.get("HOST") or "127.0.0.1", _number(env, "PORT", 8000, at_least=1, at_most=65535)
    return host, port, _site_url(env, host, port)


def _instance(env: Mapping[str, str]) -> Path:
    folder = _folder(env, "INSTANCE_DIR", "instance")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"INSTANCE_DIR: {folder} cannot be made: {error.strerror}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingError(f"INSTANCE_DIR: nothing can be written in {folder}")
    return folder


def _content(env: Mapping[str, str]) -> Path:
    """As it was named: a link may lead somewhere else tomorrow, which is how many put a whole new version in place at once."""
    return _there("CONTENT_DIR", Path(os.path.normpath(ROOT / (env.get("CONTENT_DIR") or "content"))))


def _there(name: str, folder: Path) -> Path:
    if not folder.is_dir():
        raise SettingError(f"{name}: there is no folder {folder}")
    return folder


def _url(env: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    text = env.get(name, "").strip()
    if not text:
        return None
    parts = _parts(name, text)
    if parts.scheme not in schemes:
        raise SettingError(f"{name} must begin with {' or '.join(s + '://' for s in schemes)}")
    return text


def _parts(name: str, text: str) -> SplitResult:
    """The parts of an address whose host and port can be read."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise SettingError(f"{name} cannot be read as an address") from None
    return parts


def _site_url(env: Mapping[str, str], host: str, port: int) -> str:
    text = env.get("SITE_URL", "").strip() or written_in(_content(env) / "site.toml")
    if not text:
        if not _is_loopback(host):
            raise SettingError(f"SITE_URL is required when HOST is {host}: readers need a public address")
        text = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        return public_address(text)
    except ValueError:
        raise SettingError(f"SITE_URL must look like {EXAMPLE}, not {text!r}") from None


def _mail_from(env: Mapping[str, str], site_url: str) -> str:
    text = env.get("MAIL_FROM", "").strip() or f"understory@{_host_of(site_url)}"
    if not re.fullmatch(r"[!-;=?A-~]+@[\w.:\[\]-]+", text, re.ASCII):
        raise SettingError(f"MAIL_FROM must be one e-mail address, not {text!r}")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@lru_cache(maxsize=8)
def _host_of(site_url: str) -> str:
    name = urlsplit(site_url).hostname or ""
    return f"[{name}]" if ":" in name else name


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    text = env.get("DATABASE_URL", "").strip()
    if not text:
        return f"sqlite:///{instance / 'understory.db'}"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingError("DATABASE_URL cannot be read as a database address") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        _there("DATABASE_URL", Path(url.database).parent)
        return url.render_as_string(hide_password=False)
    raise SettingError("DATABASE_URL must name a SQLite file or a PostgreSQL database")


def _rate_limit(env: Mapping[str, str]) -> str | None:
    text = env.get("RATE_LIMIT", "").strip()
    if not text:
        return "5/10 minutes;20/day"
    if text == "off":
        return None
    try:
        import_string("limits:parse_many")(text)
    except ValueError:
        raise SettingError(f"RATE_LIMIT must look like '5/10 minutes;20/day' or 'off', not {text!r}") from None
    return text


def _kept_secret(instance: Path) -> str:
    """The secret key of this instance, made on first use. Two processes starting at once agree on one."""
    kept = instance / "secret_key"
    if not kept.exists():
        handle, fresh = tempfile.mkstemp(prefix=".secret_key.", dir=instance)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept)
        os.unlink(fresh)
    return kept.read_text().strip()
