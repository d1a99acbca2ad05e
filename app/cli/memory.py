"""How this process and its forks hold memory: what they free goes back to the system."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_TRIM, _MMAP, _ARENAS = -1, -3, -8
"""glibc's names for what can be set: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX."""

LARGE = 128 * 1024
"""Bytes. Whatever is larger gets pages of its own, which are gone when it is: a picture, a long page."""

UNUSED = 512 * 1024
"""Bytes that may lie unused at the end of the heap."""

OBJECTS = 10_000
"""New ones after which the garbage collector looks for circles: a page makes thousands, and frees them by itself."""


def hold_little() -> None:
    """Settle the memory of this process, before it has threads or forks its workers.

    glibc by itself learns from one large picture to keep 32 MB for the next, and one heap for each thread; here threads
    share one, as they share the interpreter. What is frozen is not walked through by the forks' garbage collectors, so
    that its pages stay shared.
    """
    with suppress(OSError, AttributeError):  # another C library
        set_option = ctypes.CDLL(None).mallopt
        for option, value in ((_TRIM, UNUSED), (_MMAP, LARGE), (_ARENAS, 1)):
            set_option(option, value)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)
