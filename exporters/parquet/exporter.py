"""Holds spans until a file is worth writing, and writes it so that a crash repeats it exactly."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from exporters.delivery import delivery_of
from exporters.parquet.columns import content_table, reads, span_table
from exporters.parquet.files import Layout, Publication, partitions, publish
from exporters.parquet.held import Held
from exporters.parquet.promoted import hide_users, misfits, promote
from exporters.parquet.retention import expire
from spanmill.errors import RetryLater
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from exporters.parquet.config import ParquetConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["ParquetExporter"]

_BESIDE = ("sequence", "event_ns", "received_ns")
_RETENTION_INTERVAL_S = 600.0


class ParquetExporter:
    """Writes spans to Parquet files in folders by date and hour."""

    def __init__(self, config: ParquetConfig, settings: Settings) -> None:
        promoted = frozenset(each.attribute for each in config.columns)
        self.reads = reads(content=config.content.enabled, promoted=promoted)
        self.delivery = delivery_of(config.sending_queue, config.retry_on_failure)
        self._config = config
        self._settings = settings
        self._root = Path(config.directory)
        self._content = Path(config.content.directory or self._root / "content")
        self._held: dict[str, Held] = {}
        self._lock = Lock()
        self._expired_at = 0.0

    def start(self) -> None:
        """Make the folder of the table. Raises `OSError`."""
        self._root.mkdir(parents=True, exist_ok=True)

    def export(self, batch: SpanBatch, records: Records) -> bool:
        """Hold the spans; `flush` makes them files."""
        with self._lock:
            try:
                held = self._held_of(records.log_id)
            except OSError as error:
                raise RetryLater(f"cannot read the folder of the table: {error}") from error
            clamped = held.add(batch, records, self._settings.clock())
        if clamped:
            self._settings.metrics.count("parquet_clamped_times", clamped)
        return False

    def next_flush(self) -> float | None:
        """Return when the oldest spans have waited long enough, or now where there are plenty."""
        with self._lock:
            waiting = [each for each in self._held.values() if not each.empty]
            if not waiting or not all(each.complete() for each in waiting):
                return None
            if any(each.num_bytes >= self._config.roll.max_bytes for each in waiting):
                return self._settings.clock()
            return min(each.since for each in waiting) + self._config.roll.interval

    def flush(self) -> None:
        """Write everything. Raises `RetryLater` while the disk refuses."""
        with self._lock:
            for log_id, held in self._held.items():
                if not held.empty:
                    self._write(log_id, held)
            self._expire()

    def stop(self) -> None:
        """Let go of what was not written; the log still has it."""
        with self._lock:
            self._held.clear()

    def _layout(self, log_id: str) -> Layout:
        return Layout.of(self._root, self._content, self._settings.id, log_id)

    def _held_of(self, log_id: str) -> Held:
        if log_id not in self._held:
            self._held[log_id] = Held(self._layout(log_id).prepare())
        return self._held[log_id]

    def _write(self, log_id: str, held: Held) -> None:
        if not held.complete():
            raise RetryLater("files of before the restart are not complete yet")
        layout = self._layout(log_id)
        try:
            for first, last, batch, beside in held.ranges():
                files = self._publications(layout, *_sorted(batch, beside))
                publish(layout, held.journal, (first, last), files, self._config)
        except (OSError, pa.ArrowException) as error:
            raise RetryLater(f"cannot write files: {error}") from error
        held.clear()

    def _publications(
        self, layout: Layout, batch: SpanBatch, beside: pa.Table
    ) -> list[Publication]:
        batch = hide_users(batch, self._config.user_id)
        column = "event_ns" if self._config.partition_time == "start" else "received_ns"
        times = beside[column].to_numpy()
        spans = _in_groups(batch, beside.drop_columns(list(_BESIDE)), self._config)
        for name, count in misfits(spans, batch, self._config.columns).items():
            self._settings.metrics.count("parquet_values_of_another_type", count, column=name)
        found: list[Publication] = []
        for folder, rows in partitions(times, self._config.partition_by):
            found.append(Publication(layout.spans, folder, spans.take(pa.array(rows))))
            if self._config.content.enabled:
                talk = content_table(batch.take(rows.astype(np.uint32)))
                if talk.num_rows:
                    found.append(Publication(layout.content, folder, talk))
        return found

    def _expire(self) -> None:
        now = self._settings.clock()
        limits = (self._config.retention, self._config.retention_bytes)
        if not any(limits) or now - self._expired_at < _RETENTION_INTERVAL_S:
            return
        self._expired_at = now
        for table in (self._root / "spans" / "v1", self._content / "v1"):
            try:
                deleted = expire(table, now, *limits)
            except OSError as error:  # the files are safe; the next round tries again
                self._settings.logger.warning("cannot delete old files", error=str(error))
            else:
                self._settings.metrics.count("parquet_deleted_folders", deleted)


def _sorted(batch: SpanBatch, beside: pa.Table) -> tuple[SpanBatch, pa.Table]:
    """Sort by start, trace and span; of equal rows the earlier record comes first."""
    start = array(batch.column("start_unix_nano"), np.int64)
    trace = array(batch.column("trace_id"), np.uint64).byteswap().reshape(-1, 2)
    span: NDArray[np.uint64] = array(batch.column("span_id"), np.uint64).byteswap()
    order = np.lexsort((span, trace[:, 1], trace[:, 0], start)).astype(np.uint32)
    return batch.take(order), beside.take(pa.array(order))


def _in_groups(batch: SpanBatch, beside: pa.Table, config: ParquetConfig) -> pa.Table:
    """Build the table in pieces, because Arrow's offsets end at 2 GiB of text."""
    tables, rows = [], config.row_group_rows
    for start in range(0, batch.num_spans, rows):
        count = min(rows, batch.num_spans - start)
        part = batch.take(np.arange(start, start + count, dtype=np.uint32))
        table = span_table(part, beside.slice(start, count))
        tables.append(promote(table, part, config.columns))
    return pa.concat_tables(tables)
