"""Whatever is typed: refused as too complex, or rendered within the bounds, and never another error."""

from __future__ import annotations

import pytest
from bleach.sanitizer import Cleaner
from hypothesis import given, settings
from hypothesis import strategies as st

from app.markup import MAX_DEPTH, MAX_ELEMENTS, TooComplex, plain_comment, plain_text, render_article, render_comment
from app.markup.bleach_swift import SwiftCleaner
from app.markup.policy import ARTICLE, COMMENT, Policy
from app.markup.sanitise import Gates
from tests.markup.allowed import Reading
from tests.markup.hostile import REPEATED, shapes, strings

PIECES = st.one_of(st.sampled_from(REPEATED), st.text(max_size=8), st.text(alphabet="*_`[]()<>-> \n1.#&a", max_size=12))
TEXTS = st.lists(PIECES, max_size=40).map("".join)
TAGS = st.sampled_from([
    "<p>", "</p>", '<a href="https://x.y">', "</a>", "<a href=x>", '<a href="a" href="b">', "<em>", "</em>", "<table>",
    "<td>", "</table>",
    "<li>", "<ul>", "</ul>", "<pre>", "\n", "&amp;", "&", "&lt", " ", "<!--x-->", "<br>",
    "</br>", '<img src="/x">', "<script>", "<b", "<",
    "<h2>", "</h2>", '<p class="k">', "<p class='evil'>", "<svg>", "<math>", "<style>", "</p",
    "<details open>", '<li value="2">', "a", "\x00",
])  # fmt: skip
HTML = st.lists(st.one_of(TAGS, st.text(max_size=5)), max_size=30).map("".join)

COMMENT_GATES = Gates(COMMENT)
ARTICLE_GATES = Gates(ARTICLE)


def check_comment(text: str) -> None:
    try:
        html = render_comment(text)
    except TooComplex:
        return
    reading = Reading(html, "comment")
    assert not reading.complaints, html
    assert reading.elements <= MAX_ELEMENTS
    assert reading.depth <= MAX_DEPTH
    assert all(each["rel"] == "nofollow ugc noopener" and each["href"] for each in reading.links)
    assert COMMENT_GATES.clean(html) == html
    assert plain_comment(html) == plain_text(html)


def check_article(text: str) -> None:
    try:
        html = render_article(text, media=lambda src: None, resolve_link=lambda href: None).html
    except TooComplex:
        return
    assert not Reading(html, "article").complaints, html
    assert ARTICLE_GATES.clean(html) == html


@settings(max_examples=400)
@given(TEXTS)
def test_any_comment_is_refused_or_rendered_within_the_bounds(text: str) -> None:
    check_comment(text)


@settings(max_examples=200)
@given(TEXTS)
def test_no_letter_or_number_that_was_typed_disappears(text: str) -> None:
    try:
        shown = plain_text(render_comment(text))
    except TooComplex:
        return
    # A list shows its numbers by itself, a link without words its address, and a fence the name of a language to nobody.
    if "](" not in text and "```" not in text and "~~~" not in text and "." not in text:
        kept = [letter for letter in text if letter.isalnum() and not "\ud800" <= letter <= "\udfff"]
        assert [letter for letter in shown if letter.isalnum()] == kept


@settings(max_examples=100)
@given(TEXTS)
def test_any_article_is_rendered_to_what_the_policy_allows(text: str) -> None:
    check_article(text)


@pytest.mark.parametrize("name", [name for name in shapes() if "mixture" not in name])
def test_a_hostile_shape_makes_only_what_the_policy_allows(name: str) -> None:
    check_comment(shapes_once()[name][0])


def shapes_once(made: dict[str, dict[str, tuple[str, str]]] = {}) -> dict[str, tuple[str, str]]:  # noqa: B006 - a cache
    return made.setdefault("shapes", shapes())


@settings(max_examples=300)
@given(HTML, st.sampled_from([COMMENT, ARTICLE]))
def test_the_quick_way_through_bleach_answers_as_bleach_does(html: str, policy: Policy) -> None:
    options = {"attributes": policy.allows, "protocols": policy.schemes, "strip": False, "strip_comments": True}
    assert SwiftCleaner(tags=policy.tags, **options).clean(html) == Cleaner(tags=policy.tags, **options).clean(html)


@settings(max_examples=200)
@given(HTML)
def test_any_html_that_passed_the_gates_passes_them_unchanged(html: str) -> None:
    html = html.replace("\x00", "")
    for gates, dialect in ((COMMENT_GATES, "comment"), (ARTICLE_GATES, "article")):
        passed = gates.clean(html)
        assert gates.clean(passed) == passed
        assert not Reading(passed, dialect).complaints, passed


def test_every_hostile_string_comes_out_of_the_comment_dialect_as_nothing_but_allowed_html() -> None:
    for text in strings():
        check_comment(text)


def test_every_hostile_string_comes_out_of_the_article_dialect_as_nothing_but_allowed_html() -> None:
    for text in strings():
        check_article(text)
