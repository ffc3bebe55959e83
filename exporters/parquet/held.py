"""What waits to become files: for each span what it is sorted and cut by. The log has the rest.

Traps: rows are numbered in the order of the records, and reading records again gives the same rows
in the same order, whatever columns are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from exporters.parquet.journal import Journal
    from spanmill.component import Records
    from spanmill.kernel import Bufferable, Plan, SpanBatch

    Again = Callable[[int, int, Plan, Bufferable], tuple[SpanBatch, Records]]

__all__ = ["KEY", "Held", "received_of"]

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


@dataclass(slots=True)
class Held:
    """Spans of one log, in the order of its records."""

    journal: Journal
    again: Again
    since: float = 0.0
    num_bytes: int = 0
    last: int = 0
    """Newest record that was handed over."""
    _pieces: list[NDArray[np.void]] = field(default_factory=list)

    def add(self, batch: SpanBatch, records: Records, now: float) -> int:
        """Note a batch and return how many of its spans have a clock too wrong for a folder."""
        keys, clamped = _keys(batch, records)
        if self.empty:
            self.since = now
        self._pieces.append(keys)
        if len(self._pieces) >= _MOST_PIECES:
            self._pieces = [np.concatenate(self._pieces)]
        self.num_bytes += batch.size_bytes
        self.last = records.last
        return clamped

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._pieces

    def complete(self) -> bool:
        """Whether every range that was begun before a restart is here to its end."""
        if self.journal.end_of(int(self._pieces[0]["sequence"][0])) is None:
            return True  # nearly always, and asked for often
        sequences = np.concatenate(self._pieces)["sequence"]
        return all(last <= self.last for _, last in self._known(sequences))

    def ranges(self) -> Iterator[tuple[int, int, NDArray[np.void]]]:
        """Cut what is held into ranges of records, at the places where a crash left them."""
        keys = np.concatenate(self._pieces)
        ends = [last for _, last in self._known(keys["sequence"])]
        cuts = np.searchsorted(keys["sequence"], ends, side="right").tolist()
        for start, stop in pairwise([0, *cuts, len(keys)]):
            if start < stop:
                part = keys[start:stop]
                yield int(part["sequence"][0]), int(part["sequence"][-1]), part

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


def received_of(batch: SpanBatch, records: Records) -> NDArray[np.int64]:
    """Return when each span was received."""
    place = array(batch.column("request"), np.uint32)
    received: NDArray[np.int64] = np.array(
        [meta.received_unix_nano for meta in records.metas], np.int64
    )[place]
    return received


def _keys(batch: SpanBatch, records: Records) -> tuple[NDArray[np.void], int]:
    received = received_of(batch, records)
    start = array(batch.column("start_unix_nano"), np.int64)
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
