"""`flask articles share | shares | unshare`: secret addresses for what is not public yet."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app import articles, paths
from app.articles import MOST_DAYS, AlreadyPublic, Article
from app.config import settings
from app.db import now
from app.language import moment
from app.problems import did_you_mean


@click.command("share")
@click.argument("slug")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=7, show_default=True, help="How long the address works.")
@with_appcontext
def share(slug: str, days: int) -> None:
    """Print a secret address that shows the article SLUG before it is public."""
    article = _found(slug)
    try:
        token = articles.share(article, days=days)
    except AlreadyPublic:
        where = "is public already" if article.is_public(now()) else "was public until it expired"
        raise click.ClickException(f"{slug} {where}: {_absolute(paths.article(article.slug))}") from None
    click.echo(_absolute(paths.shared(token)))
    until = next(one.ends_at for one in reversed(articles.shares(now())) if one.article_id == article.identity)
    click.echo(f"shows {slug} until {moment(until)} to everyone who has it; `flask articles unshare {slug}` ends it", err=True)


@click.command("unshare")
@click.argument("slug")
@with_appcontext
def unshare(slug: str) -> None:
    """Take back every secret address of the article SLUG."""
    found = articles.library().with_slug(slug)
    known = found.identity if found else slug
    ended = articles.unshare(known)
    if found is None and not ended:
        _found(slug)
    click.echo(f"{ended} {'address shows' if ended == 1 else 'addresses show'} {slug} no more")


@click.command("shares")
@with_appcontext
def shares() -> None:
    """Every secret address that works now: the article, since when, until when. The address itself was told only once."""
    for one in articles.shares(now()):
        article = articles.library().with_id(one.article_id)
        click.echo(f"{article.slug if article else one.article_id}\t{moment(one.made_at)}\t{moment(one.ends_at)}")


def _found(slug: str) -> Article:
    shelf = articles.library()
    article = shelf.with_slug(slug)
    if article is None:
        hint = did_you_mean(slug, [one.slug for one in shelf.articles])
        raise click.ClickException(f'there is no article "{slug}"{hint}')
    return article


def _absolute(path: str) -> str:
    return paths.absolute(path, settings().site_url)
