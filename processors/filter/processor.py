"""Drops spans for which a condition is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from processors.filter.evaluate import evaluate, reads_of
from processors.filter.expression import parse
from spanmill.component import Reads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processors.filter.config import FilterConfig
    from spanmill.component import Settings
    from spanmill.kernel import SpanBatch

__all__ = ["FilterProcessor"]


class FilterProcessor:
    """Conditions are read once; each is a mask over columns."""

    def __init__(self, config: FilterConfig, settings: Settings) -> None:
        self._conditions = [parse(text) for text in (*config.trace_conditions, *config.traces.span)]
        self._error_mode = config.error_mode
        self._metrics = settings.metrics
        self._logger = settings.logger
        self.reads = Reads()
        for condition in self._conditions:
            self.reads |= reads_of(condition)

    def start(self) -> None:
        """Nothing to read."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Keep the spans for which no condition is true."""
        drop = np.zeros(batch.num_spans, bool)
        for condition in self._conditions:
            try:
                drop |= evaluate(condition, batch)
            except (ValueError, TypeError) as error:
                if self._error_mode == "propagate":
                    raise
                self._metrics.count("filter_errors", batch.num_spans)
                if self._error_mode == "ignore":
                    self._logger.warning("condition cannot be evaluated", error=str(error))
        return (batch.filter((~drop).view(np.uint8)),) if drop.any() else (batch,)

    def stop(self) -> None:
        """Nothing to release."""
