"""What glibc keeps of memory that was given back, which resident memory shows as growth.

Other C libraries keep none; there nothing happens.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

__all__ = ["limit_arenas", "release"]

M_ARENA_MAX = -8
ARENAS = 2


def limit_arenas() -> None:
    """Let all threads share two heaps, unless the environment says how many.

    Each heap keeps what a burst took, and receivers have many threads. Only before the first thread
    starts. Source: mallopt(3).
    """
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def release() -> None:
    """Give what is free back to the system. For after something large and rare."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
