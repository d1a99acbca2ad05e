"""Moderation: the Queue of what waits, and Decisions that can be undone before they leave the house."""

from app.moderation.by_mail import (
    Ended,
    LinkEnded,
    LinkNotFound,
    LinkOfAnother,
    MailedCard,
    decide_by_mail,
    hand_over_by_mail,
    open_link,
    tell_of_danger,
    tell_what_waits,
    undo_by_mail,
    write_by_mail,
)
from app.moderation.card import Card, card_of, cards_of
from app.moderation.deciding import (
    AlreadyDecided,
    CommentTakenBack,
    ReasonNotFound,
    WordsChanged,
    decide,
    hand_over,
    standing,
    take_back,
)
from app.moderation.decision import Decision, Verdict
from app.moderation.erasing import Ending, OnlyAdminsErase, ending_of, erase
from app.moderation.looking import look_at, look_away, looked_at
from app.moderation.naming import called
from app.moderation.past import Past
from app.moderation.public_record import lines_in_force
from app.moderation.queue import MOST_COUNTED, PER_PAGE, TO_READ, Queue, urgent, waiting, waiting_under
from app.moderation.retention import erase_what_is_over
from app.moderation.searching import LOOKED_THROUGH, Asked, State, counts, search
from app.moderation.signals import Shared, Signal
from app.moderation.sitting import Sitting, begin_anew, open_hard_text
from app.moderation.statistics import Day, Hour, Statistics
from app.moderation.teaching import teach_anew
from app.moderation.together import Outcome, decide_together, waiting_together
from app.moderation.undoing import (
    STEPS_BACK,
    DecisionNotFound,
    TooLateToUndo,
    history,
    in_force,
    next_effect,
    number_undoable,
    undo,
    undo_all,
    undoable,
)
from app.moderation.usual_wait import usual_wait
from app.moderation.writing import LONGEST_NOTE, NoteTooLong, NothingWritten, write_to_author, written_to_author

__all__ = [
    "LONGEST_NOTE",
    "LOOKED_THROUGH",
    "MOST_COUNTED",
    "PER_PAGE",
    "STEPS_BACK",
    "TO_READ",
    "AlreadyDecided",
    "Asked",
    "Card",
    "CommentTakenBack",
    "Day",
    "Decision",
    "DecisionNotFound",
    "Ended",
    "Ending",
    "Hour",
    "LinkEnded",
    "LinkNotFound",
    "LinkOfAnother",
    "MailedCard",
    "NoteTooLong",
    "NothingWritten",
    "OnlyAdminsErase",
    "Outcome",
    "Past",
    "Queue",
    "ReasonNotFound",
    "Shared",
    "Signal",
    "Sitting",
    "State",
    "Statistics",
    "TooLateToUndo",
    "Verdict",
    "WordsChanged",
    "begin_anew",
    "called",
    "card_of",
    "cards_of",
    "counts",
    "decide",
    "decide_by_mail",
    "decide_together",
    "ending_of",
    "erase",
    "erase_what_is_over",
    "hand_over",
    "hand_over_by_mail",
    "history",
    "in_force",
    "lines_in_force",
    "look_at",
    "look_away",
    "looked_at",
    "next_effect",
    "number_undoable",
    "open_hard_text",
    "open_link",
    "search",
    "standing",
    "take_back",
    "teach_anew",
    "tell_of_danger",
    "tell_what_waits",
    "undo",
    "undo_all",
    "undo_by_mail",
    "undoable",
    "urgent",
    "usual_wait",
    "waiting",
    "waiting_together",
    "waiting_under",
    "write_by_mail",
    "write_to_author",
    "written_to_author",
]
