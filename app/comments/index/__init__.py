"""The index of comments: by which of their words, names and links each can be found, whether it is public or not."""

from app.comments.index.full_text import WordIndex, add, keeping, newest_with, put, sharing
from app.comments.index.tokens import domains_in, name_tokens, tokens_of, word_tokens

__all__ = [
    "WordIndex",
    "add",
    "domains_in",
    "keeping",
    "name_tokens",
    "newest_with",
    "put",
    "sharing",
    "tokens_of",
    "word_tokens",
]
