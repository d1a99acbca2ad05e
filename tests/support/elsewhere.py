"""A small site that is not English, with one of each thing that a page can hold, and a language that nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog

from app.comments.names import KINDS, QUALITIES
from tests.support.content import ContentFolder
from tests.support.translations import messages, write

SPANISH = """Sotobosque;Notas pequeñas sobre el descanso;Rosa Imai escribe sobre el sueño.;normalmente en un día;Consejo médico;
No publicamos consejos sobre medicinas.;Gracias por contarlo.;Línea de ayuda;día y noche;España;Dormir cuando duerme;
Una hora tranquila;La puerta cerrada;Un artículo con mucho dentro.;sueño;Primeros meses;Normas;Sé amable con quien escribe."""
HEBREW = """סבך;רשימות קטנות על מנוחה;רוזה כותבת על שינה;בדרך כלל תוך יום;עצה רפואית;
איננו מפרסמים עצות על תרופות;תודה שסיפרת;קו עזרה;יום ולילה;ישראל;לישון כשהוא ישן;שעה שקטה;
הדלת הסגורה;מאמר ובו הרבה דברים;שינה;החודשים הראשונים;כללי הבית;היו אדיבים"""

SITE = """\
title = "{0}"
tagline = "{1}"
language = "{language}"
per_page = 2
[authors.rosa]
name = "{0}"
bio = "{2}"
[comments]
promise = "{3}"
guidelines = "guidelines"
[[reasons]]
key = "medical"
title = "{4}"
message = "{5}"
[[notes]]
key = "thanks"
text = "{6}"
[[help]]
name = "{7}"
phone = "+34 024"
text = "024"
hours = "{8}"
country = "{9}"
checked = 2026-03-01
"""

BODY = """\
{0}[^1]

## {1}

| {1} | {2} |
|---|---|
| {0} | {0} |

## {2}

![{1}](cup.svg)

## {1} {2}

{0}

[^1]: {2}
"""

CUP = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3" width="400" height="300"><path d="M1 1h2v1H1z"/></svg>'


def site_in(language: str, words: str, path: Path) -> ContentFolder:
    """The small site in `language`, made of 18 phrases. Its files have the names of the example content's."""
    said = [phrase.strip() for phrase in words.split(";")]
    folder = ContentFolder(path)
    folder.site(text=SITE.format(*said, language=language))
    folder.media("cup.svg", CUP)
    _articles(folder, said)
    folder.page("guidelines", title=said[16], body=f"{said[17]}\n")
    folder.page("privacy", title=said[16], body=f"{said[17]}\n")
    return folder


def _articles(folder: ContentFolder, said: Sequence[str]) -> None:
    slept, quiet, door, summary, tag, series = said[10:16]
    body = BODY.format(said[17], quiet, door)
    cover = {"src": "cup.svg", "alt": quiet, "caption": door}
    folder.article(
        "sleep-when-the-baby-sleeps",
        title=slept,
        body=body,
        summary=summary,
        tags=[tag, "sleep"],
        cover=cover,
        series={"name": series, "order": 1},
        updated="2026-03-04",
    )
    folder.article(
        "the-guilt-of-asking-for-help",
        title=quiet,
        body=body,
        sensitive=True,
        tags=[tag],
        date="2026-02-01",
        series={"name": series, "order": 2},
    )
    folder.article("a-draft", title=quiet, body=f"{summary}\n", draft=True)
    folder.article("the-view-from-the-kitchen", title=door, body=f"{summary}\n", comments="closed", tags=[tag], date="2026-01-01")


def unspoken(text: str) -> str:
    """Every letter of a message made a Hebrew one; what is filled in stays."""
    parts = re.split(r"(%\(\w+\)s|\{\})", text)
    return "".join(
        part if odd % 2 else re.sub(r"[A-Za-z]", lambda letter: chr(0x5D0 + ord(letter[0]) % 22), part)
        for odd, part in enumerate(parts)
    )


def a_language_nobody_speaks(folder: Path) -> Path:
    """Translations in which every message of the house is in Hebrew letters: whatever is not, nobody can translate."""
    catalogue = messages()
    catalogue.locale = Catalog(locale="he").locale
    for message in catalogue:
        if message.id:
            forms = message.id if message.pluralizable else (message.id,)
            changed = tuple(map(unspoken, forms))
            message.string = tuple(changed[-1] for _ in range(catalogue.num_plurals)) if message.pluralizable else changed[0]
    place = folder / "he" / "LC_MESSAGES" / "messages.po"
    place.parent.mkdir(parents=True)
    write(catalogue, place)
    names = [*(f"{quality} = {unspoken(quality)}" for quality in QUALITIES), *(f"{kind} = 1 {unspoken(kind)}" for kind in KINDS)]
    (folder / "he" / "names.txt").write_text("\n".join(names), encoding="utf-8")
    return folder
