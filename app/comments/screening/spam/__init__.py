"""The spam filter: it learns from this site's decisions, says which words spoke, and never discards anything."""

from app.comments.screening.spam.judging import ALL, LIKELY, LINK, PERHAPS, Judgement, counted, judge, read, words_of
from app.comments.screening.spam.learning import everything_learned, forget_all, learn, learned

__all__ = [
    "ALL",
    "LIKELY",
    "LINK",
    "PERHAPS",
    "Judgement",
    "counted",
    "everything_learned",
    "forget_all",
    "judge",
    "learn",
    "learned",
    "read",
    "words_of",
]
