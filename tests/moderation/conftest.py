"""A second moderator, for the tests in which two people meet on one comment."""

import pytest
from flask import Flask

from app import accounts
from tests.support.doors import AppDoor
from tests.support.people import ModeratorAtWork


@pytest.fixture
def second_moderator(app: Flask) -> ModeratorAtWork:
    """Somebody else who may sign in and decide."""
    with app.app_context():
        accounts.add("olga@example.org", "another long pass phrase 8", name="Olga")
    return ModeratorAtWork(AppDoor(app), "Olga").signs_in("olga@example.org", "another long pass phrase 8")
