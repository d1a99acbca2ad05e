"""Data inside a page: JSON that no character of it can end the script element it stands in."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

# `<` could end the script element or open a comment in it, `&` would be read as a reference in XHTML, the two separators
# end a line in older JavaScript, and a lone surrogate cannot be sent at all. All are the same to a reader of JSON.
_UNSAFE = re.compile("[<>&'\u2028\u2029\ud800-\udfff]")


def json_for_html(value: object) -> Markup:
    """The value as JSON that may stand in a `script` element, or in text, of any page.

    `json.loads` gives the same value back. Put it in no attribute: it holds quotation marks.

    Raises:
        TypeError, ValueError: the value is nothing that JSON can say.
    """
    said = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(_escaped, said))  # noqa: S704 - no character of HTML is left in it


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
