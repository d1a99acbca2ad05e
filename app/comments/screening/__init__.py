"""Screening: what is noticed about a comment before a person reads it. It orders their reading and decides nothing."""

from app.comments.screening.danger import Danger, Level, LexiconError, all_dangers_in, danger_in
from app.comments.screening.finding import Finding, Screen, findings_of, keep
from app.comments.screening.screens import lane_for, screen
from app.comments.screening.subject import Subject
from app.comments.screening.words import Words

__all__ = [
    "Danger",
    "Finding",
    "Level",
    "LexiconError",
    "Screen",
    "Subject",
    "Words",
    "all_dangers_in",
    "danger_in",
    "findings_of",
    "keep",
    "lane_for",
    "screen",
]
