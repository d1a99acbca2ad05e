"""A file that cannot be read as an article: what it is called may still be seen, so that nobody is told that it is gone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.articles.article import Article
from app.articles.fields import YES
from app.articles.source import MOST_HEADER

_SAID = re.compile(r"^(id|slug|aliases|draft)[ \t]*:[ \t]*(.+?)[ \t]*(?:#.*)?$", re.MULTILINE)
_WORD = re.compile(r"[^\s,\[\]\"']+")


@dataclass(frozen=True, slots=True)
class Broken:
    """A file without a good version. `names` are those it seems to have; `telling`: it says itself how it is known."""

    path: Path
    names: frozenset[str]
    telling: bool

    @classmethod
    def at(cls, path: Path) -> Broken | None:
        """The broken file at a path; None for a draft, which no reader waits for."""
        try:
            with path.open("rb") as file:
                text = file.read(MOST_HEADER).decode("utf-8", "replace").replace("\r", "")
        except OSError:
            text = ""
        said = {key: set(_WORD.findall(unicodedata.normalize("NFC", value))) for key, value in _SAID.findall(text)}
        if any(word.lower() in YES for word in said.get("draft", ())):
            return None
        named = said.get("id", set()) | said.get("slug", set())
        return cls(path, frozenset({unicodedata.normalize("NFC", path.stem)} | named | said.get("aliases", set())), bool(named))

    @classmethod
    def of(cls, article: Article) -> Broken:
        """An article that is not served, because it wants the name of another."""
        return cls(article.path, frozenset({article.identity, article.slug, *article.aliases}), telling=True)


def may_be_there(files: Iterable[Broken], names: Collection[str]) -> bool:
    """Whether one of these files may be the article that is known under these names."""
    return any(not file.telling or not file.names.isdisjoint(names) for file in files)
