"""Takes personal data and secrets out of spans."""

from __future__ import annotations

from processors.redaction.config import RedactionConfig
from spanmill.component import Factory, Kind, Processor, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: RedactionConfig, settings: Settings) -> Processor:
    from processors.redaction.processor import RedactionProcessor  # noqa: PLC0415  # `validate` needs none of its libraries

    return RedactionProcessor(config, settings)


FACTORY = Factory(
    name="redaction",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=RedactionConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
