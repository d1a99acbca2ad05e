"""Place: where a reply stands within its branch, as bytes that sort in the order of reading."""

from __future__ import annotations

LEVELS = 20
"""As deep as site.toml lets replies be indented. Deeper ones follow each other in the order of their numbers."""

_BYTES = 6


def place_below(parent: bytes, id: int) -> bytes:
    """The place of the reply numbered `id` to the comment that stands at `parent`; a root's own place is empty.

    It is the numbers of those above it and its own, so a reply sorts after what it answers, and before whatever is
    said to somebody else later. At most 126 bytes, however long people answer each other.
    """
    return parent[: LEVELS * _BYTES] + id.to_bytes(_BYTES)
