"""Danger: words that suggest danger to their author or to someone else, found by a lexicon that a clinician can review."""

from app.comments.screening.danger.finding import Danger, all_dangers_in, danger_in
from app.comments.screening.danger.lexicon import Level, LexiconError, lexicons

__all__ = ["Danger", "Level", "LexiconError", "all_dangers_in", "danger_in", "lexicons"]
