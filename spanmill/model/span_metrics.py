"""Calls and durations of spans, in the names of the Collector's `spanmetrics`.

Shared by the `prometheus` exporter and the `span_metrics` connector, which know nothing of each
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from spanmill.model.arrays import array, trace_ids
from spanmill.model.label_columns import attribute_label, enum_label, resource_label, text_label
from spanmill.model.metric_names import metric_name
from spanmill.model.tally import Counter, Histogram, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from spanmill.kernel import SpanBatch
    from spanmill.model.tally import Budget, Codes

__all__ = [
    "COLLECTOR_BUCKETS_S", "SERVICE", "Dimension", "SpanMetrics", "SpanMetricsShape",
]  # fmt: skip

SERVICE = "service.name"
COLLECTOR_BUCKETS_S = (
    0.002, 0.004, 0.006, 0.008, 0.01, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.4, 2.0, 5.0, 10.0, 15.0,
)  # fmt: skip
"""The connector's default bounds in the Collector."""
KINDS = tuple(
    f"SPAN_KIND_{name}"
    for name in ("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER")
)
STATUSES = ("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR")
_BUILT_IN: dict[str, tuple[str, Callable[[SpanBatch], Codes]]] = {
    SERVICE: ("service_name", lambda batch: resource_label(batch, SERVICE)),
    "span.name": ("span_name", lambda batch: text_label(*batch.text_dict("name"))),
    "span.kind": ("span_kind", lambda batch: enum_label(batch.column("kind"), KINDS)),
    "status.code": ("status_code", lambda batch: enum_label(batch.column("status"), STATUSES)),
}
_BOUNDED = frozenset({"span_kind", "status_code"})
_PER_NANO = {"ms": 1e-6, "s": 1e-9}
_PER_SECOND = {"ms": 1000.0, "s": 1.0}
_UNIT_NAMES = {"ms": "milliseconds", "s": "seconds"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """A label from an attribute of the span or else of the resource."""

    label: str
    attribute: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class SpanMetricsShape:
    """What is counted, by which labels."""

    namespace: str = "traces.span.metrics"
    dimensions: tuple[Dimension, ...] = ()
    exclude: frozenset[str] = frozenset()
    """Names of labels to leave out, as the Collector spells them: `span.name`."""
    unit: str = "ms"
    """Unit of the histogram, `ms` or `s`."""
    buckets_s: tuple[float, ...] = COLLECTOR_BUCKETS_S
    """Upper bounds in seconds; empty leaves the histogram out."""
    exemplars: bool = False
    """Whether each bucket names the newest trace that fell into it."""


class SpanMetrics:
    """Counts every span of the batches that it sees. Not safe for several threads."""

    def __init__(self, shape: SpanMetricsShape, budget: Budget) -> None:
        self._scale = _PER_NANO[shape.unit]
        self._built_in = [value for name, value in _BUILT_IN.items() if name not in shape.exclude]
        self._dimensions = [
            each for each in shape.dimensions if each.attribute not in shape.exclude
        ]
        self.attributes = frozenset(each.attribute for each in self._dimensions)
        """Keys that are read of spans and resources, beside the service's name."""
        prefix = f"{metric_name(shape.namespace)}_" if shape.namespace else ""
        self._calls = Counter(f"{prefix}calls", "Spans; errors are those of STATUS_CODE_ERROR.")
        self._durations = Histogram(
            f"{prefix}duration_{_UNIT_NAMES[shape.unit]}",
            "Durations of spans.",
            tuple(round(each * _PER_SECOND[shape.unit], 9) for each in shape.buckets_s),
            shape.exemplars,
        )
        self.table = Table(
            (*(name for name, _ in self._built_in), *(each.label for each in self._dimensions)),
            (self._calls, self._durations) if shape.buckets_s else (self._calls,),
            budget,
            _BOUNDED,
        )
        self.tables = (self.table,)

    def observe(self, batch: SpanBatch, now: float) -> None:
        """Count the spans of `batch`."""
        columns = [build(batch) for _, build in self._built_in]
        columns += [
            attribute_label(batch, each.attribute, each.default) for each in self._dimensions
        ]
        traces = trace_ids(batch.column("trace_id")) if self._durations.remembers_traces else None
        at = self.table.locate(columns, batch.num_spans, now, traces)
        self._calls.add(at)
        if self._durations in self.table.measures:
            nanos = array(batch.column("duration_ns"), np.int64).astype(np.float64)
            self._durations.add(at, nanos * self._scale)
