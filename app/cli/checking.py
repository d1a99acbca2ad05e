"""`flask articles check` and `list`: everything wrong with content/, for people and for machines."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app import articles, db
from app.articles import Article, Examined
from app.cli.history import history
from app.cli.sarif import sarif
from app.cli.showing import bar, show_table
from app.config import ROOT, content_dir, own_host
from app.problems import Problem, Severity

HEAD = ("STATE", "DATE", "SLUG", "WORDS", "COMMENTS", "PROBLEMS")
STYLES = {"draft": "dim", "scheduled": "cyan", "expired": "dim", "broken": "bold red"}


@click.command("check")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
def check(form: str) -> None:
    """Every problem as `file:line: message`. Ends with 1 if there is any that is more than a warning."""
    problems = _examined().problems
    if form == "text":
        for problem in problems:
            click.echo(problem.seen_from(ROOT))
    else:
        said = sarif(problems, ROOT) if form == "sarif" else _as_json(problems)
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    click.echo(_summary(problems), err=True)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SystemExit(1)


@click.command("list")
def list_articles() -> None:
    """Every article: its state, date, slug, words, whether it takes comments, and how many problems it has."""
    found = _examined()
    if found.library is None:
        raise click.ClickException("\n".join(problem.seen_from(ROOT) for problem in found.problems))
    counted = Counter(problem.file for problem in found.problems)
    served = [article for article in found.library.articles if article.path not in found.broken]
    rows = [_row(article, found, counted[article.path]) for article in served]
    shown = {article.path for article in served}
    broken = sorted({one.file for one in found.library.problems if _is_article(one.file) and one.file not in shown})
    rows += [("broken", "", path.name, "", "", str(counted[path])) for path in broken]
    show_table(HEAD, rows, styles=[STYLES.get(row[0], "") for row in rows])


def _examined() -> Examined:
    with history() as past, bar("Reading") as progress:
        return articles.examined(content_dir(), history=past, own_host=own_host(), progress=progress)


def _as_json(problems: list[Problem]) -> dict[str, object]:
    found = [
        {
            "file": str(one.file.relative_to(ROOT) if one.file.is_relative_to(ROOT) else one.file),
            "line": one.line,
            "severity": str(one.severity),
            "rule": one.rule,
            "message": one.message,
        }
        for one in problems
    ]
    counts = Counter(one.severity for one in problems)
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "problems": found}


def _summary(problems: list[Problem]) -> str:
    counts = Counter(one.severity for one in problems)
    said = [f"{counts[one]} {one}{'s' if counts[one] != 1 else ''}" for one in Severity if counts[one]]
    return ", ".join(said) or "nothing to mend"


def _is_article(file: Path) -> bool:
    return file.suffix == ".md" and file.is_relative_to(content_dir() / "articles")


def _row(article: Article, found: Examined, problems: int) -> tuple[str, ...]:
    assert found.library is not None  # noqa: S101 - an article came from it
    at, zone, facts = db.now(), ZoneInfo(found.library.site.timezone), found.facts[article.path]
    return (
        _state(article, at),
        f"{article.date.astimezone(zone):%Y-%m-%d %H:%M}",
        article.slug,
        str(facts.words) if facts else "",
        _comments(article, at, zone),
        str(problems),
    )


def _state(article: Article, at: datetime) -> str:
    if article.draft:
        return "draft"
    if at < article.date:
        return "scheduled"
    return "public" if article.is_public(at) else "expired"


def _comments(article: Article, at: datetime, zone: ZoneInfo) -> str:
    if not article.comments_shown or article.comments_close_at is None or str(article.comments) == "closed":
        return str(article.comments)
    ends = article.comments_close_at
    return "closed" if article.comments_ended(at) else f"open until {ends.astimezone(zone):%Y-%m-%d %H:%M}"
