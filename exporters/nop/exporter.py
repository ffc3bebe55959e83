"""Takes spans and does nothing with them; the account calls them exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.component import Delivery, Reads

if TYPE_CHECKING:
    from exporters.nop.config import NopConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["NopExporter"]


class NopExporter:
    """The end of a pipeline that is only measured."""

    def __init__(self, config: NopConfig, settings: Settings) -> None:
        self.reads = Reads()
        self.delivery = Delivery(discards=True)
        settings.logger.debug("spans go nowhere", config=type(config).__name__)

    def start(self) -> None:
        """Nothing to open."""

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 that is the point
        """Say that the spans are safe."""
        return True

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Nothing to close."""
