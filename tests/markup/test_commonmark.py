"""The article dialect against the examples of CommonMark: as many are rendered alike as docs/commonmark.md says."""

from __future__ import annotations

import pytest

from bench.commonmark import PAGE, Example, documented, examples, measured, outcome, page
from bench.commonmark_html import normal
from tests.support.needs import tool


def test_as_many_examples_are_rendered_alike_as_the_page_says() -> None:
    spec = tool("commonmark-spec/spec.txt")
    found = measured(spec)
    assert len(found) == 652
    assert [one.number for one in examples(spec.read_text(encoding="utf-8"))] == list(range(1, 653))
    assert sum(one.same for one in found) >= documented(PAGE.read_text(encoding="utf-8")) > 0
    assert documented(page(found)) == sum(one.same for one in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a</p>", "a"),
        ("<p><em>a</em></p>", "<p><strong>a</strong></p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<pre><code>a  b</code></pre>", "<pre><code>a b</code></pre>"),
        ("<pre><code>a\nb</code></pre>", "<pre><code>a b</code></pre>"),
        ('<a href="/x">a</a>', '<a href="/y">a</a>'),
        ('<a href="/x" title="t">a</a>', '<a href="/x">a</a>'),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ('<ol start="2"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ("<p>&lt;b&gt;</p>", "<p><b></b></p>"),
    ],
)
def test_pages_that_differ_are_told_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a\nb</p>\n<p>c</p>\n", "<p>a b</p><p>c</p>"),
        ("<ul>\n<li>a\n<ul><li>b</li></ul>\n</li>\n</ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        (
            '<div class="highlight"><pre tabindex="0"><span></span><code><span class="n">a</span></code></pre></div>',
            "<pre><code>a</code></pre>",
        ),
        ('<h2 id="section-a">a</h2>', "<h2>a</h2>"),
        ('<a href="/ö" rel="noopener">a</a>', '<a href="/%C3%B6">a</a>'),
    ],
)
def test_two_ways_to_write_the_same_page_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_an_example_that_is_rendered_otherwise_is_counted_so() -> None:
    assert outcome(Example(1, "", "*a*\n", "<p><em>a</em></p>\n")).same
    assert not outcome(Example(1, "", "*a*\n", "<p><b>a</b></p>\n")).same
    assert outcome(Example(1, "", '"a"\n', "<p>&quot;a&quot;</p>\n")).purpose == "quotes"
