"""Moderation: the Queue of what waits, and Decisions that can be undone before they leave the house."""

from app.moderation.card import Card, card_of, newest_comments
from app.moderation.deciding import AlreadyDecided, CommentTakenBack, ReasonNotFound, WordsChanged, decide, hand_over, standing
from app.moderation.decision import Decision, Verdict
from app.moderation.erasing import OnlyAdminsErase, erase
from app.moderation.looking import look_at, look_away, looked_at
from app.moderation.past import Past
from app.moderation.queue import MOST_COUNTED, PER_PAGE, TO_READ, Queue, waiting
from app.moderation.retention import erase_what_is_over
from app.moderation.sitting import Sitting, begin_anew, open_hard_text
from app.moderation.statistics import Day, Hour, Statistics
from app.moderation.undoing import DecisionNotFound, TooLateToUndo, history, in_force, next_effect, undo, undoable
from app.moderation.usual_wait import usual_wait
from app.moderation.writing import LONGEST_NOTE, NoteTooLong, NothingWritten, write_to_author, written_to_author

__all__ = [
    "LONGEST_NOTE",
    "MOST_COUNTED",
    "PER_PAGE",
    "TO_READ",
    "AlreadyDecided",
    "Card",
    "CommentTakenBack",
    "Day",
    "Decision",
    "DecisionNotFound",
    "Hour",
    "NoteTooLong",
    "NothingWritten",
    "OnlyAdminsErase",
    "Past",
    "Queue",
    "ReasonNotFound",
    "Sitting",
    "Statistics",
    "TooLateToUndo",
    "Verdict",
    "WordsChanged",
    "begin_anew",
    "card_of",
    "decide",
    "erase",
    "erase_what_is_over",
    "hand_over",
    "history",
    "in_force",
    "look_at",
    "look_away",
    "looked_at",
    "newest_comments",
    "next_effect",
    "open_hard_text",
    "standing",
    "undo",
    "undoable",
    "usual_wait",
    "waiting",
    "write_to_author",
    "written_to_author",
]
