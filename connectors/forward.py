"""Leads from one pipeline to another; an edge of the graph and no code."""

from __future__ import annotations

from spanmill.component import Config, Factory, Kind, Settings, Signal

__all__ = ["FACTORY", "ForwardConfig"]


class ForwardConfig(Config):
    """Leads from the pipelines that export to it into those that receive from it. No settings."""


def _create(config: ForwardConfig, settings: Settings) -> ForwardConfig:
    """Return the configuration: an edge is no code."""
    del settings
    return config


FACTORY = Factory(
    name="forward",
    kind=Kind.CONNECTOR,
    role="edge",
    config_type=ForwardConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
