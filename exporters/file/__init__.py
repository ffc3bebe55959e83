"""Writes spans to a file, as JSON lines or protobuf."""

from __future__ import annotations

from exporters.file.config import FileConfig
from spanmill.component import Exporter, Factory, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: FileConfig, settings: Settings) -> Exporter:
    from exporters.file.exporter import FileExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return FileExporter(config, settings)


FACTORY = Factory(
    name="file",
    kind=Kind.EXPORTER,
    role="exporter",
    config_type=FileConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
