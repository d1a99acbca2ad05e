"""Strict readers of feeds, site maps and linked data: what they cannot take is said as a sentence."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import html5lib

from tests.support.needs import program
from tests.support.pages import Page

SCHEMAS = Path(__file__).parents[1] / "web" / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
WHOLE = re.compile(r"(?:https?://|mailto:|tel:)[!-~]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
ADDRESSES = ("href", "src", "cite", "srcset", "poster", "data", "action")


def schema_problems(text: str, schema: str) -> list[str]:
    """What xmllint says about a document held against a schema of tests/web/schemas."""
    command = [program("xmllint"), "--noout", "--nonet", "--relaxng", str(SCHEMAS / f"{schema}.rng"), "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=30, check=False)
    return [] if done.returncode == 0 else done.stderr.splitlines()


def atom_problems(text: str) -> list[str]:
    """What is wrong with an Atom feed: by both schemas, by feedparser, and by the rules that none of them knows."""
    found = schema_problems(text, "atom-rfc4287") + schema_problems(text, "atom")
    read = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    if read.bozo:
        found.append(f"feedparser: {read.bozo_exception}")
    root = ElementTree.fromstring(text)
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    found += [f"the id {one} stands twice" for one in {one for one in ids if ids.count(one) > 1}]
    for node in [root, *root.iter(f"{ATOM}entry")]:
        links = [(one.get("rel"), one.get("type"), one.get("hreflang")) for one in node.findall(f"{ATOM}link")]
        found += [f"two links are {one}" for one in {one for one in links if links.count(one) > 1}]
    for entry in read.entries:
        if entry.updated_parsed < entry.published_parsed:
            found.append(f"{entry.id} was changed before it appeared")
    found += [f"{name}: {one}" for name, html in contents(text).items() for one in content_problems(html)]
    if read.entries and max(entry.updated_parsed for entry in read.entries) != read.feed.updated_parsed:
        found.append("the feed is not as new as its newest entry")
    return found


def contents(text: str) -> dict[str, str]:
    """The content of each entry of an Atom feed by its id, as it stands there: feedparser writes HTML anew."""
    entries = ElementTree.fromstring(text).iter(f"{ATOM}entry")
    return {entry.findtext(f"{ATOM}id") or "": entry.findtext(f"{ATOM}content") or "" for entry in entries}


def content_problems(html: str) -> list[str]:
    """Relative addresses, scripts and styles in the content of an entry."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag in ("script", "style", "iframe", "object", "embed", "form", "base", "link", "meta"):
            found.append(f"<{element.tag}> in the content")
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style":
                found.append(f"{name} in the content")
            if name in ADDRESSES:
                parts = [one.split()[0] for one in value.split(",")] if name == "srcset" else [value]
                found += [f'{name}="{one}" is no whole address' for one in parts if not WHOLE.fullmatch(one)]
    return found


def json_feed_problems(text: str) -> list[str]:
    """What is wrong with a JSON Feed by the text of its version 1.1; unknown names are wrong too."""
    feed = json.loads(text)
    found = _types(
        feed, "the feed",
        {"version": str, "title": str, "home_page_url": "url", "feed_url": "url", "description": str, "user_comment": str,
         "next_url": "url", "icon": "url", "favicon": "url", "authors": list, "language": str, "expired": bool, "hubs": list,
         "items": list},
        required=("version", "title", "items"),
    )  # fmt: skip
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("the version is not 1.1")
    ids = [item.get("id") for item in feed.get("items", [])]
    found += [f"the id {one} stands twice" for one in {one for one in ids if ids.count(one) > 1}]
    for item in feed.get("items", []):
        name = str(item.get("id"))
        found += _types(
            item, name,
            {"id": str, "url": "url", "external_url": "url", "title": str, "content_html": str, "content_text": str,
             "summary": str, "image": "url", "banner_image": "url", "date_published": "moment", "date_modified": "moment",
             "authors": list, "tags": list, "language": str, "attachments": list},
            required=("id",),
        )  # fmt: skip
        if "content_html" not in item and "content_text" not in item:
            found.append(f"{name} has no content")
        if any(not isinstance(tag, str) for tag in item.get("tags", [])):
            found.append(f"{name} has a tag that is no text")
        found += [f"{name}: {one}" for one in content_problems(item.get("content_html", ""))]
    for author in [one for thing in [feed, *feed.get("items", [])] for one in thing.get("authors", [])]:
        found += _types(author, "an author", {"name": str, "url": "url", "avatar": "url"}, required=())
        if not author:
            found.append("an author is empty")
    return found


def linked_data(page: Page) -> list[dict[str, Any]]:
    """Every thing that the page's linked data describes."""
    scripts = [one for one in page.root.iter("script") if one.get("type") == "application/ld+json"]
    found = []
    for script in scripts:
        said = json.loads(script.text or "")
        assert said["@context"] == "https://schema.org"
        found += said.get("@graph", [said])
    return found


def _types(thing: dict[str, Any], name: str, kinds: dict[str, Any], *, required: tuple[str, ...]) -> list[str]:
    found = [f"{name} lacks {one}" for one in required if one not in thing]
    for key, value in thing.items():
        kind = kinds.get(key)
        if kind is None:
            found.append(f"{name} has {key}, which nobody knows")
        elif kind == "url":
            found += [] if isinstance(value, str) and WHOLE.fullmatch(value) else [f"{name}: {key} is no whole address: {value}"]
        elif kind == "moment":
            fits = isinstance(value, str) and MOMENT.fullmatch(value) and datetime.fromisoformat(value)
            found += [] if fits else [f"{name}: {key} is no moment: {value}"]
        elif not isinstance(value, kind):
            found.append(f"{name}: {key} is no {kind.__name__}")
    return found
