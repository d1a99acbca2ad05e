"""The article dialect, as its authors and readers see it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.markup import Heading, MediaImage, Rendered, TooComplex, plain_text, render_article, slug
from tests.markup.allowed import Reading

CUP = MediaImage("/media/cup-1f3a.jpg", 640, 480)


def render(text: str, prefix: str = "") -> Rendered:
    return render_article(
        text,
        media={"cup.jpg": CUP}.get,
        resolve_link={"other.md": "/articles/other", "away.md": "https://example.org/away"}.get,
        prefix=prefix,
    )


def body(text: str) -> str:
    return str(render(text).html)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## What gets in the way", ["section-what-gets-in-the-way"]),
        ("## Año nuevo, ¿vida nueva?", ["section-ano-nuevo-vida-nueva"]),
        ("## 休息の時間", ["section-休息の時間"]),
        ("## Same\n\n## Same\n\n## Same", ["section-same", "section-same-1", "section-same-2"]),
        ("## Mine {#mine}\n\n## Mine", ["mine", "section-mine"]),
        ("## Comments\n\n## Main", ["section-comments", "section-main"]),
        ("## Clash {#comment-7}\n\n## Clash {#main}", ["section-comment-7", "section-main"]),
        ("## Help {#help}\n\n## Related work {#related-work}", ["section-help", "related-work"]),
        ("## …", ["section"]),
        ("## A *soft* `code` & note[^1]\n\n[^1]: x", ["section-a-soft-code-note"]),
    ],
)
def test_a_heading_has_a_stable_id_that_is_nobody_elses(text: str, ids: list[str]) -> None:
    rendered = render(text)
    assert [heading.id for heading in rendered.headings] == ids
    for each in ids:
        assert rendered.html.count(f' id="{each}"') == 1


def test_headings_are_told_as_plain_text_with_their_levels() -> None:
    assert render("## A *soft* start & more\n\n#### Deeper").headings == (
        Heading(2, "section-a-soft-start-more", "A soft start & more"),
        Heading(4, "section-deeper", "Deeper"),
    )


def test_the_title_stays_the_only_heading_of_the_first_level() -> None:
    assert [heading.level for heading in render("# Top\n\n## Below").headings] == [2, 3]


def test_a_hash_without_a_space_is_no_heading() -> None:
    assert body("#rest is a tag") == "<p>#rest is a tag</p>"


def test_a_link_within_the_article_may_use_the_words_of_a_heading() -> None:
    assert 'href="#section-small-steps"' in body("[see](#small-steps)\n\n## Small steps")


def test_several_articles_on_one_page_keep_their_ids_apart() -> None:
    rendered = render("[see](#small-steps) [^1]\n\n## Small steps\n\n[^1]: x", prefix="a1-")
    assert rendered.headings[0].id == "a1-section-small-steps"
    for made in ('href="#a1-section-small-steps"', 'id="a1-fn-1"', 'href="#a1-fn-1"', 'id="a1-fnref-1"', 'href="#a1-fnref-1"'):
        assert made in rendered.html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Website:www.example.org.", 'Website:<a href="https://www.example.org" rel="noopener">www.example.org</a>.'),
        ("Website: www.example.org", 'Website: <a href="https://www.example.org" rel="noopener">www.example.org</a>'),
        ("(https://example.org/a_b_c)!", '(<a href="https://example.org/a_b_c" rel="noopener">https://example.org/a_b_c</a>)!'),
        ("**Web:** https://example.org", '<strong>Web:</strong> <a href="https://example.org" rel="noopener">https://example.org</a>'),
        ("[x](https://example.org)", '<a href="https://example.org" rel="noopener">x</a>'),
        ("[www.example.org](https://example.org)", '<a href="https://example.org" rel="noopener">www.example.org</a>'),
        ('<a href="https://example.org">https://example.org</a>', '<a href="https://example.org" rel="noopener">https://example.org</a>'),
        ("[x](other.md)", '<a href="/articles/other">x</a>'),
        ("[x](away.md)", '<a href="https://example.org/away" rel="noopener">x</a>'),
        ("[x](unknown.md)", '<a href="unknown.md">x</a>'),
        ("[x](tel:116123)", '<a href="tel:116123">x</a>'),
        ("[x](mailto:a@b.org)", '<a href="mailto:a@b.org">x</a>'),
        ("`www.example.org`", "<code>www.example.org</code>"),
        ("[x](javascript:alert(1))", "<a>x</a>"),
    ],
)  # fmt: skip
def test_a_link_leads_where_it_should(text: str, html: str) -> None:
    assert body(text) == f"<p>{html}</p>"


def test_a_known_picture_has_its_size_and_loads_late() -> None:
    html = body("Before ![A cup](cup.jpg) after")
    assert '<img alt="A cup" src="/media/cup-1f3a.jpg" width="640" height="480" loading="lazy" decoding="async">' in html


def test_an_unknown_picture_keeps_its_name_under_media() -> None:
    assert '<img alt="x" src="/media/x.png" loading="lazy" decoding="async">' in body("![x](x.png)")


def test_a_picture_with_a_title_alone_in_its_paragraph_is_a_figure() -> None:
    html = body('![A cup](cup.jpg "Before *six* & after")')
    assert html.startswith("<figure><img ")
    assert html.endswith("<figcaption>Before *six* &amp; after</figcaption></figure>")


def test_a_picture_from_elsewhere_is_a_link_so_that_no_reader_asks_another_house() -> None:
    assert body("![A cup](https://example.org/c.png)") == '<p><a href="https://example.org/c.png" rel="noopener">A cup</a></p>'
    assert "<img" not in body('<img src="//example.org/c.png" onerror="x()">')


def test_a_table_can_be_scrolled_and_is_aligned_without_a_style() -> None:
    html = body("| a | b |\n|--:|:-:|\n| 1 | 2 |\n\ntext\n\n| c |\n|---|\n| 3 |")
    assert 'style="' not in html
    assert "align=" not in html
    assert '<td class="align-right">1</td>' in html
    assert html.count('class="table"') == html.count('tabindex="0"') == 2
    assert 'aria-label="Table 1"' in html
    assert 'aria-label="Table 2"' in html


def test_code_is_coloured_by_classes_alone() -> None:
    html = body('```python\ndef f():\n    return "<b>"\n```')
    assert '<div class="highlight"><pre tabindex="0">' in html
    assert '<span class="k">def</span>' in html
    assert "style=" not in html


def test_a_footnote_leads_there_and_back_and_says_so() -> None:
    html = body("One[^a] and again[^a].\n\n[^a]: The note.")
    assert html.count('href="#fn-1"') == 2
    assert '<li id="fn-1">' in html
    assert 'role="doc-backlink"' in html
    assert 'aria-label="Back to where footnote 1 is mentioned"' in html
    assert 'aria-label="Footnote 1"' in html
    for back in ("fnref-1", "fnref2-1"):
        assert f'<sup id="{back}">' in html
        assert f'href="#{back}"' in html


def test_definition_lists_abbreviations_and_strikes_are_known() -> None:
    assert "<dl>\n<dt>Rest</dt>\n<dd>What one needs</dd>\n</dl>" in body("Rest\n:   What one needs")
    assert '<abbr title="National Health Service">NHS</abbr>' in body("The NHS\n\n*[NHS]: National Health Service")
    assert "<del>gone</del>" in body("~~gone~~")


def test_quotation_marks_are_made_round_and_addresses_left_alone() -> None:
    assert "“Rest” – it’s" in body('"Rest" -- it\'s')
    assert "https://example.org/a--b" in plain_text(render("https://example.org/a--b").html)


def test_raw_html_passes_as_far_as_the_policy_lets_it() -> None:
    html = body('<div class="call evil" onclick="x()">\n<p style="a:b">Call <kbd>1</kbd></p>\n</div>\n\n<script>x</script>')
    assert "<p>Call <kbd>1</kbd></p>" in html
    assert "onclick" not in html
    assert "style" not in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_call_to_action_may_hold_markdown() -> None:
    html = body('<div class="call" markdown="1">\n**Call** us: www.example.org\n</div>')
    assert html.startswith('<div class="call">\n<p><strong>Call</strong> us: <a ')


def test_nothing_in_an_article_may_take_the_anchor_of_a_comment() -> None:
    assert 'id="' not in body('<p id="comment-3">x</p> <span id="main">y</span>')


def test_words_and_pictures_are_counted_apart_from_code() -> None:
    rendered = render("One two[^1] don't. ![three](cup.jpg)\n\n```\nfour five\n```\n\n[^1]: six")
    assert (rendered.words, rendered.code_words, rendered.images) == (4, 2, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It isn’t well-known: one/two, three...four – “five”", 8),
        ("हिंदी में शांत समय", 4),
        ("夜中の三時、電話を見る。", 6),
        ("Das Wort 電話 heißt Telefon", 5),
        ("& _ 1 …", 1),
        ("조용한 시간", 2),
    ],
)
def test_words_are_counted_in_every_script(text: str, number: int) -> None:
    assert render(text).words == number


def test_plain_text_has_the_words_line_by_line_and_no_signs() -> None:
    html = render("## A & B\n\nOne[^1] two *three*\n\n- four\n- five\n\n[^1]: six").html
    assert plain_text(html) == "A & B\nOne two three\nfour\nfive\nsix"


def test_a_slug_is_lower_case_words_joined_by_hyphens() -> None:
    assert slug("Straße_und  Ärger — 2!") == "strasse-und-arger-2"
    assert slug("İstanbul: a\u0301\u0323 b") == "istanbul-a-b"


@pytest.mark.parametrize("words", ["शांत-समय", "ความสงบในบ้าน", "தமிழ்-மொழி", "静かな時間", "بيت-هادئ", "ꮳꮃꭹ"])
def test_a_slug_keeps_the_signs_that_belong_to_letters(words: str) -> None:
    """The vowels of Hindi, Thai and Tamil are signs of their own; without them no word is left."""
    assert slug(words.replace("-", " ").upper()) == words
    made = render(f"## {words.replace('-', ' ')}\n\n[there](#{words})")
    assert f'href="#{made.headings[0].id}"' in made.html
    assert made.headings[0].id == f"section-{words}"


def test_lists_nested_by_the_thousand_are_refused_and_the_next_article_is_well() -> None:
    with pytest.raises(TooComplex):
        render("- " * 3_000 + "a")
    assert body("well") == "<p>well</p>"


@pytest.mark.parametrize("text", ["&#11; &#13; &#xffff; &#55296;", "## &#11;", "&#" + "1" * 6_000 + ";", '<a title="&#0;">x</a>'])
def test_references_to_forbidden_characters_are_seen_as_replaced(text: str) -> None:
    assert "\ufffd" in body(text)


def test_several_threads_render_at_once_without_mixing_words() -> None:
    texts = [f"## Part {number}\n\nText[^1] {number}\n\n[^1]: note {number}\n" * 3 for number in range(24)]
    alone = [render(text) for text in texts]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(render, texts * 2)) == alone * 2


def test_an_article_of_1500_words_is_only_allowed_html() -> None:
    section = (
        "## Heading\n\n"
        + "Words that *rest* and [link](other.md) to more. " * 15
        + "\n\n- **Term:** words\n- more\n\n> quote\n\n"
    )
    rendered = render(section * 14)
    assert rendered.words > 1_400
    assert not Reading(rendered.html, "article").complaints
