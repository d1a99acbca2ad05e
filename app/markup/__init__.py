"""Markdown to safe HTML. The only room that makes Markup.

Two dialects: `render_article` for the files of this house, `render_comment` for what anybody may send. Both end in the same
two gates (sanitise.py) with the allow-lists of policy.py, and nothing runs after these.
"""

from __future__ import annotations

from app.markup.article import Rendered, render_article
from app.markup.article_trees import Heading, slug
from app.markup.comment import render_comment
from app.markup.data import json_for_html
from app.markup.marked import marked_passage
from app.markup.media_image import MediaImage
from app.markup.plain import plain_comment, plain_text, word_count
from app.markup.policy import MAX_DEPTH, MAX_ELEMENTS, POLICY_VERSION
from app.markup.sanitise import stored_comment
from app.markup.too_complex import TooComplex
from app.markup.words import plain_words

__all__ = [
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "POLICY_VERSION",
    "Heading",
    "MediaImage",
    "Rendered",
    "TooComplex",
    "json_for_html",
    "marked_passage",
    "plain_comment",
    "plain_text",
    "plain_words",
    "render_article",
    "render_comment",
    "slug",
    "stored_comment",
    "word_count",
]
