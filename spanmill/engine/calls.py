"""When enough waits for a call of an exporter, where calls are cut, and when too much waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spanmill.component import Delivery
    from spanmill.kernel import Log, SpanBatch

__all__ = ["Calls"]

NO_LIMIT = 1 << 62
PACE_S = 0.05
"""Calls with few spans begin this far apart, because each has its price."""
LOOK_S = 0.05
"""Who waits for a call looks so often whether it is to end."""
ENOUGH_BYTES = 7 << 18
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
        self._num_bytes, self._num_spans = self._enough()

    def _enough(self) -> tuple[int, int]:
        """Return the bytes or spans that make a call without waiting for more."""
        batching = self._delivery.batching
        if self._delivery.discards:
            return NO_LIMIT, NO_LIMIT
        if batching is None:
            return ENOUGH_BYTES, NO_LIMIT
        if batching.unit == "items":
            return self.max_bytes, batching.min_size
        return min(self.max_bytes, batching.min_size), NO_LIMIT

    def gather(self, position: int, began: float, is_ending: Callable[[], bool]) -> bool:
        """Wait for enough to send, as long as that may take. False where nothing was there.

        `position` is the last record that was taken, `began` when, by the monotonic clock.
        """
        batching = self._delivery.batching
        if batching is None:
            until = began + PACE_S
        elif self._log.head > position:
            until = time.monotonic() + batching.wait_s
        else:
            return False
        while not is_ending():
            left = min(until - time.monotonic(), LOOK_S)
            if left <= 0 or self._log.wait(position, left, self._num_bytes, self._num_spans):
                break
        return True

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
