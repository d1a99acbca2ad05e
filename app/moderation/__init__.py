"""Moderation: the Queue of what waits, and Decisions that can be undone before they leave the house."""

from app.moderation.card import Card, card_of, newest_comments
from app.moderation.deciding import AlreadyDecided, CommentTakenBack, ReasonNotFound, WordsChanged, decide, hand_over, standing
from app.moderation.decision import Decision, Verdict
from app.moderation.queue import PER_PAGE, Queue
from app.moderation.retention import erase_what_is_over
from app.moderation.undoing import DecisionNotFound, TooLateToUndo, history, in_force, next_effect, undo, undoable
from app.moderation.usual_wait import usual_wait

__all__ = [
    "PER_PAGE",
    "AlreadyDecided",
    "Card",
    "CommentTakenBack",
    "Decision",
    "DecisionNotFound",
    "Queue",
    "ReasonNotFound",
    "TooLateToUndo",
    "Verdict",
    "WordsChanged",
    "card_of",
    "decide",
    "erase_what_is_over",
    "hand_over",
    "history",
    "in_force",
    "newest_comments",
    "next_effect",
    "standing",
    "undo",
    "undoable",
    "usual_wait",
]
