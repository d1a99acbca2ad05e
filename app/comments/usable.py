"""Usable: which words and names can be kept, and what is said to an author about those that cannot."""

from __future__ import annotations

import re
import unicodedata

from app.language import _, ngettext

MAX_NAME = 60
"""In characters: longer than any name, shorter than any message."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that show nothing (Unicode's Default_Ignorable_Code_Point, and the empty Braille pattern)."""


class UnusableWords(ValueError):
    """The words cannot be kept as they are; the message tells the author what to change."""


def check_words(body: str, name: str, *, max_length: int) -> None:
    """Refuse what cannot be kept.

    Raises:
        UnusableWords: nothing is written that shows, it is over `max_length` characters, or it holds characters that are no text.
    """
    if not _is_seen(body.strip()[:max_length]):
        raise UnusableWords(_("There are no words in the comment yet."))
    if len(body) > max_length:
        over = len(body) - max_length
        raise UnusableWords(
            ngettext(
                "The comment is %(num)s character too long. You can shorten it or send it in parts.",
                "The comment is %(num)s characters too long. You can shorten it or send it in parts.",
                over,
            )
        )
    if len(name) > MAX_NAME:
        raise UnusableWords(_("The name is too long: at most %(most)s characters.", most=MAX_NAME))
    check_characters(body, _("The comment"))
    check_characters(name, _("The name"))
    if _BIDI.search(name):
        raise UnusableWords(_("The name holds a mark that turns the writing direction. Please remove it."))


def check_characters(text: str, where: str) -> None:
    """Refuse characters that are no text: no database keeps them alike. `where` names the place in the message.

    Raises:
        UnusableWords: there is one.
    """
    if _CONTROLS.search(text) or _SURROGATES.search(text):
        raise UnusableWords(_("%(where)s holds an invisible control character. Please remove it.", where=where))


def tidy(body: str) -> str:
    """The words with one kind of line end and no empty lines around them."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def tidy_name(name: str) -> str:
    """The name with single blanks between its words; empty where nobody would see a letter or a sign of it."""
    return " ".join(name.split()) if _is_seen(name) else ""


def _is_seen(text: str) -> bool:
    """Whether there is a letter or a sign in it that shows; what is newer than this Python, such as an emoji, does."""
    return any(unicodedata.category(letter) not in _UNSEEN and letter not in _BLANK for letter in text)
