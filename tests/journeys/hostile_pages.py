"""Hostile text on pages of the house: as names and as words, under an article, at the desk and in the forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Flask, render_template_string, request

from app.db import now
from app.markup import render_comment

AT_THE_DESK = """\
{% extends "base.html" %}
{% from "macros/cards.html" import card %}
{% from "macros/comments.html" import shown %}
{% from "macros/forms.html" import problem_box %}
{% from "macros/writing.html" import comment_fields %}
{% block title %}Hostile words{% endblock %}
{% block main %}
{% for one in cards %}
{{ card(one, none, site) }}
{{ shown(one.name, one.html, 1, 1) }}
{{ problem_box(one.name) }}
{{ comment_fields(one.form) }}
{% endfor %}
{% endblock %}
"""

RAW = """\
<!doctype html><title>Hostile words</title>{% for one in cards %}
<iframe srcdoc="{{ ("<h2>" ~ one.name ~ "</h2><div>" ~ one.source ~ "</div>")|forceescape }}"></iframe>{% endfor %}
"""


def cards(texts: Sequence[str]) -> list[dict[str, object]]:
    """What the macros of the desk need to show each text as a name and as words, answering itself."""
    made = []
    for number, text in enumerate(texts, 1):
        html = render_comment(text)
        one: dict[str, object] = {
            "name": text,
            "source": text,
            "html": html,
            "comment_id": number,
            "revision_id": number,
            "hue": 1,
            "leaf": 1,
            "at": now(),
        }
        one |= {"earlier": {}, "parent": {"name": text, "html": html}, "looked_at": text}
        one |= {"findings": [{"words": text, "why": ""}]}
        one |= {"changes": [{"change": "added", "text": text}, {"change": "removed", "text": text}]}
        one |= {"reports": [{"words": text}], "similar": [_decided(text)], "before": [_decided(text)]}
        one |= {"form": {name: {"data": text} for name in ("body", "name", "email", "website")}}
        made.append(one)
    return made


def _decided(text: str) -> dict[str, object]:
    return {"comment_id": 1, "verdict": "approved", "by": text, "decided_at": now(), "words": text}


def desk_pages(app: Flask, texts: Sequence[str], size: int) -> Iterator[str]:
    """Pages on which our own macros show `size` texts each, in every place where a visitor's words may stand."""
    yield from _pages(app, AT_THE_DESK, texts, size)


def raw_pages(app: Flask, texts: Sequence[str], size: int) -> Iterator[str]:
    """The same texts with nothing between them and the browser: here they must do harm, or the test could not fail."""
    yield from _pages(app, RAW, texts, size)


def _pages(app: Flask, template: str, texts: Sequence[str], size: int) -> Iterator[str]:
    with app.test_request_context("/"):
        assert request
        for first in range(0, len(texts), size):
            yield render_template_string(template, cards=cards(texts[first : first + size]))
