"""XML as text, by the standard library: elements that hold nothing XML forbids."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(node: Element, name: str, words: str, *, even_empty: bool = False, **attributes: str) -> None:
    """A child element that holds these words; empty words make none, unless `even_empty`."""
    if words or even_empty:
        SubElement(node, name, {key: _fit(value) for key, value in attributes.items()}).text = _fit(words)


def empty(node: Element, name: str, **attributes: str) -> None:
    """A child element with attributes only."""
    SubElement(node, name, {key: _fit(value) for key, value in attributes.items()})


def moment(at: datetime) -> str:
    """As RFC 3339 writes it, in whole seconds."""
    return at.isoformat(timespec="seconds")


def document(root: Element) -> str:
    """The whole document, to be sent as UTF-8."""
    indent(root, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _fit(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)
