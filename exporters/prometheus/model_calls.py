"""Spans of models as columns that several counters read: most spans of a trace are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from exporters.prometheus.names import known_providers
from exporters.prometheus.tokens import INPUT, OUTPUT
from spanmill.component import Reads
from spanmill.model.arrays import array
from spanmill.model.label_columns import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from spanmill.kernel import ColumnKey, SpanBatch
    from spanmill.model.tally import Codes, Table

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.int64]
    Numbers = NDArray[np.float64]

__all__ = ["PRICED", "REQUEST_MODEL", "RESPONSE_MODEL", "ModelCalls", "ModelSpans"]

PROVIDER = ("gen_ai.provider.name", "gen_ai.system")
RESPONSE_MODEL, REQUEST_MODEL = "gen_ai.response.model", "gen_ai.request.model"
TOTAL, COUNTED = "spanmill.cost.total", "spanmill.cost.counted"
SOURCE, REASON = "spanmill.cost.source", "spanmill.cost.reason"
TELLING: tuple[ColumnKey, ...] = (RESPONSE_MODEL, REQUEST_MODEL, SOURCE, INPUT, OUTPUT)
"""A span with any of these says something about a model."""
PRICED = ("reported", "computed")
"""Sources of a total."""


@dataclass(frozen=True, slots=True)
class ModelCalls:
    """Some spans of a batch, and what `token_cost` says of each."""

    batch: SpanBatch
    rows: Rows
    """Which spans they are."""
    source: Codes
    reason: Codes
    provider: Codes
    """One value for all that nobody knows."""
    total: Numbers
    counted: Numbers
    """US dollars, NaN where there are none."""

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, mask: Mask) -> ModelCalls:
        """Return the calls of the mask."""
        if mask.all():
            return self
        places = np.flatnonzero(mask)
        return ModelCalls(
            self.batch,
            self.rows[places],
            self.source.at(places),
            self.reason.at(places),
            self.provider.at(places),
            self.total[places],
            self.counted[places],
        )

    def text(self, key: ColumnKey) -> Codes:
        """Return an attribute as a label, empty where a call has none."""
        return text_label(*self.batch.attribute_dict(key)).at(self.rows)

    def numbers(self, key: ColumnKey) -> Numbers | None:
        """Return numbers, NaN where a call has none; None where no span has any."""
        if not self.batch.has_attribute(key):
            return None
        return array(self.batch.attribute_f64(key), np.float64)[self.rows]


class CallCounter(Protocol):
    """Counts calls of models into tables of its own."""

    reads: Reads

    @property
    def tables(self) -> Sequence[Table]:
        """Return where it counts."""
        ...

    def observe(self, calls: ModelCalls, now: float) -> None:
        """Count `calls`."""
        ...


class ModelSpans:
    """Takes them out of a batch once, for all of its counters."""

    def __init__(self, counters: Sequence[CallCounter]) -> None:
        self._counters = counters
        self.reads = Reads(span=frozenset({*TELLING, PROVIDER, REASON, TOTAL, COUNTED}))
        for each in counters:
            self.reads |= each.reads
        self.tables = tuple(table for each in counters for table in each.tables)

    def observe(self, batch: SpanBatch, now: float) -> None:
        """Let the counters count, where there is anything to count."""
        calls = _model_calls(batch)
        if calls is None:
            return
        for each in self._counters:
            each.observe(calls, now)


def _model_calls(batch: SpanBatch) -> ModelCalls | None:
    present = np.zeros(batch.num_spans, np.uint8)
    for key in TELLING:
        if batch.has_attribute(key):
            present |= array(batch.attribute_kind(key), np.uint8)
    rows = np.flatnonzero(present)
    if not len(rows):
        return None
    texts = (text_label(*batch.attribute_dict(key)) for key in (SOURCE, REASON, PROVIDER))
    source, reason, provider = (each.at(rows) for each in texts)
    total, counted = (array(batch.attribute_f64(key), np.float64) for key in (TOTAL, COUNTED))
    provider = known_providers(provider, reason)
    return ModelCalls(batch, rows, source, reason, provider, total[rows], counted[rows])
