"""Templates escape as Jinja's own environment does, though in another way."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.templating import Environment
from hypothesis import example, given
from hypothesis import strategies as some
from markupsafe import Markup, escape

from app.web.templating import Templates

VALUES = some.one_of(
    some.text(),
    some.text(alphabet="&<>\"'a"),
    some.text().map(Markup),
    some.integers(),
    some.booleans(),
    some.floats(),
    some.none(),
)

TEMPLATES = [
    "{% macro put(x) %}<b>{{ x }}</b>{% endmacro %}{{ put(value) }}{{ value }}",
    '<a title="{{ value }}">{{ value|upper }}</a>',
    "{{ value ~ '<b>' }}{{ '<i>' }}",
    "{% macro put(x) %}<b>{{ x }}{{ caller() if caller }}</b>{% endmacro %}{% call put(value) %}{{ value }}{% endcall %}",
    "{% set whole %}<p>{{ value }}</p>{% endset %}{{ whole }}{{ whole|length }}",
    "{% block one %}{% for x in [value, 1, '&'] %}{{ x }}{% endfor %}{% endblock %}",
    "{% filter upper %}{{ value }}&{% endfilter %}{{ [value] }}",
]


class Named:
    """Something that knows how it looks in HTML."""

    def __html__(self) -> str:
        return "<b>&amp;</b>"


@given(VALUES)
@example(Named())
@example(type("Word", (str,), {})("<b>"))
def test_a_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    assert str(Templates.escaped(value)) == str(escape(value))


@pytest.mark.parametrize("source", TEMPLATES)
@given(value=VALUES)
@example(value="<script>alert('1')</script>")
def test_templates_put_out_what_they_would_without_it(source: str, value: object) -> None:
    app = Flask(__name__)
    ours, plain = Templates(app, autoescape=True), Environment(app, autoescape=True)
    assert ours.from_string(source).render(value=value) == plain.from_string(source).render(value=value)


def test_the_compiler_calls_it() -> None:
    ours = Templates(Flask(__name__), autoescape=True)
    ours.escaped = lambda value: "here"  # type: ignore[method-assign]
    assert ours.from_string("a {{ value }} b").render(value="<b>") == "a here b"
