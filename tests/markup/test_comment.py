"""The comment dialect, as a person who writes comments sees it."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.markup import MAX_DEPTH, MAX_ELEMENTS, TooComplex, plain_text, render_comment, stored_comment
from tests.markup.allowed import Reading


def link(href: str, shown: str) -> str:
    return f'<a href="{href}" rel="nofollow ugc noopener">{shown}</a>'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Thank you.", "<p>Thank you.</p>"),
        ("One line\nand the next", "<p>One line<br>and the next</p>"),
        ("One\r\n\r\nTwo", "<p>One</p><p>Two</p>"),
        (
            "*soft* and **strong** and ***both***",
            "<p><em>soft</em> and <strong>strong</strong> and <em><strong>both</strong></em></p>",
        ),
        ("_soft_ and __strong__", "<p><em>soft</em> and <strong>strong</strong></p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("*never closed", "<p>*never closed</p>"),
        ("**a", "<p>**a</p>"),
        ("*a **b*", "<p>*a *<em>b</em></p>"),
        (r"\*not soft\*", "<p>*not soft*</p>"),
        ("`a *b* <c>`", "<p><code>a *b* &lt;c&gt;</code></p>"),
        ("``a ` b``", "<p><code>a ` b</code></p>"),
        ("`never closed", "<p>`never closed</p>"),
        ("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>"),
        ("> said\nlazily", "<blockquote><p>said<br>lazily</p></blockquote>"),
        ("> > a\n>\n> b", "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>"),
        ("Like:\n- a\n- b", "<p>Like:</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n\n  b\n- c", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
        ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("1. a\n1. b", "<ol><li>a</li><li>b</li></ol>"),
        ("4. a\n5. b", '<ol start="4"><li>a</li><li>b</li></ol>'),
        ("    x = 1\n\n    y = 2", '<pre tabindex="0"><code>x = 1\n\ny = 2\n</code></pre>'),
        ("```py\nx < 1\n```\nafter", '<pre tabindex="0"><code>x &lt; 1\n</code></pre><p>after</p>'),
        ("~~~\n- a", '<pre tabindex="0"><code>- a\n</code></pre>'),
        ("- a\n\n  ```\n  b\n  ```", '<ul><li><p>a</p><pre tabindex="0"><code>b\n</code></pre></li></ul>'),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_what_is_typed_is_shown_as_meant(typed: str, html: str) -> None:
    assert render_comment(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("https://example.org/a?b=1&c=2", link("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&amp;c=2")),
        ("www.example.org", link("https://www.example.org", "www.example.org")),
        ("Website:www.example.org.", "Website:" + link("https://www.example.org", "www.example.org") + "."),
        ("(see https://example.org/a_(b)).", "(see " + link("https://example.org/a_(b)", "https://example.org/a_(b)") + ")."),
        ("**https://example.org**", "<strong>" + link("https://example.org", "https://example.org") + "</strong>"),
        ("[my page](https://Example.org/me)", link("https://Example.org/me", "my page (example.org)")),
        ("[a *soft* page](http://example.org)", link("http://example.org", "a <em>soft</em> page (example.org)")),
        ("[https://example.org](https://example.org)", link("https://example.org", "https://example.org")),
        ("[https://good.org](https://evil.org)", link("https://evil.org", "https://good.org (evil.org)")),
        ("[](https://example.org)", link("https://example.org", "https://example.org")),
        ("[write](mailto:me@example.org)", link("mailto:me@example.org", "write (me@example.org)")),
        ("https://bücher.example/", link("https://bücher.example/", "https://bücher.example/ (xn--bcher-kva.example)")),
        ("[\u202eabc](https://example.org)", link("https://example.org", "<bdi>\u202eabc</bdi> (example.org)")),
        ("*a [b* c](https://d.org)", "*a " + link("https://d.org", "b* c (d.org)")),
        ("[a [b](https://c.org) d](#e)", "[a " + link("https://c.org", "b (c.org)") + " d](#e)"),
        ('[a](https://b.org "c")', "[a](" + link("https://b.org", "https://b.org") + ' "c")'),
        ("https://example.org/100%", link("https://example.org/100%25", "https://example.org/100%")),
    ],
)  # fmt: skip
def test_a_link_shows_where_it_goes(typed: str, html: str) -> None:
    assert render_comment(typed) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "typed",
    [
        "# not a heading",
        "![alt](picture.png)",
        "<b>bold</b> & <script>alert(1)</script>",
        "&copy; &lt;b&gt; &#60; &nbsp;",
        "<!-- a secret -->",
        "<https-nothing>",
        "[a](javascript:alert(1))",
        "[a](/articles/here)",
        "[a](//example.org)",
        "[a](data:text/html,b)",
        "[a](https://user@example.org)",
        "[a](mailto:a@b.org?bcc=c@d.org)",
        "[a][b]",
        "[a]: https-nothing",
        "a | b",
        "---",
        "- - -",
        "* * *",
        "1986. A year",
        "www.",
        "www.nothing",
        "https://",
        "-",
        "1.",
        "[^1]",
        "~~not gone~~",
    ],
)
def test_what_the_dialect_does_not_know_is_shown_as_it_was_typed(typed: str) -> None:
    html = render_comment(typed)
    assert plain_text(html) == typed
    assert not Reading(html, "comment").links


def test_a_picture_becomes_a_link_to_it() -> None:
    assert render_comment("![a cup](https://example.org/c.png)") == (
        "<p>!" + link("https://example.org/c.png", "a cup (example.org)") + "</p>"
    )


def test_a_list_keeps_the_numbers_that_were_typed() -> None:
    assert render_comment("1. a\n3. b\n4. c") == '<ol><li>a</li><li value="3">b</li><li>c</li></ol>'


def test_a_sentence_that_begins_with_a_day_is_no_list() -> None:
    assert render_comment("It was on\n12. May") == "<p>It was on<br>12. May</p>"


def test_a_lone_sign_of_a_quote_is_not_lost() -> None:
    assert plain_text(render_comment(">")) == ">"


def test_characters_that_html_forbids_are_seen_as_replaced() -> None:
    assert render_comment("a\x00b\ud800c\x1bd\ufffee") == "<p>a\ufffdb\ufffdc\ufffdd\ufffde</p>"


def test_as_many_elements_as_the_policy_allows_are_rendered_and_one_more_is_refused() -> None:
    allowed = "\n".join(["a"] * MAX_ELEMENTS)
    assert Reading(render_comment(allowed), "comment").elements == MAX_ELEMENTS
    with pytest.raises(TooComplex):
        render_comment(allowed + "\na")


def test_quotes_as_deep_as_the_policy_allows_are_rendered_and_one_more_is_refused() -> None:
    allowed = "> " * (MAX_DEPTH - 1) + "a"
    assert Reading(render_comment(allowed), "comment").depth == MAX_DEPTH
    with pytest.raises(TooComplex, match="nested"):
        render_comment("> " + allowed)


@pytest.mark.parametrize("typed", ["- " * 500 + "a", "1. " * 667 + "a", "> - " * 40 + "a", "**a " * 30 + "b** " * 30])
def test_deep_nesting_of_any_kind_is_refused(typed: str) -> None:
    with pytest.raises(TooComplex):
        render_comment(typed)


def test_a_refusal_leaves_nothing_behind_for_the_next_comment() -> None:
    with pytest.raises(TooComplex):
        render_comment("> " * 50 + "secret")
    assert render_comment("hello") == "<p>hello</p>"


def test_several_threads_render_at_once_without_mixing_words() -> None:
    texts = [f"> *{number}* [a](https://example.org/{number})\n" * 8 for number in range(64)]
    alone = [render_comment(text) for text in texts]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.000_01)
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(render_comment, texts * 4))
    sys.setswitchinterval(usual)
    assert together == alone * 4


def test_html_from_the_database_is_markup_again() -> None:
    html = render_comment("a < b")
    assert stored_comment(str(html)) == html
    assert hasattr(stored_comment(str(html)), "__html__")
