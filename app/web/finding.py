"""Finding: search, and the archive by year. None of these answers sets a cookie."""

from __future__ import annotations

import re
from itertools import groupby

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import articles, language, paths
from app.articles import Article, library
from app.db import now
from app.web.listing import page_number
from app.web.page_cache import keep

finding = Blueprint("finding", __name__)

ON_ONE_PAGE = 400
"""Articles that the archive shows at once; with more, each year has a page of its own."""

SUGGESTED_TAGS = 12

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

Years = list[tuple[int, list[Article]]]


@finding.get("/search")
def search() -> ResponseReturnValue:
    """The articles with the words of `q`. Without any, the field and what else leads to articles."""
    at, shelf = now(), library()
    query = " ".join(_CONTROLS.sub(" ", request.args.get("q", "")).split())
    if not request.query_string:
        keep()
    page, asked = page_number("page"), query[: articles.LONGEST_QUERY]
    found = articles.search(shelf, asked, at, page, shelf.site.per_page)
    if page > found.pages:
        abort(404)
    return render_template(
        "reading/search.html",
        query=asked,
        cut=len(query) > len(asked),
        found=found,
        tags=shelf.tags(at)[:SUGGESTED_TAGS],
        back=paths.search(asked, page - 1) if page > 1 else None,
        on=paths.search(asked, page + 1) if page < found.pages else None,
    )


@finding.get("/archive")
def archive() -> ResponseReturnValue:
    """Every public article, by the year it was published in at the site's place; of thousands, the newest year."""
    keep()
    years = _years()
    whole = sum(len(found) for _, found in years) <= ON_ONE_PAGE
    return render_template("reading/archive.html", years=years, shown=years if whole else years[:1], whole=whole, year=None)


@finding.get("/archive/<int:year>")
def archive_of(year: int) -> ResponseReturnValue:
    """The public articles of one year."""
    keep()
    years = _years()
    shown = [(of, found) for of, found in years if of == year]
    if not shown:
        abort(404)
    return render_template("reading/archive.html", years=years, shown=shown, whole=False, year=year)


def _years() -> Years:
    zone = language.spoken().zone
    grouped = groupby(library().public(now()), key=lambda article: article.date.astimezone(zone).year)
    return [(year, list(found)) for year, found in grouped]
