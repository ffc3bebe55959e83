"""What glibc keeps of memory that was given back, and how often cycles of objects are looked for.

Too much kept shows as growth; too little costs new pages, which have to be cleared, for every
buffer of a few MiB that comes and goes with a group. Other C libraries are left alone.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

__all__ = ["release", "settle", "tune"]

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Source: mallopt(3)."""
ARENAS = 2
"""Heaps of all threads together: each keeps what a burst took."""
OBJECTS = 20_000
"""New objects that may be cycles, before the collector looks at them."""
KEPT_BYTES = 16 << 20
"""Freed memory that a heap keeps at most. A larger buffer goes back to the system at once."""


def tune() -> bool:
    """Say how much to keep. Only before the first thread starts.

    False where the C library cannot be told.
    """
    settings = (
        (M_ARENA_MAX, ARENAS),
        (M_MMAP_THRESHOLD, KEPT_BYTES),
        (M_TRIM_THRESHOLD, KEPT_BYTES),
    )
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        return all(mallopt(name, value) for name, value in settings)
    return False


def settle() -> None:
    """Have the collector of cycles pass over what is there now, which stays, and look seldom.

    What a group makes goes without it. For after a start or a reload.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS)


def release() -> None:
    """Give what is free back to the system. For after something large and rare."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
