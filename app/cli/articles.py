"""`flask articles`: for the person who writes. `new`, `list` and `check` work without a database, too."""

from __future__ import annotations

import json
import secrets
import subprocess
import unicodedata
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.articles import LONGEST_SLUG, LONGEST_VALUE, Known, LiveLibrary
from app.cli.asking import AsksTheDatabase
from app.cli.checking import check, list_articles
from app.cli.history import history
from app.cli.sharing import share, shares, unshare
from app.config import ROOT, content_dir
from app.db import now
from app.markup import slug
from app.problems import ContentError
from app.site import Site

LONGEST_NAME_BYTES = 240
"""Of a file's name without `.md`; file systems allow 255 in all, and a letter may take four."""

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@click.group("articles", cls=AsksTheDatabase)
def articles_cli() -> None:
    """Begin, list, check and share articles."""


for command in (list_articles, check, share, shares, unshare):
    articles_cli.add_command(command)


@articles_cli.command("new")
@click.argument("title")
def new(title: str) -> None:
    """Begin an article called TITLE: a draft with an id of its own, dated now. Prints the file's path."""
    folder = content_dir()
    title, at = " ".join(title.split()), now()
    name = _name_from(title)
    path = next(folder.joinpath("articles").rglob(f"{name}.md"), folder / "articles" / f"{name}.md")
    site = _site_where_free(name, path, folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_beginning(title, name, at, site))
    except FileExistsError as error:
        said = _there_already(path) if path.exists() else f"{error.filename} is no folder"
        raise click.ClickException(said) from None
    except OSError as error:
        raise click.ClickException(f"{_shown(path)} cannot be written: {error.strerror}") from None
    click.echo(_shown(path))


def _name_from(title: str) -> str:
    """The address and the name of the file: the title's words, as many as may stand in both."""
    if len(title) > LONGEST_VALUE or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in title):
        raise click.ClickException(f"the title must be at most {LONGEST_VALUE} characters, none of them a control character")
    whole = slug(title)
    if not whole:
        raise click.ClickException("the title needs a letter or a digit: the article's address is made from it")
    name = whole[:LONGEST_SLUG].encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
    return name if whole[len(name) :][:1] in ("", "-") else name.rpartition("-")[0] or name


def _site_where_free(name: str, path: Path, folder: Path) -> Site:
    """The site, if no file has this name or this address, and no old link leads to it."""
    if path.exists():
        raise click.ClickException(_there_already(path))
    with history() as past:
        known = past.known if past else Known()
    try:
        library = LiveLibrary(folder, aloud=False, ask=lambda: known).load()
    except ContentError as error:
        raise click.ClickException(_told(error)) from None
    holder = library.with_slug(name) or library.alias(name)
    if holder:
        raise click.ClickException(f"/articles/{name} belongs to {_shown(holder.path)} already; choose another title")
    if name in known.served:
        owner = library.with_id(known.served[name])
        whose = _shown(owner.path) if owner else "an article that is gone"
        raise click.ClickException(f"/articles/{name} was the address of {whose}, and old links lead there; choose another title")
    return library.site


def _there_already(path: Path) -> str:
    return f"{_shown(path)} is there already; choose another title"


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def _told(error: ContentError) -> str:
    return "\n".join(problem.seen_from(ROOT) for problem in error.problems)


def _beginning(title: str, name: str, at: datetime, site: Site) -> str:
    author = _author(site)
    lines = ["---", f"id: {_ulid(at)}", f"title: {json.dumps(title, ensure_ascii=False)}"]
    lines += [f"date: {at.astimezone(ZoneInfo(site.timezone)):%Y-%m-%d %H:%M}"]
    lines += [f"slug: {name}"]
    lines += [f"authors: [{author}]"] if author else []
    return "\n".join([*lines, "tags: []", "summary:", "draft: true", "---", "", ""])


def _ulid(at: datetime) -> str:
    """26 letters and digits that sort by time and never come twice (github.com/ulid/spec)."""
    number = (int(at.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(_BASE32[number >> shift & 31] for shift in range(125, -1, -5))


def _author(site: Site) -> str:
    """Whoever git says is writing, if site.toml knows the name; the only author, if there is one; or nobody."""
    name, address = _git("user.name").casefold(), _git("user.email").casefold()
    for author in site.authors.values():
        if name in (author.key, author.name.casefold()) or address.split("@")[0] == author.key:
            return author.key
    return next(iter(site.authors)) if len(site.authors) == 1 else ""


def _git(key: str) -> str:
    try:
        said = subprocess.run(["git", "config", "--get", key], capture_output=True, text=True, timeout=5, cwd=ROOT)  # noqa: S603, S607
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()
