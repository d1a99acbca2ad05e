"""A content folder of a small site, and the library that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.articles import LiveLibrary
from tests.support.content import ContentFolder


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """A site without articles."""
    made = ContentFolder(tmp_path / "content")
    made.site()
    return made


@pytest.fixture
def live(folder: ContentFolder) -> Iterator[LiveLibrary]:
    """The library of that site, not read yet."""
    made = LiveLibrary(folder.path)
    yield made
    made.close()
