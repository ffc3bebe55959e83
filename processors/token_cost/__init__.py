"""Prices every model call."""

from __future__ import annotations

from processors.token_cost.config import TokenCostConfig
from spanmill.component import Factory, Kind, Processor, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: TokenCostConfig, settings: Settings) -> Processor:
    from processors.token_cost.processor import TokenCostProcessor  # noqa: PLC0415  # `validate` needs none of its libraries

    return TokenCostProcessor(config, settings)


FACTORY = Factory(
    name="token_cost",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=TokenCostConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
