"""Inserts, updates, deletes, hashes, extracts and converts attributes of resources."""

from __future__ import annotations

from pydantic import Field

from spanmill.component import Config, Factory, Kind, Processor, Settings, Signal
from spanmill.config.actions import Action

__all__ = ["FACTORY", "ResourceConfig"]


class ResourceConfig(Config):
    """Changes attributes of the resource, which all spans of a service share."""

    attributes: tuple[Action, ...] = Field(min_length=1)
    """What to do, in order. At least one."""


def _create(config: ResourceConfig, settings: Settings) -> Processor:
    from processors.attribute_actions import ResourceProcessor  # noqa: PLC0415  # `validate` needs no numpy

    return ResourceProcessor(config, settings)


FACTORY = Factory(
    name="resource",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=ResourceConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
