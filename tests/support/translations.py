"""The catalogues of the interface: what there is to translate, and `python -m tests.support.translations`, which keeps them.

It collects every message of app/, brings each app/translations/<language>/LC_MESSAGES/messages.po up to date with them, and
compiles the .mo beside it. A language named on the command line begins a new catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from tests.support.needs import ROOT

TRANSLATIONS = ROOT / "app" / "translations"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"newstyle_gettext": "true", "silent": "false"}}
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""A moment for the headers: one that moved would change every catalogue with every collection."""
HEADER = "# The interface of Understory. `make translations` keeps this file; docs/languages.md tells how."


def messages() -> Catalog:
    """Everything that app/ says to people on its pages, in the order of its files."""
    found = Catalog(project="Understory", creation_date=NEVER, header_comment=HEADER)
    rows = extract_from_dir(ROOT / "app", METHODS, OPTIONS, comment_tags=["Translators:"], strip_comment_tags=True)
    for file, _, said, comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
        found.add(said, locations=[(f"app/{file}", 0)], auto_comments=comments, context=context)
    return found


def catalogues() -> dict[str, Catalog]:
    """Every translation as it stands in its .po, by language."""
    return {path.parent.parent.name: _read(path) for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))}


def compiled(language: str) -> Catalog:
    """What the house itself reads."""
    with _place(language).with_suffix(".mo").open("rb") as file:
        return read_mo(file)


def said(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, without its header."""
    return (message for message in catalogue if message.id)


def keep(language: str) -> Catalog:
    """Bring one catalogue up to date: new messages come in empty, those that nobody says any more go."""
    place = _place(language)
    mine = _read(place) if place.exists() else Catalog(locale=language, project="Understory")
    mine.update(messages(), no_fuzzy_matching=True)
    mine.header_comment, mine.fuzzy = HEADER, False
    mine.creation_date = mine.revision_date = NEVER
    mine.version = mine.msgid_bugs_address = mine.last_translator = mine.language_team = ""
    place.parent.mkdir(parents=True, exist_ok=True)
    write(mine, place)
    return mine


def write(catalogue: Catalog, place: Path) -> None:
    """Write a .po at `place` and the .mo beside it."""
    text, code = BytesIO(), BytesIO()
    write_po(text, catalogue, width=120, ignore_obsolete=True, include_lineno=False)
    write_mo(code, catalogue)
    place.write_bytes(text.getvalue())
    place.with_suffix(".mo").write_bytes(code.getvalue())


def _read(place: Path) -> Catalog:
    with place.open("rb") as file:
        return read_po(file, locale=place.parent.parent.name)


def _place(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _main() -> None:
    for language in sorted({*catalogues(), *sys.argv[1:]}):
        kept = keep(language)
        missing = sum(not any(one.string) if one.pluralizable else not one.string for one in said(kept))
        print(f"{language}: {len(kept)} messages, {missing} to translate")


if __name__ == "__main__":
    _main()
