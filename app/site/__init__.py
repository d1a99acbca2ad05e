"""What content/site.toml says: who writes, how comments are treated, where help is."""

from app.site.model import Author, Commenting, CommentPolicy, HelpLine, Note, Reason, Retention, Site
from app.site.reading import is_language, load
from app.site.table import is_web_address

__all__ = [
    "Author",
    "CommentPolicy",
    "Commenting",
    "HelpLine",
    "Note",
    "Reason",
    "Retention",
    "Site",
    "is_language",
    "is_web_address",
    "load",
]
