"""A batch for an exporter that reads nothing of it.

The bytes of the log go on as they are, without a walk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spanmill.kernel import Buffer, LogRead, SpanBatch

__all__ = ["Payload"]


class Payload:
    """Stands for `read.batch` as long as nobody asks for more than the request.

    Cutting it walks it after all.
    """

    def __init__(self, read: LogRead) -> None:
        self._read = read
        self.num_spans = sum(spans for _, spans, _ in read.metas())

    def to_otlp(self) -> Buffer:
        """Return the records' spans as one `ExportTraceServiceRequest`."""
        return self._read.payload

    def to_otlp_json(self) -> Buffer:
        """Return the same in OTLP JSON."""
        return self._read.batch.to_otlp_json()

    def split(self, max_spans: int, max_bytes: int) -> list[SpanBatch]:
        """Cut into batches, as `SpanBatch.split`."""
        return self._read.batch.split(max_spans, max_bytes)
