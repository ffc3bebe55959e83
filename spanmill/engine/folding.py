"""One fold's way through its log.

Live after commits, from the log after a restart, with its state kept on disk. Small batches are
counted together, a moment later, because counting has a price for each batch.

Traps: the snapshot names the last record that it counts, and the log keeps every record after it,
so a crash repeats nothing and skips nothing.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from spanmill.engine.ledger import unread
from spanmill.kernel import SpanBatch

if TYPE_CHECKING:
    from pathlib import Path

    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Fold
    from spanmill.kernel import Log, Plan
    from spanmill.telemetry import Registry

__all__ = ["Folding", "read_state", "write_durably"]

CATCH_UP_BYTES = 8 << 20
SNAPSHOT_INTERVAL_S = 5.0
ENOUGH_SPANS = 4096
PACE_S = 0.1
"""So long fewer spans wait for more."""


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` in one step; a crash leaves the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_suffix(".new")
    with staged.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)


def read_state(path: Path) -> tuple[int, bytes]:
    """Return the number of the last record that a snapshot counts, and the snapshot."""
    sequence, _, state = path.read_bytes().partition(b"\n")
    return int(sequence), state


class Folding:
    """Drives one fold. Called by the engine thread alone."""

    def __init__(
        self,
        name: str,
        fold: Fold,
        log: Log,
        plan: Plan,
        state: Path,
        registry: Registry,
        logger: FilteringBoundLogger,
    ) -> None:
        self.name = name
        self.fold = fold
        self._log = log
        self._plan = plan
        self.state = state
        self._registry = registry
        self._logger = logger.bind(component=name)
        self._cursor = log.cursor(f"fold:{name}")
        self._sequence = self._cursor.sequence
        self._next_snapshot = 0.0
        self._waiting: list[SpanBatch] = []
        self._waiting_spans = 0
        self._waiting_to = 0
        self._due = 0.0

    @property
    def counter(self) -> str:
        """Who counts, whatever the log: the name without the log's."""
        return self.name.rpartition("@")[0]

    def serves(self, exporter_id: str) -> bool:
        """Whether this fold stands behind the exporter of that id."""
        return self.name.partition("@")[0] == exporter_id

    def attach(self) -> None:
        """Take up the snapshot and count what the log holds beyond it."""
        if self.state.exists():
            self._sequence, state = read_state(self.state)
            self.fold.restore(state)
        self.catch_up()

    def go_on_from(self, other: Path) -> None:
        """Take over what the fold counted at another log; of this one it counts what comes now."""
        _, state = read_state(other)
        self.fold.restore(state)
        self._sequence = self._log.head
        self.save()
        other.unlink()

    def catch_up(self) -> None:
        """Count every record that is not counted yet, read from the log."""
        self._forget()
        while read := self._log.read(self._sequence + 1, CATCH_UP_BYTES, self._plan):
            if lost := unread(self._log, self._sequence, read):
                self._logger.warning("records of the log are damaged", spans=lost)
                self._count_failed(lost)
            self._count(read.batch, read.last)

    def observe(self, batch: SpanBatch, sequence: int) -> None:
        """Take a batch that was just committed as record `sequence`."""
        if not self._waiting:
            self._due = time.monotonic() + PACE_S
        self._waiting.append(batch)
        self._waiting_spans += batch.num_spans
        self._waiting_to = sequence
        if self._waiting_spans >= ENOUGH_SPANS:
            self._count_waiting()

    def _count_waiting(self) -> None:
        if not self._waiting:
            return
        try:
            joined = SpanBatch.concat(self._waiting)
        except ValueError:  # after a reload two plans may meet; the log has them all under one
            self.catch_up()
            return
        last = self._waiting_to
        self._forget()
        self._count(joined, last)

    def _forget(self) -> None:
        self._waiting.clear()
        self._waiting_spans = 0

    def _count(self, batch: SpanBatch, sequence: int) -> None:
        """Count a batch. A fault must not end the thread, and nothing is counted twice."""
        self._sequence = sequence
        try:
            self.fold.observe(batch, sequence)
        except BaseException as error:  # the spans are in the log, a counter tells who missed them
            self._logger.exception("fold failed", error=type(error).__name__)
            self._count_failed(batch.num_spans)

    def _count_failed(self, spans: int) -> None:
        log = self.name.rpartition("@")[2]
        self._registry.count("observer_failed_items", spans, log=log)

    def tick(self, now: float) -> None:
        """Count what waited long enough; keep the state on disk now and then."""
        if self._waiting and time.monotonic() >= self._due:
            self._count_waiting()
        if now >= self._next_snapshot and self._sequence != self._cursor.sequence:
            self.keep()
            self._next_snapshot = now + SNAPSHOT_INTERVAL_S

    def keep(self) -> None:
        """Save where the disk lets it. Else the log has what the state on disk does not count."""
        try:
            self.save()
        except OSError as error:
            self._logger.warning("state of metrics cannot be kept", error=str(error))

    def save(self) -> None:
        """Count what waits, write the state and move the cursor behind it.

        Raises `OSError`; then the state of before is still there.
        """
        self._count_waiting()
        write_durably(self.state, b"%d\n%s" % (self._sequence, self.fold.snapshot()))
        self._cursor.advance(self._sequence, [0] * 8)
