"""One fold's way through its log.

Live after each commit, from the log after a restart, with its state kept on disk.

Traps: the snapshot names the last record that it counts, and the log keeps every record after it,
so a crash repeats nothing and skips nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spanmill.component import Fold
    from spanmill.kernel import Log, Plan, SpanBatch

__all__ = ["Folding", "write_durably"]

CATCH_UP_BYTES = 8 << 20
SNAPSHOT_INTERVAL_S = 5.0


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` in one step; a crash leaves the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_suffix(".new")
    with staged.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)


class Folding:
    """Drives one fold. Called by the engine thread alone."""

    def __init__(self, name: str, fold: Fold, log: Log, plan: Plan, state: Path) -> None:
        self.name = name
        self.fold = fold
        self._log = log
        self._plan = plan
        self._state = state
        self._cursor = log.cursor(f"fold:{name}")
        self._sequence = self._cursor.sequence
        self._next_snapshot = 0.0

    def serves(self, exporter_id: str) -> bool:
        """Whether this fold stands behind the exporter of that id."""
        return self.name.partition("@")[0] == exporter_id

    def attach(self) -> None:
        """Take up the snapshot and count what the log holds beyond it."""
        if self._state.exists():
            sequence, _, state = self._state.read_bytes().partition(b"\n")
            self.fold.restore(state)
            self._sequence = int(sequence)
        self.catch_up()

    def catch_up(self) -> None:
        """Count every record that is not counted yet, read from the log."""
        while read := self._log.read(self._sequence + 1, CATCH_UP_BYTES, self._plan):
            self.fold.observe(read.batch, read.last)
            self._sequence = read.last

    def observe(self, batch: SpanBatch, sequence: int) -> None:
        """Count a batch that was just committed as record `sequence`."""
        self.fold.observe(batch, sequence)
        self._sequence = sequence

    def tick(self, now: float) -> None:
        """Keep the state on disk now and then, and let the log go."""
        if now >= self._next_snapshot and self._sequence != self._cursor.sequence:
            self.save()
            self._next_snapshot = now + SNAPSHOT_INTERVAL_S

    def save(self) -> None:
        """Write the state and move the cursor behind it."""
        write_durably(self._state, b"%d\n%s" % (self._sequence, self.fold.snapshot()))
        self._cursor.advance(self._sequence, [0] * 8)
