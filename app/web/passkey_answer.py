"""What a browser says about a passkey, as it arrives in a form."""

from __future__ import annotations

import json
from typing import Any

from flask import request

from app.accounts import PasskeyRefused

LONGEST = 20_000
"""In characters: what a passkey signs is a few hundred."""


def passkey_answer() -> dict[str, Any]:
    """The answer in the field `answer`.

    Raises:
        PasskeyRefused: there is none that can be read.
    """
    text = request.form.get("answer", "")
    try:
        answer = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise PasskeyRefused
    return answer
