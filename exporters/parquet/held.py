"""What waits to become files.

For each span what it is sorted and cut by, what the engine wrote beside it, and where it lies. The
log has the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from exporters.parquet.beside import beside, received_of
from exporters.parquet.columns import starts
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from exporters.parquet.journal import Journal
    from spanmill.component import Records
    from spanmill.kernel import HeldSpans, SpanBatch

__all__ = ["Held", "Waiting"]

KEY = np.dtype([
    ("sequence", np.int64), ("start", np.int64), ("event", np.int64), ("received", np.int64),
    ("trace_high", np.uint64), ("trace_low", np.uint64), ("span", np.uint64), ("size", np.uint32),
])  # fmt: skip
"""A span: its record, its start, the time that decides its folder, when it was received, its ids as
they sort, and its bytes.
"""
_DAY_NS = 86_400_000_000_000
_HOUR_NS = 3_600_000_000_000
_WEEK_NS = 7 * _DAY_NS
_MOST_PIECES = 256


@dataclass(frozen=True, slots=True)
class Waiting:
    """Spans, a row each."""

    keys: NDArray[np.void]
    """Of `KEY`."""
    sides: pa.Table
    """As `beside` makes it."""
    spans: HeldSpans
    """Where they lie in the log."""


@dataclass(slots=True)
class Held:
    """Spans of one log, in the order of its records."""

    journal: Journal
    since: float = 0.0
    num_bytes: int = 0
    last: int = 0
    """Newest record that was handed over."""
    _pieces: list[Waiting] = field(default_factory=list[Waiting])

    def add(self, batch: SpanBatch, records: Records, now: float) -> int:
        """Note a batch and return how many of its spans have a clock too wrong for a folder."""
        keys, clamped = _keys(batch, records)
        if self.empty:
            self.since = now
        self._pieces.append(Waiting(keys, beside(batch, records), records.hold()))
        if len(self._pieces) >= _MOST_PIECES:
            self._pieces = [self.all()]
        self.num_bytes += batch.size_bytes
        self.last = records.last
        return clamped

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._pieces

    def complete(self) -> bool:
        """Whether every range that was begun before a restart is here to its end."""
        if self.journal.end_of(int(self._pieces[0].keys["sequence"][0])) is None:
            return True  # nearly always, and asked for often
        sequences = np.concatenate([each.keys["sequence"] for each in self._pieces])
        return all(last <= self.last for _, last in self._known(sequences))

    def all(self) -> Waiting:
        """Return everything as one."""
        first, *others = self._pieces
        sides = pa.concat_tables([each.sides for each in self._pieces])
        return Waiting(
            np.concatenate([each.keys for each in self._pieces]),
            sides.unify_dictionaries().combine_chunks(),
            first.spans.joined([each.spans for each in others]),
        )

    def ranges(self, keys: NDArray[np.void]) -> Iterator[tuple[int, int]]:
        """Cut what is held into ranges of rows, at the places where a crash left its files."""
        ends = [last for _, last in self._known(keys["sequence"])]
        cuts = np.searchsorted(keys["sequence"], ends, side="right").tolist()
        for start, stop in pairwise([0, *cuts, len(keys)]):
            if start < stop:
                yield start, stop

    def clear(self) -> None:
        """Let go of everything."""
        self._pieces, self.num_bytes = [], 0

    def _known(self, sequences: NDArray[np.int64]) -> list[tuple[int, int]]:
        known: list[tuple[int, int]] = []
        place = 0
        while place < len(sequences):
            first = int(sequences[place])
            last = self.journal.end_of(first)
            if last is None:
                break
            known.append((first, last))
            place = int(np.searchsorted(sequences, last, side="right"))
        return known


def _keys(batch: SpanBatch, records: Records) -> tuple[NDArray[np.void], int]:
    received = received_of(batch, records)
    start = starts(batch)
    wrong = (start < received - _WEEK_NS) | (start > received + _HOUR_NS)
    trace = array(batch.column("trace_id"), np.uint64).byteswap().reshape(-1, 2)
    keys = np.zeros(batch.num_spans, KEY)
    keys["sequence"] = records.first + array(batch.column("request"), np.uint32).astype(np.int64)
    keys["start"], keys["received"] = start, received
    keys["event"] = np.where(wrong, received, start)
    keys["trace_high"], keys["trace_low"] = trace[:, 0], trace[:, 1]
    keys["span"] = array(batch.column("span_id"), np.uint64).byteswap()
    keys["size"] = array(batch.column("size"), np.uint32)
    return keys, int(wrong.sum())
