"""Accepts the Collector's `batch` processor, which has nothing to do here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spanmill.component import Config, Factory, Kind, Settings, Signal
from spanmill.config.values import Duration

__all__ = ["FACTORY", "BatchConfig"]


class BatchConfig(Config):
    """Accepted so that a Collector's file loads; groups and exporters batch by themselves."""

    send_batch_size: Annotated[int, Field(ge=0)] = 8192
    """No effect: a group holds what arrived while the last one was committed."""
    timeout: Duration = 0.2
    """No effect: a group waits two milliseconds at most, and only right behind another."""
    send_batch_max_size: Annotated[int, Field(ge=0)] = 0
    """No effect: exporters split by bytes."""
    metadata_keys: tuple[str, ...] = ()
    """No effect: tenants keep their own columns."""
    metadata_cardinality_limit: Annotated[int, Field(ge=0)] = 1000
    """No effect."""


def _create(config: BatchConfig, settings: Settings) -> BatchConfig:
    """Return the configuration: an edge is no code."""
    del settings
    return config


FACTORY = Factory(
    name="batch",
    kind=Kind.PROCESSOR,
    role="edge",
    config_type=BatchConfig,
    create=_create,
    signals=frozenset(Signal),
)
