"""The article dialect: Python-Markdown with its extensions, and raw HTML as far as the policy lets it through."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.markup.article_parser import ArticleMarkdown
from app.markup.article_tags import ArticleTags
from app.markup.article_trees import Heading
from app.markup.media_image import MediaImage
from app.markup.plain import counted
from app.markup.policy import ARTICLE
from app.markup.sanitise import Gates, fit_for_html, without_unfit_references
from app.markup.too_complex import TooComplex


@dataclass(frozen=True)
class Rendered:
    """An article's body. `words` are those of the prose, without the `code_words` of code blocks."""

    html: Markup
    headings: tuple[Heading, ...]
    words: int
    code_words: int
    images: int


def render_article(
    text: str,
    *,
    media: Callable[[str], MediaImage | None],
    resolve_link: Callable[[str], str | None],
    prefix: str = "",
    lead: bool = False,
) -> Rendered:
    """An article's Markdown as safe HTML, with what its page says about it.

    Args:
        text: the Markdown, without front matter.
        media: asked for every picture whose address is relative; None means unknown, and `/media/` with that name is used.
        resolve_link: asked for every link to the web and within the site, but `#...`; its answer replaces it, None keeps it.
        prefix: put before every id, where several articles stand on one page.
        lead: a picture among its first words is the first that a reader sees, so browsers are told to fetch it at once.

    Raises:
        TooComplex: quotes or lists nest in one another by the hundred.
    """
    markdown = _tools.markdown.reset()
    try:
        made = without_unfit_references(markdown.convert(fit_for_html(text)))
        tags = ArticleTags(media, resolve_link, prefix, markdown.headings.ids, lead)
        html = _gates.clean(tags.settle(made))
    except RecursionError:
        # The parser's state is undefined after this, so the next article gets a new one.
        _tools.markdown = ArticleMarkdown()
        raise TooComplex from None
    words, code_words, images = counted(html)
    headings = tuple(replace(heading, id=prefix + heading.id) for heading in markdown.headings.found)
    return Rendered(html, headings, words, code_words, images)


class _Tools(threading.local):
    """A Markdown instance keeps state, so each thread has its own."""

    def __init__(self) -> None:
        self.markdown = ArticleMarkdown()


_tools = _Tools()
_gates = Gates(ARTICLE)
