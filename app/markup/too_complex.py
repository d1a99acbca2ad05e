"""The refusal of a text whose structure goes beyond the limits."""

from __future__ import annotations

from app.language import _


class TooComplex(ValueError):
    """The text would make more elements, or deeper ones, than the limits of the policy allow. `str()` is for its author."""

    def __init__(self) -> None:
        super().__init__(
            _("This text has too many nested or separate parts to be shown. Use fewer quotes, lists, links or emphasis marks.")
        )
