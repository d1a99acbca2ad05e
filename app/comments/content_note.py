"""ContentNote: what an author may say of a comment beforehand, so that nobody comes upon it unprepared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.language import _


class ContentNote(StrEnum):
    """Readers see the note, and the words when they ask for them. The keys are kept, so they never change."""

    SELF_HARM = "self-harm"
    SUICIDE = "suicide"
    LOSS = "loss"
    BIRTH = "birth"
    VIOLENCE = "violence"
    ILLNESS = "illness"
    EATING = "eating"

    @property
    def words(self) -> str:
        """The note as readers see it, in the site's language."""
        return _WORDS[self]()

    @classmethod
    def known(cls, key: str | None) -> ContentNote | None:
        """The note with this key; None for anything else."""
        return next((note for note in cls if note == key), None)


_WORDS: Mapping[ContentNote, Callable[[], str]] = {
    ContentNote.SELF_HARM: lambda: _("Mentions self-harm"),
    ContentNote.SUICIDE: lambda: _("Mentions suicide"),
    ContentNote.LOSS: lambda: _("Mentions a loss"),
    ContentNote.BIRTH: lambda: _("Mentions a hard birth"),
    ContentNote.VIOLENCE: lambda: _("Mentions violence or abuse"),
    ContentNote.ILLNESS: lambda: _("Mentions illness"),
    ContentNote.EATING: lambda: _("Mentions eating or weight"),
}
