"""Takes personal data and secrets out of every text, before the first log.

The kernel does the work; this file says what to look for and counts what was found.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spanmill.component import Reads
from spanmill.kernel import RedactionPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processors.redaction.config import RedactionConfig
    from spanmill.component import Settings
    from spanmill.kernel import SpanBatch

__all__ = ["RedactionProcessor"]


class RedactionProcessor:
    """Compiles the policy once."""

    def __init__(self, config: RedactionConfig, settings: Settings) -> None:
        self.reads = Reads(text=True, all_attributes=True)
        self._policy = RedactionPolicy(json.dumps(spec_of(config)))
        self._metrics = settings.metrics

    def start(self) -> None:
        """Nothing to read."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Redact the batch; count by kind and place. What could not be read was replaced."""
        out, report = batch.redact(self._policy)
        for (entity, location), count in report.hits.items():
            self._metrics.count("redacted_values", count, entity=entity, location=location)
        if report.errors:
            self._metrics.count("redaction_errors", report.errors)
        return (out,)

    def stop(self) -> None:
        """Nothing to release."""


def spec_of(config: RedactionConfig) -> dict[str, object]:
    """Return the policy in the kernel's words."""
    return {
        "allow_all_keys": config.allow_all_keys,
        "allowed_keys": config.allowed_keys,
        "ignored_keys": config.ignored_keys,
        "ignored_key_patterns": config.ignored_key_patterns,
        "blocked_key_patterns": config.blocked_key_patterns,
        "blocked_values": config.blocked_values,
        "allowed_values": config.allowed_values,
        "entities": config.entities,
        "operator": config.operator,
        "allow_private_ips": config.allow_private_ips,
        "max_value_bytes": config.max_value_bytes,
        "counts": config.summary in {"info", "debug"},
        "keys": config.summary == "debug",
    }
