"""The interface's language: its strings, dates and numbers. One language for the whole site, never negotiated."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format, get_timezone_location
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import current_app

TRANSLATIONS = Path(__file__).parent / "translations"


_NOWHERE = ("UTC", "Etc/UTC")
"""Zones that are no place."""

SOURCE = "en"
"""The language the interface is written in; every other one is a folder of TRANSLATIONS."""


class Language:
    """One language and one time zone, as site.toml names them.

    `tag` is what the content is written in. `interface` is what the house says around it, dates and numbers included: the same,
    or English where nobody has translated it yet, so that a page never claims a language it does not speak.
    """

    def __init__(self, tag: str = SOURCE, timezone: str = "UTC") -> None:
        asked = Locale.parse(tag, sep="-")
        self.tag = tag
        self.zone: tzinfo = ZoneInfo(timezone)
        self.strings = _strings(str(asked))
        self.translated = asked.language == SOURCE or isinstance(self.strings, Translations)
        self.interface = tag if self.translated else SOURCE
        self.locale = asked if self.translated else Locale.parse(SOURCE)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: which way the interface runs."""
        return direction(self.interface)

    def number(self, number: int) -> str:
        """`12,345`, as the interface writes it."""
        return _number(number, self.locale)

    def day(self, at: datetime | date) -> str:
        """`Mar 1, 2026`, of a moment in the site's time zone, or of a calendar day as it is."""
        on = at.astimezone(self.zone).date() if isinstance(at, datetime) else at
        return _day(on, self.locale)

    def moment(self, at: datetime) -> str:
        """`Mar 1, 2026, 9:00 AM`, in the site's time zone."""
        local = at.astimezone(self.zone)
        on = format_date(local.date(), "medium", locale=self.locale)
        time = format_time(local.timetz(), "short", tzinfo=self.zone, locale=self.locale)
        return str(get_datetime_format("medium", locale=self.locale)).format(time, on)

    def zoned(self, at: datetime) -> str:
        """`Mar 1, 2026, 9:00 AM (New York time)`: for readers, who may be anywhere."""
        return self.by_its_clocks(self.moment(at))

    def by_its_clocks(self, when: str) -> str:
        """A time in words, with whose clocks it goes by: `9:00 AM (New York time)`, `9:00 AM (UTC)`."""
        if str(self.zone) in _NOWHERE:
            return str(self.strings.ugettext("%(when)s (UTC)")) % {"when": when}
        # Translators: a time, and by whose clocks: "Mar 1, 2026, 9:00 AM (New York time)".
        said = str(self.strings.ugettext("%(when)s (%(zone)s time)"))
        return said % {"when": when, "zone": _zone_name(self.zone, self.locale)}


@lru_cache(maxsize=1024)
def _number(number: int, locale: Locale) -> str:
    return str(format_decimal(number, locale=locale))


@lru_cache(maxsize=4096)
def _day(on: date, locale: Locale) -> str:
    return str(format_date(on, "medium", locale=locale))


@lru_cache(maxsize=16)
def _zone_name(zone: tzinfo, locale: Locale) -> str:
    return str(get_timezone_location(zone, locale=locale, return_city=True))


@lru_cache(maxsize=64)
def direction(tag: str) -> str:
    """`ltr` or `rtl`: which way the script of a language tag runs."""
    return str(Locale.parse(tag, sep="-").text_direction)


@lru_cache(maxsize=16)
def _strings(locale: str) -> NullTranslations:
    return Translations.load(str(TRANSLATIONS), [locale])


@lru_cache(maxsize=16)
def in_language(tag: str, timezone: str) -> Language:
    """The Language for a tag such as `en` or `es` and a zone such as `Europe/Madrid`, made once."""
    return Language(tag, timezone)


_ENGLISH = Language()


def spoken() -> Language:
    """The running site's language; English and UTC where no application runs."""
    try:
        speak = current_app.extensions.get("understory.language")
    except RuntimeError:  # no application at work
        return _ENGLISH
    language: Language = speak() if speak else _ENGLISH
    return language


def _(message: str, /, **values: object) -> str:
    """The message in the site's language, with `%(name)s` filled from `values`."""
    text: str = spoken().strings.ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The form that fits `number`, which fills `%(num)s` as the language writes numbers."""
    text: str = spoken().strings.ungettext(one, many, number)
    return text % {"num": spoken().number(number), **values}


def day(at: datetime | date) -> str:
    """`Mar 1, 2026`, in the site's language and time zone."""
    return spoken().day(at)


def moment(at: datetime) -> str:
    """`Mar 1, 2026, 9:00 AM`, in the site's language and time zone."""
    return spoken().moment(at)


def zoned(at: datetime) -> str:
    """`Mar 1, 2026, 9:00 AM (New York time)`, in the site's language."""
    return spoken().zoned(at)


def number(number: int) -> str:
    """`12,345`, in the site's language."""
    return spoken().number(number)


def gettext(message: str) -> str:
    """The message in the site's language as it stands there, with `%(name)s` still open."""
    text: str = spoken().strings.ugettext(message)
    return text
