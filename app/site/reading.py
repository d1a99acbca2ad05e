"""Reading site.toml strictly: every key known, every value of its kind, every fault with its line, all at once."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from app.problems import ContentError, Problem
from app.public_address import EXAMPLE, is_public_address
from app.site.hours import ReadingHours
from app.site.model import Author, Commenting, CommentPolicy, HelpLine, MailPolicy, Note, Reason, Retention, Site
from app.site.table import Faults, Table
from app.site.toml_lines import lines_of

EXIT_URL = "https://www.wikipedia.org/"
"""A page that says nothing about whoever is found reading it, and that loads fast everywhere."""

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_AT_LINE = re.compile(r"(.*?) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


def load(path: Path) -> Site:
    """The Site that the file at `path` describes.

    Raises:
        ContentError: with every problem that was found.
    """
    data = _bytes_of(path)
    text = _text_of(data, path)
    faults = Faults(path, lines_of(text))
    site = _site(Table(_parsed(text, path), (), faults), hashlib.sha256(data).hexdigest()[:16])
    if faults.found:
        raise ContentError(faults.found)
    return site


def is_timezone(name: str) -> bool:
    """Whether the time zone database knows this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=256)
def is_language(tag: str) -> bool:
    """Whether this is a language tag such as `en` or `pt-BR`, known to the Unicode locale data."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentError([Problem(path, 1, f"cannot be read: {error.strerror}")]) from None


def _text_of(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError([Problem(path, data.count(b"\n", 0, error.start) + 1, "is not UTF-8; save it as UTF-8")]) from None
    if text.startswith("\ufeff"):
        raise ContentError([Problem(path, 1, "begins with a byte-order mark; save it as UTF-8 without one")])
    return text.replace("\r\n", "\n")


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        said = _AT_LINE.fullmatch(str(error))
        line = int(said[2]) if said and said[2] else text.count("\n") + 1
        raise ContentError([Problem(path, line, f"is not TOML: {said[1] if said else error}")]) from None


def _site(top: Table, fingerprint: str) -> Site:
    site = Site(
        title=top.text("title", required=True),
        tagline=top.text("tagline"),
        language=top.fitting("language", "en", is_language, "a language tag like en or es"),
        timezone=top.fitting("timezone", "UTC", is_timezone, "a time zone like Europe/Madrid"),
        url=top.fitting("url", "", is_public_address, f"an address like {EXAMPLE}"),
        exit_url=top.address("exit_url") or EXIT_URL,
        picture=top.text("picture"),
        per_page=top.number("per_page", 10, at_least=1, at_most=100),
        authors=MappingProxyType({key: _author(key, table) for key, table in top.named_tables("authors").items()}),
        comments=_comments(top.table("comments")),
        help=tuple(_help_line(table) for table in top.tables("help")),
        reasons=tuple(_reason(table) for table in top.tables("reasons")),
        notes=tuple(_note(table) for table in top.tables("notes")),
        mail=_mail(top.table("mail")),
        retention=_retention(top.table("retention")),
        fingerprint=fingerprint,
    )
    _unique("reasons", [reason.key for reason in site.reasons], top)
    _unique("notes", [note.key for note in site.notes], top)
    top.finish()
    return site


def _author(key: str, table: Table) -> Author:
    if not _KEY.fullmatch(key):
        table.fault("", f'the author\'s key "{key}" must be of small letters, digits, "-" and "_": it stands in an address')
    author = Author(key, table.text("name", required=True), table.text("bio"), table.text("photo"), table.address("url"))
    table.finish()
    return author


def _comments(table: Table) -> CommentPolicy:
    policy = CommentPolicy(
        default=Commenting(table.fitting("default", "open", lambda text: text in list(Commenting), "open, closed or off")),
        close_after_days=table.number("close_after_days", 0, at_least=0, at_most=36_500),
        max_length=table.number("max_length", 4000, at_least=100, at_most=10_000),
        max_depth=table.number("max_depth", 4, at_least=0, at_most=20),
        per_page=table.number("per_page", 50, at_least=1, at_most=500),
        promise=table.text("promise"),
        read_when=_reading_hours(table),
        consent=table.text("consent"),
        guidelines=table.text("guidelines"),
        hard_texts_before_pause=table.number("hard_texts_before_pause", 5, at_least=0, at_most=1000),
    )
    table.finish()
    return policy


def _reading_hours(table: Table) -> ReadingHours | None:
    text = table.text("read_when").strip()
    try:
        return ReadingHours.parse(text) if text else None
    except ValueError:
        table.fault("read_when", f'"read_when" must be days and hours like "Mon-Fri 9-17, Sat 10-12:30", not "{text}"')
        return None


def _help_line(table: Table) -> HelpLine:
    line = HelpLine(
        name=table.text("name", required=True),
        phone=table.text("phone"),
        text=table.text("text"),
        url=table.address("url"),
        hours=table.text("hours"),
        country=table.text("country"),
        checked=table.day("checked"),
    )
    if not (line.phone or line.text or line.url):
        table.fault("", "a help line needs a phone, a text or a url: somebody has to be able to reach it")
    table.finish()
    return line


def _reason(table: Table) -> Reason:
    reason = Reason(table.text("key", required=True), table.text("title", required=True), table.text("message", required=True))
    _check_key(reason.key, table)
    table.finish()
    return reason


def _note(table: Table) -> Note:
    note = Note(table.text("key", required=True), table.text("text", required=True))
    _check_key(note.key, table)
    table.finish()
    return note


def _mail(table: Table) -> MailPolicy:
    policy = MailPolicy(digest_hour=table.number("digest_hour", 8, at_least=0, at_most=23))
    table.finish()
    return policy


def _retention(table: Table) -> Retention:
    days = [table.number(key, default, at_least=1, at_most=36_500) for key, default in _KEPT_DAYS.items()]
    table.finish()
    return Retention(*days)


_KEPT_DAYS = {"rejected_days": 90, "spam_days": 30, "withdrawn_days": 30}


def _check_key(key: str, table: Table) -> None:
    if key and not _KEY.fullmatch(key):
        table.fault("key", f'the key "{key}" must be of small letters, digits, "-" and "_", at most 64')


def _unique(name: str, keys: list[str], top: Table) -> None:
    seen: Counter[str] = Counter()
    for table, key in zip(top.tables(name), keys, strict=True):
        seen[key] += 1
        if key and seen[key] == 2:
            table.fault("key", f'the key "{key}" is used twice in [[{name}]]')
