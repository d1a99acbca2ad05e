"""Strings, dates and numbers in the site's language, and English where no site runs."""

from datetime import UTC, datetime

import pytest
from babel import UnknownLocaleError
from flask import Flask

from app.language import Language, _, day, direction, in_language, moment, ngettext, number, spoken

EVENING = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
NARROW_NO_BREAK_SPACE = "\u202f"


def test_without_a_site_everything_is_english_and_utc() -> None:
    assert spoken().tag == "en"
    assert day(EVENING) == "Mar 1, 2026"
    assert moment(EVENING).replace(NARROW_NO_BREAK_SPACE, " ") == "Mar 1, 2026, 11:30 PM"


def test_a_message_is_filled_from_named_values() -> None:
    assert _("Hello %(name)s", name="Ada") == "Hello Ada"
    assert _("100 % sure") == "100 % sure"


@pytest.mark.parametrize(("number", "said"), [(0, "0 comments"), (1, "1 comment"), (2, "2 comments")])
def test_a_number_chooses_its_form_and_fills_it(number: int, said: str) -> None:
    assert ngettext("%(num)s comment", "%(num)s comments", number) == said


def test_a_message_is_never_a_template_for_what_is_put_into_it() -> None:
    assert _("Hello %(name)s", name="%(secret)s") == "Hello %(secret)s"


def test_a_day_is_the_day_where_the_site_is() -> None:
    assert in_language("en", "Asia/Tokyo").day(EVENING) == "Mar 2, 2026"
    assert in_language("en", "America/New_York").day(EVENING) == "Mar 1, 2026"


def test_a_day_is_said_as_the_language_says_it() -> None:
    assert in_language("es", "UTC").day(EVENING) == "1 mar 2026"
    assert in_language("en-GB", "UTC").day(EVENING) == "1 Mar 2026"


def test_a_language_that_does_not_exist_is_refused() -> None:
    with pytest.raises((UnknownLocaleError, ValueError)):
        Language("tlh-Latn-xx")


def test_a_running_application_speaks_its_own_language() -> None:
    app = Flask("somewhere")
    app.extensions["understory.language"] = lambda: in_language("es", "Asia/Tokyo")
    with app.app_context():
        assert day(EVENING) == "2 mar 2026"
    assert day(EVENING) == "Mar 1, 2026"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert ngettext("%(num)s comment", "%(num)s comments", 12345) == "12,345 comments"
    app = Flask("somewhere")
    app.extensions["understory.language"] = lambda: in_language("es", "UTC")
    with app.app_context():
        assert ngettext("%(num)s comment", "%(num)s comments", 12345) == "12.345 comentarios"
        assert number(12345) == "12.345"


@pytest.mark.parametrize(("tag", "way"), [("en", "ltr"), ("es-MX", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa", "rtl")])
def test_a_language_runs_the_way_its_script_does(tag: str, way: str) -> None:
    assert direction(tag) == way


def test_a_language_nobody_has_translated_speaks_english_about_what_is_its_own() -> None:
    arabic = in_language("ar", "UTC")
    assert (arabic.tag, arabic.interface, arabic.direction, arabic.translated) == ("ar", "en", "ltr", False)
    assert arabic.day(EVENING) == "Mar 1, 2026"
    mexican = in_language("es-MX", "UTC")
    assert (mexican.interface, mexican.translated) == ("es-MX", True)
    assert mexican.strings.ugettext("Comment") == "Comentario"
