"""Finds out which part of a cost no other span of the batch counts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spanmill.model.arrays import array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spanmill.kernel import SpanBatch

__all__ = ["ancestors", "depths", "parents"]

MAX_DEPTH = 64
"""Calls nested deeper, or in a circle, count as having no caller."""


def parents(batch: SpanBatch) -> NDArray[np.int64]:
    """Return the row of each span's parent, -1 where it is not in the batch."""
    count = batch.num_spans
    trace = array(batch.column("trace_id"), np.uint64).reshape(count, 2)
    own = array(batch.column("span_id"), np.uint64)
    parent = array(batch.column("parent_span_id"), np.uint64)
    mix = (trace[:, 0] * np.uint64(0x9E3779B97F4A7C15)) ^ (
        trace[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
    )
    keys = mix ^ own
    order = np.argsort(keys, kind="stable")
    place = np.minimum(np.searchsorted(keys[order], mix ^ parent), count - 1)
    row = order[place].astype(np.int64)
    same = (own[row] == parent) & (trace[row] == trace).all(axis=1) & (parent != 0)
    return np.where(same, row, -1)


def ancestors(parent: NDArray[np.int64], relevant: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the row of the nearest relevant ancestor, -1 where there is none."""
    near = parent.copy()
    for _ in range(MAX_DEPTH):
        moving = (near >= 0) & ~relevant[near]
        if not moving.any():
            return near
        near[moving] = parent[near[moving]]
    near[(near >= 0) & ~relevant[near]] = -1
    return near


def depths(near: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many relevant ancestors each span has."""
    depth, at = np.zeros(len(near), np.int64), near.copy()
    for _ in range(MAX_DEPTH):
        inside = at >= 0
        if not inside.any():
            break
        depth += inside
        at = np.where(inside, near[at], -1)
    return depth
