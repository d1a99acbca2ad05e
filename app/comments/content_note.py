"""ContentNote: what an author may say of a comment beforehand, so that nobody comes upon it unprepared."""

from __future__ import annotations

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
        return {
            ContentNote.SELF_HARM: _("Mentions self-harm"),
            ContentNote.SUICIDE: _("Mentions suicide"),
            ContentNote.LOSS: _("Mentions a loss"),
            ContentNote.BIRTH: _("Mentions a hard birth"),
            ContentNote.VIOLENCE: _("Mentions violence or abuse"),
            ContentNote.ILLNESS: _("Mentions illness"),
            ContentNote.EATING: _("Mentions eating or weight"),
        }[self]

    @classmethod
    def known(cls, key: str | None) -> ContentNote | None:
        """The note with this key; None for anything else."""
        return next((note for note in cls if note == key), None)
