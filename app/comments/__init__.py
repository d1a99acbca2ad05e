"""Comments: written by a Commenter, kept with every Revision, shown in a Thread, taken back by a Receipt."""

from app.comments.author import Commenter, Face
from app.comments.comment import Comment, CommentNotFound, Note, Revision, Status, find, revision
from app.comments.editing import CommentGone, edit
from app.comments.public import PublicComment, counts, had_comments, is_public_now, place_of, recent_public, shown_words
from app.comments.receipt import Receipt, ReceiptNotFound, open_receipt
from app.comments.submission import (
    AlreadySent,
    CommentsClosed,
    ParentNotFound,
    Submission,
    UnusableWords,
    check_words,
    new_form_key,
    sent_before,
    submit,
)
from app.comments.thread import Entry, Thread, entry_of, page_of
from app.comments.versions import SITE, Versions, raise_version, version_of
from app.comments.withdrawal import forget_withdrawn, withdraw

__all__ = [
    "SITE",
    "AlreadySent",
    "Comment",
    "CommentGone",
    "CommentNotFound",
    "Commenter",
    "CommentsClosed",
    "Entry",
    "Face",
    "Note",
    "ParentNotFound",
    "PublicComment",
    "Receipt",
    "ReceiptNotFound",
    "Revision",
    "Status",
    "Submission",
    "Thread",
    "UnusableWords",
    "Versions",
    "check_words",
    "counts",
    "edit",
    "entry_of",
    "find",
    "forget_withdrawn",
    "had_comments",
    "is_public_now",
    "new_form_key",
    "open_receipt",
    "page_of",
    "place_of",
    "raise_version",
    "recent_public",
    "revision",
    "sent_before",
    "shown_words",
    "submit",
    "version_of",
    "withdraw",
]
