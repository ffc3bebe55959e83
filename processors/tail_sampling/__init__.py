"""Waits for whole traces and keeps those that matter."""

from __future__ import annotations

from processors.tail_sampling.config import TailSamplingConfig
from spanmill.component import Factory, Holder, Kind, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: TailSamplingConfig, settings: Settings) -> Holder:
    from processors.tail_sampling.processor import TailSamplingProcessor  # noqa: PLC0415  # `validate` needs none of its libraries

    return TailSamplingProcessor(config, settings)


FACTORY = Factory(
    name="tail_sampling",
    kind=Kind.PROCESSOR,
    role="holder",
    config_type=TailSamplingConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
