"""Olga, who moderates and is no admin; and what a person does with a form that stands on a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import accounts
from tests.support.doors import Answer, AppDoor
from tests.support.people import ModeratorAtWork, Visitor

OLGA, HER_PASSWORD = "olga@example.org", "another long pass phrase 8"
Press = Callable[..., Answer]


@pytest.fixture
def olga(app: Flask) -> ModeratorAtWork:
    """A moderator who has signed in."""
    with app.app_context():
        accounts.add(OLGA, HER_PASSWORD, name="Olga")
    return ModeratorAtWork(AppDoor(app), "Olga").signs_in(OLGA, HER_PASSWORD)


@pytest.fixture
def press() -> Press:
    """`press(nora, "/moderation/account", "Set up")`: a button by its name, on the page at an address."""

    def pressed(who: Visitor, path: str, button: str, **fields: str) -> Answer:
        forms = [form for form in who.reads(path).forms if form.has_button(button)]
        assert forms, f"{path} has no button {button!r}"
        return who.submits(forms[0], button, **fields)

    return pressed
