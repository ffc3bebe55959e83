"""Takes spans and does nothing with them."""

from __future__ import annotations

from exporters.nop.config import NopConfig
from spanmill.component import Exporter, Factory, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: NopConfig, settings: Settings) -> Exporter:
    from exporters.nop.exporter import NopExporter  # noqa: PLC0415  # `validate` needs none of its libraries

    return NopExporter(config, settings)


FACTORY = Factory(
    name="nop",
    kind=Kind.EXPORTER,
    role="exporter",
    config_type=NopConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
