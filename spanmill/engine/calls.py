"""When enough waits for a call of an exporter, where calls are cut, and when too much waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from spanmill.component import Delivery
    from spanmill.kernel import Log, SpanBatch

__all__ = ["Calls"]

NO_LIMIT = 1 << 62
PACE_S = 0.02
"""Calls with few spans begin this far apart, because each has its price."""
LOOK_S = 0.005
ENOUGH_BYTES = 1 << 20
"""Worth a call of its own where the configuration does not say what is."""


class Calls:
    """Sizes the calls of one exporter, from what its configuration says and the log has."""

    def __init__(self, delivery: Delivery, log: Log) -> None:
        self._delivery = delivery
        self._log = log
        batching = delivery.batching
        limit = batching.max_size if batching and batching.unit == "bytes" else 0
        self.max_bytes = min(delivery.max_bytes, limit or NO_LIMIT)
        """Bytes of records to read for one call."""

    def gather(
        self, position: int, began: float, stop: Event, finishing: Callable[[], bool]
    ) -> None:
        """Wait for enough to send, as long as that may take.

        `position` is the last record that was taken, `began` when, by the monotonic clock.
        """
        batching = self._delivery.batching
        until = time.monotonic() + batching.wait_s if batching else began + PACE_S
        while not self._is_worth(position):
            left = until - time.monotonic()
            if left <= 0 or finishing() or stop.is_set():
                return
            stop.wait(min(left, LOOK_S))

    def _is_worth(self, position: int) -> bool:
        """Whether what waits after `position` makes a call without waiting for more."""
        batching = self._delivery.batching
        if batching is None:
            return self._log.bytes_after(position) >= ENOUGH_BYTES
        waiting = self._log.bytes_after(position)
        if waiting >= self.max_bytes:
            return True
        if batching.unit == "items":
            waiting = self._log.spans_after(position)
        return waiting >= batching.min_size

    def cut(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Return the batch in parts that a call may be given."""
        batching = self._delivery.batching
        if batching is None or not batching.max_size:
            return (batch,)
        if batching.unit == "bytes":
            return batch.split(max_spans=NO_LIMIT, max_bytes=batching.max_size)
        if batch.num_spans <= batching.max_size:
            return (batch,)
        return batch.split(max_spans=batching.max_size, max_bytes=NO_LIMIT)

    def is_behind(self, position: int) -> bool:
        """Whether more waits after `position` than `queue_size` allows."""
        size = self._delivery.queue_size
        if not size:
            return False
        match self._delivery.queue_unit:
            case "requests":
                waiting = self._log.head - position
            case "items":
                waiting = self._log.spans_after(position)
            case "bytes":
                waiting = self._log.bytes_after(position)
        return waiting >= size
