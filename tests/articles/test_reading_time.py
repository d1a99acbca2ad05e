"""How long an article takes, as people read: prose, code and pictures."""

from __future__ import annotations

import pytest

from app.articles import LiveLibrary
from tests.support.content import ContentFolder

CODE = "\n```\n{}\n```\n"


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("word " * 238, 1),
        ("word " * 239, 2),
        ("word " * 476, 2),
        ("word " * 190 + "![](/a.jpg)", 1),
        ("word " * 191 + "![](/a.jpg)", 2),
        ("![](/a.jpg)\n\n" * 6, 1),
        ("![](/a.jpg)\n\n" * 7, 2),
        ("word " * 200 + CODE.format("name " * 38), 1),
        ("word " * 200 + CODE.format("name " * 39), 2),
        # Ten pictures take 12 + 11 + ... + 3 = 75 seconds, and each one after them 3.
        ("![](/a.jpg)\n\n" * 25, 2),
        ("![](/a.jpg)\n\n" * 26, 3),
    ],
)
def test_words_code_and_pictures_take_their_time(folder: ContentFolder, live: LiveLibrary, body: str, minutes: int) -> None:
    folder.article("long", body=body)
    library = live.load()
    assert library.find("long").body(library).minutes == minutes
