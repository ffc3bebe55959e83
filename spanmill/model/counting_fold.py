"""A fold over tables: counts on the engine's thread and is read by scrapes.

Traps: a lock keeps each scrape, and each snapshot, at one moment between two batches.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Protocol

from spanmill.model import tally_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from structlog.typing import FilteringBoundLogger

    from spanmill.exchange import Reads
    from spanmill.kernel import SpanBatch
    from spanmill.model.tally import Family, Table

__all__ = ["CountingFold", "SpanCounter"]


class SpanCounter(Protocol):
    """Counts spans into tables of its own."""

    @property
    def tables(self) -> Sequence[Table]:
        """Return where it counts."""
        ...

    def observe(self, batch: SpanBatch, now: float) -> None:
        """Count the spans of `batch`."""
        ...


class CountingFold:
    """Fits both `Fold` of the contract and `Counted`."""

    def __init__(
        self,
        counters: Sequence[SpanCounter],
        reads: Reads,
        clock: Callable[[], float],
        logger: FilteringBoundLogger,
        *,
        expiration_s: float,
    ) -> None:
        self.reads = reads
        self._counters = counters
        self._tables = [table for each in counters for table in each.tables]
        self._clock = clock
        self._logger = logger
        self._expiration_s = expiration_s
        """0 keeps series for ever."""
        self._lock = Lock()

    def start(self) -> None:
        """Nothing to open."""

    def observe(self, batch: SpanBatch, sequence: int) -> None:
        """Count `batch`."""
        del sequence
        now = self._clock()
        with self._lock:
            for counter in self._counters:
                counter.observe(batch, now)

    def families(self) -> Sequence[Family]:
        """Return everything counted so far, without what expired."""
        with self._lock:
            if self._expiration_s > 0:
                before = self._clock() - self._expiration_s
                for table in self._tables:
                    table.expire(before)
            return [family for table in self._tables for family in table.families()]

    def snapshot(self) -> bytes:
        """Return the state, exact to the last bit."""
        with self._lock:
            return tally_state.dump(self._tables)

    def restore(self, state: bytes) -> None:
        """Take up a state; metrics whose labels or buckets the configuration changed begin at 0."""
        with self._lock:
            try:
                missing = tally_state.load(self._tables, state)
            except ValueError as error:
                self._logger.warning("state of metrics is damaged", error=str(error))
                return
        if missing:
            self._logger.warning("metrics of a new shape begin at 0", metrics=missing)

    def stop(self) -> None:
        """Nothing to close."""
