"""Inserts, updates, deletes, hashes, extracts and converts attributes of spans."""

from __future__ import annotations

from pydantic import Field

from spanmill.component import Config, Factory, Kind, Processor, Settings, Signal
from spanmill.config.actions import Action, Match

__all__ = ["FACTORY", "AttributesConfig"]


class AttributesConfig(Config):
    """Changes attributes of spans."""

    actions: tuple[Action, ...] = Field(min_length=1)
    """What to do, in order. At least one."""
    include: Match | None = None
    """Only spans that match are changed."""
    exclude: Match | None = None
    """Spans that match are left alone; comes after `include`."""


def _create(config: AttributesConfig, settings: Settings) -> Processor:
    from processors.attribute_actions import AttributesProcessor  # noqa: PLC0415  # `validate` needs no numpy

    return AttributesProcessor(config, settings)


FACTORY = Factory(
    name="attributes",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=AttributesConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
