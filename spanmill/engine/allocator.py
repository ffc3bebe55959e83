"""Tells the C library to keep memory that is wanted again a moment later.

Bodies, batches and calls are buffers of a few MiB that come and go with every group. By default
each goes back to the system, and comes again as pages that have to be cleared: a quarter of the
CPU.
"""

from __future__ import annotations

import ctypes

__all__ = ["keep_buffers"]

MMAP_THRESHOLD, TRIM_THRESHOLD, ARENA_MAX = -3, -1, -8
"""Parameters of `mallopt`. Source: glibc, malloc.h."""
LARGEST_KEPT = 16 << 20
MOST_KEPT = 32 << 20
"""For each arena."""
ARENAS = 4


def keep_buffers() -> bool:
    """Keep freed buffers for the next ones. False where the C library has no such setting."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    settings = ((ARENA_MAX, ARENAS), (MMAP_THRESHOLD, LARGEST_KEPT), (TRIM_THRESHOLD, MOST_KEPT))
    return all(mallopt(name, value) for name, value in settings)
