"""Prints what passes on standard error: counts, lines, or everything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exporters.delivery import delivery_of
from spanmill.component import Reads
from spanmill.model.spans import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.debug.config import DebugConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["DebugExporter"]


class DebugExporter:
    """For looking at a pipeline, not for production."""

    def __init__(self, config: DebugConfig, settings: Settings) -> None:
        self.reads = Reads(all_attributes=True)
        self.delivery = delivery_of(config.sending_queue)
        self._config = config
        self._id = settings.id
        self._clock = settings.clock
        self._second = 0
        self._seen = 0

    def start(self) -> None:
        """Nothing to open."""

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 spans are shown alone
        """Print the batch, or leave it out by the sampling of the configuration."""
        if self._is_shown():
            sys.stderr.write("".join(f"{line}\n" for line in self._lines(batch)))
        return True

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Nothing to close."""

    def _is_shown(self) -> bool:
        second = int(self._clock())
        if second != self._second:
            self._second, self._seen = second, 0
        self._seen += 1
        beyond = self._seen - self._config.sampling_initial
        return beyond <= 0 or beyond % self._config.sampling_thereafter == 0

    def _lines(self, batch: SpanBatch) -> Iterator[str]:
        size = f"{batch.num_resources} resources, {batch.size_bytes} bytes"
        yield f"{self._id}: {batch.num_spans} spans, {size}"
        if self._config.verbosity == "basic":
            return
        for each in spans(batch):  # the slow view, asked for by whoever turned this on
            if self._config.verbosity == "detailed":
                yield f"  {each!r}"
            else:
                count = len(each.attributes)
                yield f"  {each.trace_id} {each.span_id} {each.name!r} {count} attributes"
