"""The two gates that all HTML passes, and the only place where a string becomes Markup."""

from __future__ import annotations

import html as references
import re
import threading

import nh3
from markupsafe import Markup

from app.markup.bleach_swift import SwiftCleaner
from app.markup.policy import Policy

# Controls, lone surrogates and noncharacters: HTML forbids them, and nh3 cannot take a surrogate at all.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]++|[0-9]++);?")


class Gates(threading.local):
    """bleach, then nh3, both with the same allow-list. One pair a thread, since bleach's parser keeps state.

    bleach is no longer maintained and so never stands alone; nh3 is the maintained second gate. Nothing runs after it.
    """

    def __init__(self, policy: Policy) -> None:
        self._bleach = SwiftCleaner(
            tags=policy.tags, attributes=policy.allows, protocols=policy.schemes, strip=False, strip_comments=True
        )
        self._nh3 = nh3.Cleaner(
            tags=set(policy.tags),
            clean_content_tags=set(),
            attributes={tag: set(names) for tag, names in policy.attributes.items()},
            attribute_filter=lambda tag, name, value: value if policy.allows(tag, name, value) else None,
            url_schemes=set(policy.schemes),
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, html: str) -> Markup:
        """The HTML with everything outside the allow-list escaped or taken out. Cleaning it again changes nothing."""
        cleaned: str = self._nh3.clean(self._bleach.clean(without_unfit_references(html)))
        return Markup(cleaned)  # noqa: S704 - both gates have passed it


def fit_for_html(text: str) -> str:
    """The text with every character that HTML forbids replaced by U+FFFD, so that it is seen rather than lost."""
    return _UNFIT.sub("\ufffd", text)


def without_unfit_references(html: str) -> str:
    """The HTML with every numeric reference to a character that HTML forbids replaced by U+FFFD.

    One of thousands of digits is more than Python, and so bleach, takes for a number at all.
    """
    return _REFERENCE.sub(_fit_reference, html) if "&#" in html else html


def _fit_reference(found: re.Match[str]) -> str:
    meant = references.unescape(found[0]) if len(found[0]) < 12 else ""
    return "\ufffd" if not meant or meant == "\r" or _UNFIT.search(meant) else found[0]


def stored_comment(html: str) -> Markup:
    """HTML that `render_comment` made earlier with the present POLICY_VERSION, back from the database.

    Nothing is checked here: never hand it anything else. HTML of an older version is rendered again from its source.
    """
    return Markup(html)  # noqa: S704 - both gates have passed it before
