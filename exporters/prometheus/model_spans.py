"""Lets several counters see the spans of models alone: most spans of a trace are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exporters.prometheus.genai import REQUEST_MODEL, RESPONSE_MODEL, SOURCE
from exporters.prometheus.tokens import INPUT, OUTPUT
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.kernel import SpanBatch
    from spanmill.model.counting_fold import SpanCounter

__all__ = ["ModelSpans"]

TELLING = (RESPONSE_MODEL, REQUEST_MODEL, SOURCE, INPUT, OUTPUT)
"""A span with any of these says something about a model."""


class ModelSpans:
    """Takes them out of a batch once, for all of its counters."""

    def __init__(self, counters: Sequence[SpanCounter]) -> None:
        self._counters = counters
        self.tables = tuple(table for each in counters for table in each.tables)

    def observe(self, batch: SpanBatch, now: float) -> None:
        """Let the counters count, where there is anything to count."""
        present = np.zeros(batch.num_spans, np.uint8)
        for key in TELLING:
            present |= array(batch.attribute_kind(key), np.uint8)
        if not present.any():
            return
        spans = batch if present.all() else batch.filter(present)
        for each in self._counters:
            each.observe(spans, now)
