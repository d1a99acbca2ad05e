"""What content/site.toml says: who writes, how comments are treated, where help is."""

from app.site.hours import ReadingHours
from app.site.model import Author, Commenting, CommentPolicy, HelpLine, MailPolicy, Note, Reason, Retention, Site
from app.site.reading import is_language, load
from app.site.saying import hours_in_words, next_begin_in_words
from app.site.table import is_web_address

__all__ = [
    "Author",
    "CommentPolicy",
    "Commenting",
    "HelpLine",
    "MailPolicy",
    "Note",
    "ReadingHours",
    "Reason",
    "Retention",
    "Site",
    "hours_in_words",
    "is_language",
    "is_web_address",
    "load",
    "next_begin_in_words",
]
