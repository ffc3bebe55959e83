"""The fold of the `prometheus` exporter.

Request rates, errors and latency of all spans; cost and tokens of model calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.prometheus.cost_quality import CostQuality
from exporters.prometheus.genai import GenAiMetrics
from exporters.prometheus.model_calls import ModelSpans
from spanmill.component import Reads
from spanmill.model.counting_fold import CountingFold
from spanmill.model.metric_names import label_name
from spanmill.model.span_metrics import SERVICE, Dimension, SpanMetrics, SpanMetricsShape
from spanmill.model.tally import Budget

if TYPE_CHECKING:
    from exporters.prometheus.config import PrometheusConfig
    from spanmill.component import Settings

__all__ = ["prometheus_fold"]


def prometheus_fold(config: PrometheusConfig, settings: Settings) -> CountingFold:
    """Make the fold of one log."""
    dimensions = tuple(
        Dimension(label_name(each.name), each.attribute, each.default) for each in config.labels
    )
    budget = Budget(config.max_series)
    exemplars = config.enable_open_metrics
    shape = SpanMetricsShape(dimensions=dimensions, buckets_s=config.buckets, exemplars=exemplars)
    spans = SpanMetrics(shape, budget)
    genai = GenAiMetrics(
        dimensions,
        config.buckets,
        budget,
        exemplars=exemplars,
        conventions=config.semantic_conventions,
    )
    models = ModelSpans((genai, CostQuality(budget)))
    keys = spans.attributes
    return CountingFold(
        (spans, models),
        models.reads | Reads(span=keys, resource=keys | {SERVICE}),
        settings.clock,
        settings.logger,
        expiration_s=config.metric_expiration,
    )
