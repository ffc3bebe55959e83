"""Holds spans until a file is worth writing, and writes it so that a crash repeats it exactly."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import pyarrow as pa

from exporters.delivery import delivery_of
from exporters.parquet.columns import content_table, reads, span_table, spoken
from exporters.parquet.files import Layout, Publication, partitions, publish
from exporters.parquet.held import Held
from exporters.parquet.pieces import Reader, sorted_rows
from exporters.parquet.promoted import hide_users, misfits, promote
from exporters.parquet.retention import expire, forget
from exporters.parquet.writer import give_back
from spanmill.component import Reads
from spanmill.errors import RetryLater
from spanmill.kernel import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from exporters.parquet.config import ParquetConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["ParquetExporter"]

_RETENTION_INTERVAL_S = 600.0


class ParquetExporter:
    """Writes spans to Parquet files in folders by date and hour."""

    def __init__(self, config: ParquetConfig, settings: Settings) -> None:
        self.reads = Reads(all_attributes=True)
        promoted = frozenset(each.attribute for each in config.columns)
        wanted = reads(content=config.content.enabled, promoted=promoted)
        self._plan = Plan(sorted(wanted.span, key=repr), sorted(wanted.resource, key=repr))
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
                held = self._held_of(records)
            except OSError as error:
                raise RetryLater(f"cannot read the folder of the table: {error}") from error
            clamped = held.add(batch, records, self._settings.clock())
        if clamped:
            self._settings.metrics.count("parquet_clamped_times", clamped)
        return False

    def next_flush(self) -> float | None:
        """Return when the oldest spans have waited long enough, or now where there are plenty.

        It is asked twice a second, also where no span comes, so old files go here.
        """
        with self._lock:
            self._expire()
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
                    give_back()

    def stop(self) -> None:
        """Let go of what was not written; the log still has it."""
        with self._lock:
            self._held.clear()

    def _layout(self, log_id: str) -> Layout:
        return Layout.of(self._root, self._content, self._settings.id, log_id)

    def _held_of(self, records: Records) -> Held:
        log_id = records.log_id
        if log_id not in self._held:
            self._held[log_id] = Held(self._layout(log_id).prepare())
        return self._held[log_id]

    def _write(self, log_id: str, held: Held) -> None:
        if not held.complete():
            raise RetryLater("files of before the restart are not complete yet")
        layout, waiting = self._layout(log_id), held.all()
        reader, sequences = Reader(waiting, self._plan), waiting.keys["sequence"]
        try:
            for start, stop in held.ranges(waiting.keys):
                records = int(sequences[start]), int(sequences[stop - 1])
                files = self._publications(layout, reader, start, stop)
                publish(layout, held.journal, records, files, self._config)
        except (OSError, pa.ArrowException) as error:
            raise RetryLater(f"cannot write files: {error}") from error
        held.clear()

    def _publications(
        self, layout: Layout, reader: Reader, start: int, stop: int
    ) -> Iterator[Publication]:
        keys = reader.waiting.keys
        column = "event" if self._config.partition_time == "start" else "received"
        for folder, found in partitions(keys[column][start:stop], self._config.partition_by):
            rows = sorted_rows(keys, found + start)
            yield Publication(layout.spans, folder, self._spans(reader, rows))
            if self._config.content.enabled:
                most = self._config.row_group_rows
                read = reader.pieces(rows, most, content_beside)
                yield Publication(layout.content, folder, map(spoken, read))

    def _spans(self, reader: Reader, rows: NDArray[np.intp]) -> Iterator[pa.Table]:
        columns = self._config.columns

        def make(read: SpanBatch, beside: pa.Table) -> pa.Table:
            batch = hide_users(read, self._config.user_id)
            table = promote(span_table(batch, beside), batch, columns)
            for name, count in misfits(table, batch, columns).items():
                self._settings.metrics.count("parquet_values_of_another_type", count, column=name)
            return table

        return reader.pieces(rows, self._config.row_group_rows, make)

    def _expire(self) -> None:
        now = self._settings.clock()
        limits = (self._config.retention, self._config.retention_bytes)
        if not any(limits) or now - self._expired_at < _RETENTION_INTERVAL_S:
            return
        is_first, self._expired_at = not self._expired_at, now
        tables = {"spans": self._root / "spans" / "v1", "content": self._content / "v1"}
        try:
            deleted = {name: expire(table, now, *limits) for name, table in tables.items()}
            for name, count in deleted.items():
                self._settings.metrics.count("parquet_deleted_files", count, table=name)
            if is_first or any(deleted.values()):
                forget(self._root / "_manifest", tables)
        except (OSError, ValueError, LookupError) as error:  # the files are safe; tried again
            self._settings.logger.warning("cannot delete old files", error=str(error))


def content_beside(batch: SpanBatch, _: pa.Table) -> pa.Table:
    """Build rows of `content`, which has none of the engine's columns."""
    return content_table(batch)
