"""JSON in a page: whatever it holds, it stays data."""

from __future__ import annotations

import json

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.markup import json_for_html
from tests.markup.hostile import strings

MEANT_TO_ESCAPE = [
    "</script><script>alert(1)</script>",
    "</SCRIPT ><img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]> --> <![CDATA[",
    "one\u2028two\u2029three",
    "&lt;/script&gt; &amp; 'quoted' \"twice\"",
    "\ud800 alone",
    "\x00\x1f\\u003c\\",
]


@pytest.mark.parametrize("hostile", MEANT_TO_ESCAPE)
def test_hostile_words_stay_inside_their_script_element(hostile: str) -> None:
    said = json_for_html({hostile: [hostile]})
    page = html5lib.parse(f"<script type='application/ld+json'>{said}</script><p id=after>after</p>", namespaceHTMLElements=False)
    scripts = list(page.iter("script"))
    assert len(scripts) == 1
    assert json.loads(scripts[0].text or "") == {hostile: [hostile]}
    assert [one.get("id") for one in page.iter("p")] == ["after"]


def test_no_string_of_the_collection_leaves_a_sign_of_html() -> None:
    for hostile in strings():
        assert not set("<>&'") & set(json_for_html([hostile])), hostile


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(VALUES)
def test_any_value_comes_back_as_it_went_in(value: object) -> None:
    said = json_for_html(value)
    assert json.loads(str(said)) == value
    assert not set("<>&'\u2028\u2029") & set(said)
    said.encode()


def test_it_may_be_put_into_a_page_without_being_escaped_again() -> None:
    assert isinstance(json_for_html({"a": 1}), Markup)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object()])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        json_for_html(value)
