"""Sends spans to an OTLP backend over gRPC."""

from __future__ import annotations

from exporters.otlp.config import OtlpExporterConfig
from spanmill.component import Exporter, Factory, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: OtlpExporterConfig, settings: Settings) -> Exporter:
    from exporters.otlp.exporter import OtlpExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return OtlpExporter(config, settings)


FACTORY = Factory(
    name="otlp_grpc",
    kind=Kind.EXPORTER,
    role="exporter",
    config_type=OtlpExporterConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
    aliases=frozenset({"otlp"}),
)
