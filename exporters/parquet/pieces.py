"""Rows of a file in its order, a piece at a time, read again from the log.

So what a file takes in memory while it is written does not grow with the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from exporters.parquet.held import Waiting
    from spanmill.kernel import Plan, SpanBatch

    Make = Callable[[SpanBatch, pa.Table], pa.Table]

__all__ = ["Reader", "sorted_rows"]

PIECE_BYTES = 4 << 20
"""Bytes of spans in a piece at most; a larger span is alone."""


def sorted_rows(keys: NDArray[np.void], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Sort rows by start, trace and span; of equal rows the earlier record comes first."""
    own = keys[rows]
    order = np.lexsort((own["span"], own["trace_low"], own["trace_high"], own["start"]))
    return rows[order]


class Reader:
    """Reads spans by their row in what waits."""

    def __init__(self, waiting: Waiting, plan: Plan) -> None:
        self.waiting = waiting
        self._plan = plan
        self._sizes = waiting.keys["size"].astype(np.int64)

    def pieces(self, rows: NDArray[np.intp], most_rows: int, make: Make) -> Iterator[pa.Table]:
        """Yield what `make` makes of the spans of `rows`, in that order, and what is beside them.

        `make` gets a row a span and returns one for each.
        """
        sizes = np.cumsum(self._sizes[rows])
        start = 0
        while start < len(rows):
            before = int(sizes[start - 1]) if start else 0
            fits = int(np.searchsorted(sizes, before + PIECE_BYTES, side="right"))
            stop = min(max(fits, start + 1), start + most_rows)
            yield self._piece(rows[start:stop], make)
            start = stop

    def _piece(self, rows: NDArray[np.intp], make: Make) -> pa.Table:
        wanted = np.zeros(len(self._sizes), np.uint8)
        wanted[rows] = 1
        batch, found = self.waiting.spans.read(wanted, self._plan)
        own = array(found, np.uint32)
        table = make(batch, self.waiting.sides.take(pa.array(own)))
        order = np.argsort(own)
        return table.take(pa.array(order[np.searchsorted(own[order], rows)]))
