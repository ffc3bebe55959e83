"""What waits to become files: batches of one log with what the engine wrote beside their spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from spanmill.kernel import SpanBatch
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from exporters.parquet.journal import Journal
    from spanmill.component import Records

__all__ = ["Held"]

_DAY_NS = 86_400_000_000_000
_HOUR_NS = 3_600_000_000_000
_WEEK_NS = 7 * _DAY_NS


@dataclass(slots=True)
class Held:
    """Spans of one log, in the order of its records."""

    journal: Journal
    since: float = 0.0
    num_bytes: int = 0
    last: int = 0
    """Newest record that was handed over."""
    _batches: list[SpanBatch] = field(default_factory=list)
    _beside: list[pa.Table] = field(default_factory=list)

    def add(self, batch: SpanBatch, records: Records, now: float) -> int:
        """Keep a batch and return how many of its spans have a clock too wrong for a folder."""
        beside, clamped = _beside(batch, records)
        if not self._batches:
            self.since = now
        self._batches.append(batch)
        self._beside.append(beside)
        self.num_bytes += batch.size_bytes
        self.last = records.last
        return clamped

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._batches

    def complete(self) -> bool:
        """Whether every range that was begun before a restart is here to its end."""
        return all(last <= self.last for _, last in self._known(self._sequences()))

    def ranges(self) -> list[tuple[int, int, SpanBatch, pa.Table]]:
        """Cut what is held into ranges of records, at the places where a crash left them."""
        sequences = self._sequences()
        batch = SpanBatch.concat(self._batches)
        beside = pa.concat_tables(self._beside).unify_dictionaries()
        ends = [last for _, last in self._known(sequences)]
        edges = [0, *np.searchsorted(sequences, ends, side="right").tolist(), len(sequences)]
        cuts: list[tuple[int, int, SpanBatch, pa.Table]] = []
        for start, stop in pairwise(edges):
            if start == stop:
                continue
            rows = np.arange(start, stop, dtype=np.uint32)
            first, last = int(sequences[start]), int(sequences[stop - 1])
            cuts.append((first, last, batch.take(rows), beside.slice(start, stop - start)))
        return cuts

    def clear(self) -> None:
        """Let go of everything."""
        self._batches, self._beside, self.num_bytes = [], [], 0

    def _sequences(self) -> NDArray[np.int64]:
        columns: Sequence[NDArray[np.int64]] = [
            table["sequence"].to_numpy() for table in self._beside
        ]
        return np.concatenate(columns)

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


def _beside(batch: SpanBatch, records: Records) -> tuple[pa.Table, int]:
    place = array(batch.column("request"), np.uint32)
    received = np.array([meta.received_unix_nano for meta in records.metas], np.int64)[place]
    start = array(batch.column("start_unix_nano"), np.int64)
    wrong = (start < received - _WEEK_NS) | (start > received + _HOUR_NS)
    columns = {
        "sequence": pa.array(records.first + place.astype(np.int64)),
        "event_ns": pa.array(np.where(wrong, received, start)),
        "received_ns": pa.array(received),
        "ingest_time": pa.array(received // 1000).cast(pa.timestamp("us", "UTC")),
        "tenant_id": _by_record([meta.tenant for meta in records.metas], place),
        "config_version": _by_record([meta.config_version for meta in records.metas], place),
        "config_hash": _by_record([meta.config_hash for meta in records.metas], place),
        **_decisions(batch.num_spans, records),
    }
    return pa.table(columns), int(wrong.sum())


def _by_record(values: list[str], place: NDArray[np.uint32]) -> pa.DictionaryArray:
    return (
        pa.array([value or None for value in values], pa.utf8())
        .dictionary_encode()
        .take(pa.array(place))
    )


def _decisions(num_spans: int, records: Records) -> dict[str, pa.Array]:
    """Give each span its decision. None fits a part of a batch, which the engine makes of none."""
    found = records.decisions()
    weight = array(found.weight, np.float64)
    if len(weight) != num_spans:
        none = np.full(num_spans, -1, np.int32)
        policy = reason = _coded(none, [])
        return {
            "sampling_policy": policy,
            "sampling_reason": reason,
            "sampling_weight": pa.array(np.ones(num_spans)),
        }
    return {
        "sampling_policy": _coded(array(found.policy, np.int32), list(found.policies)),
        "sampling_reason": _coded(array(found.reason, np.int32), list(found.reasons)),
        "sampling_weight": pa.array(weight),
    }


def _coded(codes: NDArray[np.int32], names: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.utf8()), mask=codes < 0)
