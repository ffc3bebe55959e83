"""Sends spans to an OTLP backend over HTTP."""

from __future__ import annotations

from exporters.otlp_http.config import OtlpHttpConfig
from spanmill.component import Exporter, Factory, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: OtlpHttpConfig, settings: Settings) -> Exporter:
    from exporters.otlp_http.exporter import OtlpHttpExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return OtlpHttpExporter(config, settings)


FACTORY = Factory(
    name="otlp_http",
    kind=Kind.EXPORTER,
    role="exporter",
    config_type=OtlpHttpConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
    aliases=frozenset({"otlphttp"}),
)
