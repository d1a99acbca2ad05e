"""Colours for code, by the languages that Pygments itself brings."""

from __future__ import annotations

from typing import Any

from pygments.lexers import LEXERS
from pymdownx.highlight import Highlight, HighlightExtension


class Colours(HighlightExtension):  # type: ignore[misc]
    """pymdownx's extension, which asks about a language before it looks for it."""

    def get_pymdownx_highlighter(self) -> type[Highlight]:
        return _Own


class _Own(Highlight):  # type: ignore[misc]
    def get_lexer(self, src: str, language: str | None, inline: bool, stripnl: bool) -> Any:
        # For a language it does not know Pygments looks through every installed package for one, and keeps 5 MB.
        return super().get_lexer(src, language if _is_known(language) else "text", inline, stripnl)


def _is_known(language: str | None) -> bool:
    return language is not None and any(language.lower() in aliases for _, _, aliases, _, _ in LEXERS.values())
