"""Counts spans, errors, latency, tokens and cost for Prometheus."""

from __future__ import annotations

from exporters.prometheus.config import PrometheusConfig
from spanmill.component import Factory, FoldExporter, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: PrometheusConfig, settings: Settings) -> FoldExporter:
    from exporters.prometheus.exporter import PrometheusExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return PrometheusExporter(config, settings)


FACTORY = Factory(
    name="prometheus",
    kind=Kind.EXPORTER,
    role="fold",
    config_type=PrometheusConfig,
    create=_create,
    signals=frozenset({Signal.TRACES, Signal.METRICS}),
)
