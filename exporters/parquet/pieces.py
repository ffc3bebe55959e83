"""Rows of a file in its order, a piece at a time, read again from the log.

So what a file takes in memory while it is written does not grow with the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from exporters.parquet.beside import beside
from spanmill.kernel import SpanBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from exporters.parquet.held import Again
    from spanmill.kernel import Plan

    Make = Callable[[SpanBatch, pa.Table], pa.Table]

__all__ = ["Reader", "sorted_rows"]

PIECE_BYTES = 4 << 20
"""Bytes of spans in a piece, and in one read, at most; a larger span is alone."""


def sorted_rows(keys: NDArray[np.void], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Sort rows by start, trace and span; of equal rows the earlier record comes first."""
    own = keys[rows]
    order = np.lexsort((own["span"], own["trace_low"], own["trace_high"], own["start"]))
    return rows[order]


class Reader:
    """Reads spans of a range of records by their place in `keys`."""

    def __init__(self, keys: NDArray[np.void], again: Again, plan: Plan) -> None:
        self.keys = keys
        self._again = again
        self._plan = plan
        self._sizes = keys["size"].astype(np.int64)

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
        ordered = np.sort(rows)
        sequences = self.keys["sequence"]
        batches, sides = [], []
        for first, last in self._reads(np.unique(sequences[ordered])):
            offset, end = np.searchsorted(sequences, (first, last + 1))
            mine = ordered[np.searchsorted(ordered, offset) : np.searchsorted(ordered, end)]
            places = (mine - offset).astype(np.uint32)
            batch, records = self._again(first, last, self._plan, places)
            batches.append(batch)
            sides.append(beside(batch, records))
        # A table costs milliseconds however few its rows are, so there is one for all reads.
        table = make(SpanBatch.concat(batches), pa.concat_tables(sides))
        return table.take(pa.array(np.searchsorted(ordered, rows)))

    def _reads(self, records: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """Yield ranges of records that hold all of these, and few others, a read each."""
        starts = np.searchsorted(self.keys["sequence"], records)
        ends = np.searchsorted(self.keys["sequence"], records, side="right")
        totals = np.concatenate(([0], np.cumsum(self._sizes)))
        sizes = (totals[ends] - totals[starts]).tolist()
        first = last = int(records[0])
        taken = 0
        for record, size in zip(records.tolist(), sizes, strict=True):
            if taken and (record > last + 1 or taken + size > PIECE_BYTES):
                yield first, last
                first, taken = record, 0
            last, taken = record, taken + size
        yield first, last
