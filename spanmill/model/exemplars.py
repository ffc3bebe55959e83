"""A trace for each bucket of a histogram: the newest that fell into it.

One a bucket is all that OpenMetrics shows, so memory is bounded by the series. Not part of the
state that a restart takes up: new traffic brings new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


__all__ = ["Exemplar", "Exemplars"]

_CELL = np.dtype([("trace_id", "V16"), ("amount", np.float64), ("seen", np.float64)])


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One observation."""

    trace_id: str
    """Lower-case hex."""
    amount: float
    seen: float
    """Clock time at which it was counted."""


class Exemplars:
    """A cell for each label set and bucket; a time of 0 marks an empty one."""

    def __init__(self, buckets: int) -> None:
        self._buckets = buckets
        self._cells = np.zeros((0, buckets), _CELL)

    def note(
        self,
        places: NDArray[np.int64],
        buckets: NDArray[np.int64],
        amounts: NDArray[np.float64],
        trace_ids: NDArray[np.void],
        now: float,
    ) -> None:
        """Remember the last row of each place and bucket."""
        cells = np.zeros(len(places), _CELL)
        cells["trace_id"], cells["amount"], cells["seen"] = trace_ids, amounts, now
        # Of rows for the same cell numpy keeps the last.
        self._cells.reshape(-1)[places * self._buckets + buckets] = cells

    def pick(self, kept: NDArray[np.int64], rows: int) -> None:
        """Keep these places in this order, and make room for `rows`."""
        cells = np.zeros((rows, self._buckets), _CELL)
        cells[: len(kept)] = self._cells[kept] if len(kept) else cells[:0]
        self._cells = cells

    def at(self, place: int) -> tuple[Exemplar, ...]:
        """Return what is remembered of one label set."""
        return tuple(
            Exemplar(bytes(trace_id).hex(), amount, seen)
            for trace_id, amount, seen in self._cells[place].tolist()
            if seen
        )
