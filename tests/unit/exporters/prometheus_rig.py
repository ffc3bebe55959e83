"""Exporters, folds and pages under test."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from connectors import span_metrics
from connectors.span_metrics import SpanMetricsConfig
from exporters.prometheus.config import PrometheusConfig
from exporters.prometheus.exporter import PrometheusExporter
from spanmill.testing import ManualClock, batch_of, settings, span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from spanmill.component import Fold

CALLS = "traces_span_metrics_calls_total"
DURATION = "traces_span_metrics_duration_milliseconds"
USAGE = {
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.cache_read.input_tokens": 400,
    "gen_ai.usage.output_tokens": 50,
    "gen_ai.usage.reasoning.output_tokens": 20,
    "gen_ai.response.time_to_first_chunk": 0.3,
}
"""Of a model call: 600 tokens of input that no cache served, 30 of output that are no thought."""


def exporter_of(clock: ManualClock | None = None, **config: Any) -> PrometheusExporter:
    """Return an exporter of this configuration."""
    return PrometheusExporter(PrometheusConfig.model_validate(config), settings(clock=clock))


def connector_of(**config: Any) -> Fold:
    """Return the fold of a connector of this configuration."""
    return span_metrics.FACTORY.create(SpanMetricsConfig.model_validate(config), settings())


def observe(fold: Fold, *spans: Mapping[str, Any], service: str = "gateway") -> None:
    """Hand one batch of these spans to the fold."""
    batch = batch_of(spans, fold.reads, resource={"service.name": service})
    fold.observe(batch, 1)


def samples(text: bytes) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Return the page's values by name and labels."""
    families = text_string_to_metric_families(text.decode())
    rows = [
        ((each.name, frozenset(each.labels.items())), each.value)
        for family in families
        for each in family.samples
    ]
    assert len(rows) == len(dict(rows)), "a series appears twice"
    return dict(rows)


def value(exporter: PrometheusExporter, name: str, **labels: str) -> float:
    """Return the sum of the series of that name that have these labels."""
    wanted = set(labels.items())
    rows = samples(exporter.page()[0]).items()
    return sum(number for (each, own), number in rows if each == name and wanted <= own)


def call(cost: float = 0.0, counted: float | None = None, **attrs: Any) -> dict[str, Any]:
    """Return a model call as `token_cost` leaves it."""
    return span(
        attrs={
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",
            "gen_ai.request.model": "gpt-4o",
            "spanmill.cost.total": cost,
            "spanmill.cost.counted": cost if counted is None else counted,
            "spanmill.cost.source": "computed",
            **attrs,
        },
        duration_ms=1500,
    )


def get(exporter: PrometheusExporter, path: str = "/metrics", **headers: str):
    """Ask for a page."""
    url = f"http://127.0.0.1:{exporter.port}{path}"
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10)
