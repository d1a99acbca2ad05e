"""Plain text with some of its places marked."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.markup.sanitise import fit_for_html


def marked_passage(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """The text, escaped, with `<mark>` around each span.

    `spans` are beginnings and ends in characters, in order; one that overlaps the one before it, or leaves the text, is left out.
    """
    made, at = Markup(), 0
    for start, end in spans:
        if at <= start < end <= len(text):
            made += escape(fit_for_html(text[at:start])) + Markup("<mark>{}</mark>").format(fit_for_html(text[start:end]))
            at = end
    return made + escape(fit_for_html(text[at:]))
