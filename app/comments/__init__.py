"""Comments: written by a Commenter, kept with every Revision, shown in a Thread, taken back by a Receipt."""

from app.comments import screening
from app.comments.author import Commenter, Face
from app.comments.comment import Comment, CommentNotFound, Lane, Note, Revision, Status, find, revision
from app.comments.consent import Consent, keep_consent, version_of_consent
from app.comments.editing import CommentGone, edit
from app.comments.erasing import erase_name, erase_words, forget_withdrawn, forgetting_waits
from app.comments.holding import HoldsWords
from app.comments.public import PublicComment, counts, had_comments, is_public_now, place_of, recent_public, shown_words
from app.comments.receipt import Receipt, ReceiptNotFound, open_receipt
from app.comments.submission import (
    AlreadySent,
    CommentsClosed,
    ParentNotFound,
    Submission,
    UnusableWords,
    check_words,
    form_key_from,
    new_form_key,
    sent_before,
    submit,
    tidy,
)
from app.comments.switches import (
    LONGEST_SENTENCE,
    Openness,
    PauseNeedsAnEnd,
    Scope,
    SentenceTooLong,
    Switch,
    SwitchNotFound,
    close_article,
    lift,
    next_opening,
    pause_site,
    switches_in_force,
)
from app.comments.thread import Entry, Thread, entry_of, page_of
from app.comments.versions import SITE, Versions, raise_version, version_of
from app.comments.withdrawal import withdraw

__all__ = [
    "LONGEST_SENTENCE",
    "SITE",
    "AlreadySent",
    "Comment",
    "CommentGone",
    "CommentNotFound",
    "Commenter",
    "CommentsClosed",
    "Consent",
    "Entry",
    "Face",
    "HoldsWords",
    "Lane",
    "Note",
    "Openness",
    "ParentNotFound",
    "PauseNeedsAnEnd",
    "PublicComment",
    "Receipt",
    "ReceiptNotFound",
    "Revision",
    "Scope",
    "SentenceTooLong",
    "Status",
    "Submission",
    "Switch",
    "SwitchNotFound",
    "Thread",
    "UnusableWords",
    "Versions",
    "check_words",
    "close_article",
    "counts",
    "edit",
    "entry_of",
    "erase_name",
    "erase_words",
    "find",
    "forget_withdrawn",
    "forgetting_waits",
    "form_key_from",
    "had_comments",
    "is_public_now",
    "keep_consent",
    "lift",
    "new_form_key",
    "next_opening",
    "open_receipt",
    "page_of",
    "pause_site",
    "place_of",
    "raise_version",
    "recent_public",
    "revision",
    "screening",
    "sent_before",
    "shown_words",
    "submit",
    "switches_in_force",
    "tidy",
    "version_of",
    "version_of_consent",
    "withdraw",
]
