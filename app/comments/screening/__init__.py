"""Screening: what is noticed about a comment before a person reads it. It orders their reading and decides nothing."""

from app.comments.screening import measuring, measuring_spam
from app.comments.screening.about_words import danger_before
from app.comments.screening.advice import Advice, advice_on
from app.comments.screening.blocked import blocked_in
from app.comments.screening.danger import Danger, Level, LexiconError, all_dangers_in, danger_in, lexicons
from app.comments.screening.finding import Finding, Screen, findings_of, keep, noticed_danger, sounds_like_danger
from app.comments.screening.screens import lane_for, screen
from app.comments.screening.spam import everything_learned, forget_all, learn
from app.comments.screening.subject import Subject
from app.comments.screening.words import Words

__all__ = [
    "Advice",
    "Danger",
    "Finding",
    "Level",
    "LexiconError",
    "Screen",
    "Subject",
    "Words",
    "advice_on",
    "all_dangers_in",
    "blocked_in",
    "danger_before",
    "danger_in",
    "everything_learned",
    "findings_of",
    "forget_all",
    "keep",
    "lane_for",
    "learn",
    "lexicons",
    "measuring",
    "measuring_spam",
    "noticed_danger",
    "screen",
    "sounds_like_danger",
]
