"""Pictures in an article: their smaller copies, when they are fetched, and how they open larger."""

from __future__ import annotations

import re

import pytest

from app.markup import MediaImage, render_article
from tests.markup.allowed import Reading

SRCSET = "/media/cup.1f3a.jpg.480.v1.webp 480w, /media/cup.1f3a.jpg.960.v1.webp 960w"
SIZES = "(min-width: 42rem) 630px, calc(100vw - 40px)"
CUP = MediaImage("/media/cup.1f3a.jpg", 1600, 1000, SRCSET, SIZES, opens_larger=True)
SMALL = MediaImage("/media/small.1f3a.jpg", 300, 200)


def body(text: str, *, lead: bool = False) -> str:
    html = render_article(text, media={"cup.jpg": CUP, "small.jpg": SMALL}.get, resolve_link=lambda href: None, lead=lead).html
    assert not Reading(html, "article").complaints
    return str(html)


def test_a_wide_picture_names_its_copies_and_is_a_link_to_itself() -> None:
    assert body("![A cup](cup.jpg)") == (
        '<p><a class="larger" href="/media/cup.1f3a.jpg" aria-label="A cup (larger)"><img alt="A cup" src="/media/cup.1f3a.jpg"'
        f' width="1600" height="1000" srcset="{SRCSET}" sizes="{SIZES}" loading="lazy" decoding="async"></a></p>'
    )


def test_a_picture_that_is_shown_whole_is_no_link() -> None:
    assert "<a" not in body("![A cup](small.jpg)")
    assert "srcset" not in body("![A cup](small.jpg)")


def test_a_picture_that_is_a_link_already_leads_where_its_author_says() -> None:
    html = body("[![A cup](cup.jpg)](https://example.org) and ![again](cup.jpg)")
    assert html.count("<a ") == 2
    assert html.count('class="larger"') == 1
    assert '<a href="https://example.org" rel="noopener"><img alt="A cup"' in html


def test_a_picture_without_words_still_has_a_link_with_a_name() -> None:
    assert 'aria-label="The picture, larger"' in body("![](cup.jpg)")


def test_words_for_a_picture_cannot_end_its_link() -> None:
    html = body('![A "cup" <b> &amp; </a>](cup.jpg)')
    assert html.count("<a ") == html.count("</a>") == 1


def test_a_picture_with_its_whole_path_is_measured_as_well() -> None:
    assert 'src="/media/cup.1f3a.jpg" width="1600"' in body("![A cup](/media/cup.jpg)")


def test_a_figure_keeps_its_caption_outside_the_link() -> None:
    assert re.fullmatch(r"<figure><a [^>]*><img [^>]*></a><figcaption>Six</figcaption></figure>", body('![A cup](cup.jpg "Six")'))


def test_only_a_picture_among_the_first_words_is_fetched_at_once_and_only_where_none_stands_above() -> None:
    top, below = "![A cup](cup.jpg)\n\n", "word " * 150 + "\n\n![A cup](cup.jpg)\n\n"
    assert 'fetchpriority="high"' in body(top, lead=True)
    assert "loading" not in body(top, lead=True)
    assert body(top + top, lead=True).count("fetchpriority") == 1
    assert body(top + top, lead=True).count('loading="lazy"') == 1
    assert "fetchpriority" not in body(below, lead=True)
    assert "fetchpriority" not in body(top)


def test_the_size_an_author_gives_stays_and_the_copies_are_chosen_for_it() -> None:
    html = body('<img src="cup.jpg" alt="A cup" width="200" height="125">')
    assert 'width="200" height="125" srcset=' in html
    assert 'sizes="200px"' in html


@pytest.mark.parametrize("src", ["cup.jpg", "small.jpg", "x.png", "/media/x.png"])
@pytest.mark.parametrize(
    "raw",
    [
        'srcset="https://evil.example/a.png 2x"',
        'srcset="//evil.example/a.png 2x"',
        'SRCSET="/media/x.png 1x, https://evil.example/a.png 2x" sizes="100vw"',
        "srcset=https://evil.example/a.png",
        'sizes="1px" fetchpriority="high" loading="eager" srcset="/media/other.webp 480w"',
        'imagesrcset="https://evil.example/a.png"',
    ],
)
def test_no_author_says_what_is_fetched_or_when(src: str, raw: str) -> None:
    html = body(f'<img src="{src}" alt="x" {raw}>')
    assert "evil" not in html
    assert "other.webp" not in html
    assert "eager" not in html
    assert "fetchpriority" not in html
    assert 'loading="lazy"' in html
    assert ("srcset" in html) == (src == "cup.jpg")


@pytest.mark.parametrize(
    "srcset",
    [
        "https://evil.example/a 480w",
        "//evil.example/a 480w",
        "/media/a 480w, https://evil.example/a 960w",
        "/media/a 480w,//e/a 1w",
    ],
)
def test_the_gates_let_no_foreign_address_pass_even_if_the_house_itself_wrote_it(srcset: str) -> None:
    image = MediaImage("/media/a", 10, 10, srcset, SIZES)
    html = str(render_article("![x](a.jpg)", media=lambda src: image, resolve_link=lambda href: None).html)
    assert "srcset" not in html
    assert "evil" not in html
