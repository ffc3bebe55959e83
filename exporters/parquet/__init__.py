"""Writes spans to Parquet files."""

from __future__ import annotations

from exporters.parquet.config import ParquetConfig
from spanmill.component import Exporter, Factory, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: ParquetConfig, settings: Settings) -> Exporter:
    from exporters.parquet.exporter import ParquetExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return ParquetExporter(config, settings)


FACTORY = Factory(
    name="parquet",
    kind=Kind.EXPORTER,
    role="exporter",
    config_type=ParquetConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
