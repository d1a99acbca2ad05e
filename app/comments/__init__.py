"""Comments: written by a Commenter, kept with every Revision, shown in a Thread, taken back by a Receipt."""

from app.comments import notices, screening
from app.comments.anonymity import make_anonymous
from app.comments.author import Commenter, Face
from app.comments.comment import Comment, CommentNotFound, Lane, Note, Revision, Status, find, find_unheld, revision
from app.comments.consent import Consent, keep_consent, version_of_consent
from app.comments.content_note import ContentNote
from app.comments.difference import Change, Span, difference
from app.comments.editing import CommentGone, edit
from app.comments.erasing import (
    NOBODY,
    erase_commenter,
    erase_name,
    erase_revision,
    erase_words,
    forget_withdrawn,
    forgetting_waits,
)
from app.comments.form_keys import form_key_for, is_form_key, new_form_key
from app.comments.holding import HoldsWords
from app.comments.notices import NoticesEnded, Subscription, UnusableAddress
from app.comments.own import OwnComment, own_waiting
from app.comments.pausing import release
from app.comments.public import PublicComment, had_comments, is_public_now, place_of, recent_public, shown_words
from app.comments.receipt import Receipt, ReceiptNotFound, open_receipt
from app.comments.reporting import (
    CommentNotPublic,
    Report,
    check_report,
    close_reports,
    is_reported,
    reopen_reports,
    report,
    reportable,
    reports_of,
)
from app.comments.reserved import NameReserved, borrows_a_name, check_name
from app.comments.submission import (
    HOLD,
    AlreadySent,
    CommentsClosed,
    ParentNotFound,
    Submission,
    sent_before,
    submit,
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
from app.comments.thread import Entry, Order, Thread, counts, entry_of, page_of, recount, recount_articles
from app.comments.usable import MAX_NAME, UnusableWords, check_words, tidy
from app.comments.versions import SITE, Versions, raise_version, version_of
from app.comments.withdrawal import withdraw

__all__ = [
    "HOLD",
    "LONGEST_SENTENCE",
    "MAX_NAME",
    "NOBODY",
    "SITE",
    "AlreadySent",
    "Change",
    "Comment",
    "CommentGone",
    "CommentNotFound",
    "CommentNotPublic",
    "Commenter",
    "CommentsClosed",
    "Consent",
    "ContentNote",
    "Entry",
    "Face",
    "HoldsWords",
    "Lane",
    "NameReserved",
    "Note",
    "NoticesEnded",
    "Openness",
    "Order",
    "OwnComment",
    "ParentNotFound",
    "PauseNeedsAnEnd",
    "PublicComment",
    "Receipt",
    "ReceiptNotFound",
    "Report",
    "Revision",
    "Scope",
    "SentenceTooLong",
    "Span",
    "Status",
    "Submission",
    "Subscription",
    "Switch",
    "SwitchNotFound",
    "Thread",
    "UnusableAddress",
    "UnusableWords",
    "Versions",
    "borrows_a_name",
    "check_name",
    "check_report",
    "check_words",
    "close_article",
    "close_reports",
    "counts",
    "difference",
    "edit",
    "entry_of",
    "erase_commenter",
    "erase_name",
    "erase_revision",
    "erase_words",
    "find",
    "find_unheld",
    "forget_withdrawn",
    "forgetting_waits",
    "form_key_for",
    "had_comments",
    "is_form_key",
    "is_public_now",
    "is_reported",
    "keep_consent",
    "lift",
    "make_anonymous",
    "new_form_key",
    "next_opening",
    "notices",
    "open_receipt",
    "own_waiting",
    "page_of",
    "pause_site",
    "place_of",
    "raise_version",
    "recent_public",
    "recount",
    "recount_articles",
    "release",
    "reopen_reports",
    "report",
    "reportable",
    "reports_of",
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
