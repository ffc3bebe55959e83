"""Applies the compiled policy; the kernel reads and writes the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processors.redaction.policy import spec_of
from spanmill.component import Reads
from spanmill.kernel import RedactionPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processors.redaction.config import RedactionConfig
    from spanmill.component import Settings
    from spanmill.kernel import SpanBatch

__all__ = ["RedactionProcessor"]


class RedactionProcessor:
    """One call of the kernel a batch; counts by entity and location are published, never values."""

    reads = Reads(text=True, all_attributes=True)

    def __init__(self, config: RedactionConfig, settings: Settings) -> None:
        self._policy = RedactionPolicy(spec_of(config))
        self._metrics = settings.metrics

    def start(self) -> None:
        """Nothing to read."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Return the batch without what the policy finds."""
        redacted, report = batch.redact(self._policy)
        for (entity, location), count in report.hits.items():
            self._metrics.count("redacted_values", count, entity=entity, location=location)
        if report.errors:
            self._metrics.count("redaction_errors", report.errors)
        return (redacted,)

    def stop(self) -> None:
        """Nothing to release."""
