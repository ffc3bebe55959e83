"""Prints what passes."""

from __future__ import annotations

from exporters.debug.config import DebugConfig
from spanmill.component import Exporter, Factory, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: DebugConfig, settings: Settings) -> Exporter:
    from exporters.debug.exporter import DebugExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return DebugExporter(config, settings)


FACTORY = Factory(
    name="debug",
    kind=Kind.EXPORTER,
    role="exporter",
    config_type=DebugConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
