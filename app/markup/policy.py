"""What sanitised HTML may hold: the allow-lists of both dialects and the limits of a comment. Data only.

Raise POLICY_VERSION with every change that can alter the HTML of a stored comment: the allow-list, the dialect or the
limits. Revisions keep the version they were rendered with, and those of an older one are rendered again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pygments.token import STANDARD_TYPES

POLICY_VERSION = 1

MAX_ELEMENTS = 1_000
"""Elements that the HTML of one comment may hold."""

MAX_DEPTH = 20
"""Levels to which the elements of one comment may nest; a paragraph is level 1."""

COMMENT_REL = "nofollow ugc noopener"
ARTICLE_REL = "noopener"


@dataclass(frozen=True)
class Policy:
    """An allow-list. Whatever it does not name does not pass.

    `attributes` maps a tag to its attributes, `*` standing for every tag. A value must match its attribute's pattern in
    `values` as a whole, where there is one; every word of a `class` must be in `classes`. `schemes` limit `href`,
    `src` and `cite`; an address without a scheme passes them, so `values` must refuse it where it is not wanted.
    """

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    schemes: frozenset[str]
    values: Mapping[str, re.Pattern[str]]
    classes: frozenset[str] = field(default=frozenset())

    def allows(self, tag: str, attribute: str, value: str) -> bool:
        """Whether this attribute with this value may stand on this tag."""
        if attribute not in self.attributes.get(tag, ()) and attribute not in self.attributes.get("*", ()):
            return False
        if attribute == "class":
            return bool(value.strip()) and self.classes.issuperset(value.split())
        pattern = self.values.get(attribute)
        return pattern is None or pattern.fullmatch(value) is not None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _patterns(**patterns: str) -> dict[str, re.Pattern[str]]:
    return {name.replace("_", "-"): re.compile(pattern) for name, pattern in patterns.items()}


COMMENT = Policy(
    tags=_words("a bdi blockquote br code em li ol p pre strong ul"),
    attributes={
        "a": _words("href rel"),
        "li": _words("value"),
        "ol": _words("start"),
        "pre": _words("tabindex"),
    },
    schemes=_words("http https mailto"),
    values=_patterns(
        href=r"(?:https?://|mailto:)[^\s\"<>\\^`{|}]+",
        rel=COMMENT_REL,
        start=r"\d{1,3}",
        value=r"\d{1,3}",
        tabindex=r"0",
    ),
)

THE_PAGES_OWN = r"(?:comment|comments|content-note|main)(?:-|$)|(?:choose-hold-hint|help|related|series|shown|write)$"
"""How ids begin that stay the page's: a comment's anchor, the help lines or a part of the page must never be in an article."""

_COPY = r"/media/[\w.~%/-]+ \d{1,5}w"

ARTICLE = Policy(
    tags=_words(
        "a abbr b bdi blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img"
        " ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
    ),
    attributes={
        "*": _words("id class lang dir title"),
        "a": _words("href rel role aria-label"),
        "blockquote": _words("cite"),
        "details": _words("open"),
        "div": _words("role aria-label tabindex"),
        "img": _words("src srcset sizes alt width height loading decoding fetchpriority"),
        "li": _words("value"),
        "ol": _words("start reversed"),
        "pre": _words("tabindex"),
        "td": _words("colspan rowspan"),
        "th": _words("colspan rowspan scope"),
        "time": _words("datetime"),
    },
    schemes=_words("http https mailto tel"),
    values=_patterns(
        id=rf"(?!{THE_PAGES_OWN})[^\s\"'<>&]+",
        lang=r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
        dir=r"ltr|rtl|auto",
        rel=ARTICLE_REL,
        role=r"region|note|doc-noteref|doc-backlink|doc-endnotes",
        tabindex=r"0",
        # Pictures come from this house only: a reader's browser asks nobody else.
        src=r"/(?![/\\])[^\s\"'<>\\]*",
        # Our own copies of our own pictures; what an author writes here is dropped before.
        srcset=rf"{_COPY}(?:, {_COPY})*",
        sizes=r"[\w ().:,%-]{1,200}",
        fetchpriority=r"high",
        width=r"\d{1,5}",
        height=r"\d{1,5}",
        loading=r"lazy",
        decoding=r"async",
        open=r"|open",
        reversed=r"|reversed",
        start=r"\d{1,5}",
        value=r"\d{1,5}",
        colspan=r"[1-9]\d{0,2}",
        rowspan=r"[1-9]\d{0,2}",
        scope=r"row|col|rowgroup|colgroup",
        datetime=r"[0-9T:.+Z-]{4,32}",
    ),
    classes=_words(
        "table align-left align-right align-center footnote footnote-ref footnote-backref highlight"
        " larger call aside admonition admonition-title note tip warning"
    )
    | frozenset(STANDARD_TYPES.values()) - {""},
)
