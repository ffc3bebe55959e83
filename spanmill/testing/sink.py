"""An exporter that keeps what it is given, and fails on demand."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from spanmill.component import Delivery, Reads
from spanmill.model.spans import spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from spanmill.component import Records
    from spanmill.kernel import SpanBatch
    from spanmill.model.spans import Span

__all__ = ["CollectingSink"]


class CollectingSink:
    """Set `answer` to a function that raises for the batches that it dislikes."""

    def __init__(self, *, delivery: Delivery | None = None) -> None:
        self.reads = Reads(all_attributes=True)
        self.delivery = delivery or Delivery()
        self.answer: Callable[[SpanBatch], None] = lambda _: None
        self.calls = 0
        self.spans: list[Span] = []
        self._lock = Lock()

    def start(self) -> None:
        """Nothing to open."""

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 a sink does not look at records
        """Keep the spans."""
        with self._lock:
            self.calls += 1
        self.answer(batch)
        rows = list(spans(batch))
        with self._lock:
            self.spans += rows
        return True

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Nothing to close."""
