"""Form keys: what makes one form one comment, however often it is sent. A receipt's address follows from its form's key."""

from __future__ import annotations

import hashlib
import re
import secrets

from app.articles import Article
from app.comments.author import Commenter

_FORM_KEY = re.compile(r"[0-9a-f]{32}")


def new_form_key() -> str:
    """128 random bits for one form; the receipt's address comes from them."""
    return secrets.token_hex(16)


def is_form_key(text: str | None) -> bool:
    """Whether a form was sent with a key at all."""
    return text is not None and _FORM_KEY.fullmatch(text) is not None


def form_key_for(author: Commenter, article: Article, *words: str) -> str:
    """A form key that is the same for the same author, article and words, and that nobody else can tell.

    A browser that goes back to a preview asks for that page again: with the key it had, what it then sends once more
    is still the same comment.
    """
    mixed = hashlib.blake2b(key=author.key.encode()[:64], digest_size=16, person=b"form key")
    for part in (article.identity, *words):
        data = part.encode("utf-8", "surrogatepass")
        mixed.update(len(data).to_bytes(8) + data)
    return mixed.hexdigest()
