"""Drops spans by conditions."""

from __future__ import annotations

from processors.filter.config import FilterConfig
from spanmill.component import Factory, Kind, Processor, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: FilterConfig, settings: Settings) -> Processor:
    from processors.filter.processor import FilterProcessor  # noqa: PLC0415  # `validate` needs none of its libraries

    return FilterProcessor(config, settings)


FACTORY = Factory(
    name="filter",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=FilterConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
