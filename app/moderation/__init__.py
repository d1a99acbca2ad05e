"""Moderation: the Queue of what waits, and Decisions that can be undone before they leave the house."""

from app.moderation.deciding import AlreadyDecided, CommentTakenBack, ReasonNotFound, WordsChanged, decide, hand_over, standing
from app.moderation.decision import Decision, Verdict
from app.moderation.queue import Card, Queue
from app.moderation.undoing import DecisionNotFound, TooLateToUndo, in_force, next_effect, undo, undoable

__all__ = [
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
    "decide",
    "hand_over",
    "in_force",
    "next_effect",
    "standing",
    "undo",
    "undoable",
]
