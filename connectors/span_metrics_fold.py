"""The fold of the `span_metrics` connector, in the shape of its configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.component import Reads
from spanmill.model.counting_fold import CountingFold
from spanmill.model.metric_names import label_name
from spanmill.model.span_metrics import (
    COLLECTOR_BUCKETS_S,
    SERVICE,
    Dimension,
    SpanMetrics,
    SpanMetricsShape,
)
from spanmill.model.tally import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connectors.span_metrics import SpanMetricsConfig
    from spanmill.component import Settings

__all__ = ["span_metrics_fold"]

MAX_SERIES = 10_000


def span_metrics_fold(config: SpanMetricsConfig, settings: Settings) -> CountingFold:
    """Make the fold of one log."""
    histogram = config.histogram
    explicit = histogram.explicit.buckets if histogram.explicit else ()
    shape = SpanMetricsShape(
        namespace=config.namespace,
        dimensions=tuple(_dimensions(config)),
        exclude=frozenset(config.exclude_dimensions),
        unit=histogram.unit,
        exemplars=config.exemplars.enabled,
        buckets_s=() if histogram.disable else explicit or COLLECTOR_BUCKETS_S,
    )
    spans = SpanMetrics(shape, Budget(config.aggregation_cardinality_limit or MAX_SERIES))
    keys = spans.attributes
    return CountingFold(
        (spans,),
        Reads(span=keys, resource=keys | {SERVICE}),
        settings.clock,
        settings.logger,
        expiration_s=config.metrics_expiration,
    )


def _dimensions(config: SpanMetricsConfig) -> Iterator[Dimension]:
    """Return the labels beside the built-in ones, each once."""
    taken = {"service_name", "span_name", "span_kind", "status_code"}
    for each in config.dimensions:
        label = label_name(each.name)
        if label not in taken:
            taken.add(label)
            yield Dimension(label, each.name, each.default or "")
