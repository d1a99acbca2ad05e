"""Machines: the site map and robots.txt."""

from __future__ import annotations

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from app import paths
from app.articles import library
from app.config import settings
from app.db import now
from app.web.page_cache import keep
from app.web.site_map import index, listed, parts, site_map
from app.web.templating import absolute

machines = Blueprint("machines", __name__)


@machines.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """Every public address that search engines may show, or the list of the files that hold them."""
    keep()
    found = parts(list(listed(library(), now())))
    made = site_map(found[0], settings().site_url) if len(found) == 1 else index(found, settings().site_url)
    return Response(made, content_type="application/xml; charset=utf-8")


@machines.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> ResponseReturnValue:
    """One of those files; 404 where one is enough."""
    keep()
    found = parts(list(listed(library(), now())))
    if not 1 <= number <= len(found) or len(found) == 1:
        abort(404)
    return Response(site_map(found[number - 1], settings().site_url), content_type="application/xml; charset=utf-8")


@machines.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What crawlers may ask for."""
    keep()
    lines = (
        "User-agent: *",
        "Disallow: /moderation",
        "Disallow: /receipts/",
        "Disallow: /notices/",
        f"Sitemap: {absolute(paths.sitemap())}",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
