"""`flask articles new | list | check`: for the person who writes. None of these needs the database."""

from __future__ import annotations

import json
import secrets
import subprocess
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app import config
from app.articles import Article, Library, LiveLibrary, check
from app.cli.sharing import share, shares, unshare
from app.config import ROOT
from app.db import now
from app.markup import slug
from app.problems import ContentError, Severity
from app.site import Site, load

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@click.group("articles")
def articles_cli() -> None:
    """Begin, list and check articles."""


for command in (share, shares, unshare):
    articles_cli.add_command(command)


@articles_cli.command("new")
@click.argument("title")
def new(title: str) -> None:
    """Begin an article called TITLE: a draft with an id of its own, dated now. Prints the file's path."""
    folder = _folder()
    try:
        site = load(folder / "site.toml")
    except ContentError as error:
        raise click.ClickException(_told(error)) from None
    title, at = " ".join(title.split()), now()
    name = slug(title)[:100].strip("-")
    if not name:
        raise click.ClickException("the title needs a letter or a digit: the article's address is made from it")
    path = folder / "articles" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_beginning(title, at, site))
    except FileExistsError:
        raise click.ClickException(f"{_shown(path)} is there already; choose another title") from None
    click.echo(_shown(path))


@articles_cli.command("list")
def list_articles() -> None:
    """Every article: public, scheduled, draft, expired or broken."""
    try:
        library = LiveLibrary(_folder()).load()
    except ContentError as error:
        raise click.ClickException(_told(error)) from None
    zone = ZoneInfo(library.site.timezone)
    rows = [("STATE", "DATE", "SLUG", "WORDS", "COMMENTS")]
    rows += [_row(article, library, now(), zone) for article in library.articles]
    shown = {article.path for article in library.articles}
    broken = {one.file for one in library.problems if one.file.parent.name == "articles" and one.file not in shown}
    rows += [("broken", "", path.name, "", "") for path in sorted(broken)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@articles_cli.command("check")
def check_articles() -> None:
    """Every problem as `file:line: message`. Ends with 1 if there is any that is more than a warning."""
    problems = check(_folder())
    for problem in problems:
        click.echo(problem.seen_from(ROOT))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SystemExit(1)


def _folder() -> Path:
    try:
        return config.read().content_dir
    except config.SettingError as error:
        raise click.ClickException(str(error)) from None


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def _told(error: ContentError) -> str:
    return "\n".join(problem.seen_from(ROOT) for problem in error.problems)


def _row(article: Article, library: Library, at: datetime, zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    date = article.date.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    ended = article.comments_close_at is not None and article.comments_close_at <= at
    comments = "closed" if ended and article.comments_shown else str(article.comments)
    return _state(article, at), date, article.slug, str(article.body(library).words), comments


def _state(article: Article, at: datetime) -> str:
    if article.draft:
        return "draft"
    if at < article.date:
        return "scheduled"
    return "public" if article.is_public(at) else "expired"


def _beginning(title: str, at: datetime, site: Site) -> str:
    author = _author(site)
    lines = ["---", f"id: {_ulid(at)}", f"title: {json.dumps(title, ensure_ascii=False)}"]
    lines += [f"date: {at.astimezone(ZoneInfo(site.timezone)):%Y-%m-%d %H:%M}"]
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
