"""Counts spans as metrics. With `prometheus` behind it, both together are one fold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from spanmill.component import Config, Factory, Fold, Kind, Settings, Signal
from spanmill.config.values import Duration, Ignored, Label

__all__ = ["FACTORY", "DimensionConfig", "SpanMetricsConfig"]

_ONE_EXEMPLAR = "each bucket has one"
_PULLED = "metrics are pulled and not pushed"


class DimensionConfig(Config):
    """A label from an attribute of the span or else of the resource."""

    name: Label
    """The attribute; dots become underscores in the label."""
    default: str | None = None
    """Value where the attribute is absent. Without it the label is empty."""


class ExplicitBuckets(Config):
    """Fixed bounds."""

    buckets: tuple[Duration, ...] = ()
    """Upper bounds, rising. Empty: the Collector's, 2 ms to 15 s. The label `le` is `250.0`, as in
    OpenMetrics and in Prometheus since 3.0; the Collector's page has `250`.
    """


class HistogramConfig(Config):
    """The histogram of durations."""

    disable: bool = False
    """True leaves it out."""
    unit: Literal["ms", "s"] = "ms"
    """Unit of its values. The Collector's default."""
    explicit: ExplicitBuckets | None = None
    """Fixed bounds."""


class ExemplarsConfig(Config):
    """Trace ids beside the numbers."""

    enabled: bool = False
    """Each bucket of the histogram names the newest trace that fell into it, where the `prometheus`
    exporter serves it with `enable_open_metrics`. Sampling may drop that trace later.
    """
    max_per_data_point: Annotated[int, Ignored(_ONE_EXEMPLAR)] = 5
    """No effect: each bucket has one."""


def _present(value: object) -> object:
    return {} if value is None else value


class SpanMetricsConfig(Config):
    """Counts calls and their durations by service, name, kind and status of spans."""

    namespace: str = "traces.span.metrics"
    """Text before the names of the series, dots become underscores."""
    dimensions: tuple[DimensionConfig, ...] = Field(default=(), max_length=16)
    """More labels, at most 16. Each multiplies the series."""
    exclude_dimensions: tuple[str, ...] = ()
    """Labels to leave out, e.g. `span.name` where names hold ids."""
    histogram: HistogramConfig = HistogramConfig()
    """The histogram of durations."""
    exemplars: Annotated[ExemplarsConfig, BeforeValidator(_present)] = ExemplarsConfig()
    """Trace ids beside the numbers."""
    aggregation_temporality: Annotated[
        Literal["AGGREGATION_TEMPORALITY_CUMULATIVE", "CUMULATIVE"], Ignored("totals only grow")
    ] = "CUMULATIVE"
    """No effect: totals only grow, as Prometheus wants them."""
    aggregation_cardinality_limit: int = Field(default=0, ge=0)
    """Label sets to keep; spans beyond count under `other`. 0: 10000."""
    metrics_flush_interval: Annotated[Duration, Ignored(_PULLED)] = 60.0
    """No effect: metrics are pulled and not pushed."""
    metrics_expiration: Duration = 0.0
    """Forget a series without new spans after this long. 0: never."""
    dimensions_cache_size: Annotated[int, Ignored("series are limited, not cached")] = 1000
    """No effect."""
    resource_metrics_cache_size: Annotated[int, Ignored("series are limited, not cached")] = 1000
    """No effect."""
    resource_metrics_key_attributes: Annotated[
        tuple[str, ...], Ignored("series are told apart by their labels alone")
    ] = ()
    """No effect: series are told apart by their labels alone, so that restarts begin none anew."""
    metric_timestamp_cache_size: Annotated[int, Ignored("totals only grow")] = 1000
    """No effect."""


def _create(config: SpanMetricsConfig, settings: Settings) -> Fold:
    from connectors.span_metrics_fold import span_metrics_fold  # noqa: PLC0415  # `validate` needs no numpy

    return span_metrics_fold(config, settings)


FACTORY = Factory(
    name="span_metrics",
    kind=Kind.CONNECTOR,
    role="fold",
    config_type=SpanMetricsConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
    aliases=frozenset({"spanmetrics"}),
)
