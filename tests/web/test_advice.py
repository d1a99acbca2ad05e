"""Before a comment is sent: what may show who somebody is, and help where the words sound like danger. Never a block."""

from __future__ import annotations

import pytest

from tests.support.people import Reader


def test_what_may_show_who_somebody_is_is_marked_and_can_be_sent(ada: Reader, open_article: str) -> None:
    words = "My name is Adalbert Quinn, of 14 Mill Lane; write to quinn@example.org or call 0161 496 0000.\n\nI work at Tesco."
    shown = ada.previews(open_article, words)
    for said in ("Adalbert Quinn", "14 Mill Lane", "quinn@example.org", "0161 496 0000", "Tesco"):
        assert f"<mark>{said}</mark>" in shown.text
    assert "may show who you are" in shown.page.text
    assert ada.submits(shown.page.form("/comments"), "Post comment").status == 303


@pytest.mark.parametrize(
    "words", ["In 2019 we moved to New York.", "Call the crisis line on 988.", "Rosa Imai wrote this on 2026-03-01."]
)
def test_nothing_is_said_about_ordinary_words(ada: Reader, open_article: str, words: str) -> None:
    assert "may show who you are" not in ada.previews(open_article, words).page.text


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("my name is maria gonzalez and i am tired", "maria gonzalez"),
        ("me llamo maria gonzalez", "maria gonzalez"),
        ("I am Olu Adeyemi.", "Olu Adeyemi"),
        ("i work at oakfield primary school", "oakfield primary school"),
        ("i work nights at st marys hospital", "st marys hospital"),
        ("trabajo en el colegio san jose", "colegio san jose"),
        ("we live at 12 rose lane", "12 rose lane"),
        ("vivo en la calle mayor 12", "calle mayor 12"),
    ],
)
def test_what_is_written_without_capitals_is_marked_as_well(ada: Reader, open_article: str, words: str, marked: str) -> None:
    assert f"<mark>{marked}</mark>" in ada.previews(open_article, words).text


@pytest.mark.parametrize(
    "words",
    [
        "my name is maria and i am tired",
        "my name is not important",
        "i work at a primary school, in the local hospital before that",
        "i work nights at the hospital and study in medical school",
        "trabajo en el hospital y llego tarde; ella, en un colegio público",
        "we live 20 minutes from the road, in 2 bedroom court",
        "I am British Asian. I'm So Tired. I am African American.",
        "I am Type One Diabetic; I'm Not Fine; soy Madre Soltera",
    ],
)
def test_what_many_could_say_is_not(ada: Reader, open_article: str, words: str) -> None:
    assert "may show who you are" not in ada.previews(open_article, words).page.text


def test_a_full_name_to_sign_with_is_pointed_out(ada: Reader, open_article: str) -> None:
    assert "<mark>Sarah Whitcombe</mark>" in ada.previews(open_article, "Hello there.", name="Sarah Whitcombe").text
    assert "<mark>maria gonzalez</mark>" in ada.previews(open_article, "Hello there.", name="maria gonzalez").text
    for name in ("Quiet Willow", "amber heron", "maria"):
        assert "may show who" not in ada.previews(open_article, "Hello there.", name=name).page.text


def test_marked_words_are_text_and_never_markup(ada: Reader, open_article: str) -> None:
    shown = ada.previews(open_article, 'Write to <b>x@example.org</b> "><script>alert(1)</script>')
    assert "<script>alert" not in shown.text
    assert "<mark>x@example.org</mark>" in shown.text


def test_where_the_words_sound_like_danger_help_comes_first_and_nothing_is_refused(ada: Reader, open_article: str) -> None:
    shown = ada.previews(open_article, "I want to die and nobody knows.")
    assert "You can send it as it is" in shown.page.text
    assert "tel:988" in shown.text
    assert "Exit this page" in shown.page.text
    receipt = ada.follows(ada.submits(shown.page.form("/comments"), "Post comment")).page
    assert "It may be hours before somebody sees your words." in receipt.text
    assert "danger" not in receipt.text.lower()
    assert "spam" not in receipt.text.lower()


def test_changed_words_are_looked_at_in_the_same_way(ada: Reader, open_article: str) -> None:
    receipt = ada.comments(open_article, "the first words")
    form = ada.reads(f"{receipt}/edit").form("/edit")
    shown = ada.submits(form, "Preview", Comment="I want to die. Call *me* on 0161 496 0000.")
    assert "<mark>0161 496 0000</mark>" in shown.text
    assert "<em>me</em>" in shown.text
    assert "You can send it as it is" in shown.page.text
    assert "Exit this page" in shown.page.text
    assert ada.submits(shown.page.form("/edit"), "Save changes").status == 303
