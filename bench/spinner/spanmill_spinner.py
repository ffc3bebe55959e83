"""A processor that harms its neighbours: it passes spans on, and a thread of its own spins.

Its loop never waits, so it gives the interpreter's lock away only when it is made to.
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from spanmill.component import Config, Factory, Kind, Reads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.component import Settings
    from spanmill.kernel import SpanBatch


class SpinnerConfig(Config):
    """Spins."""

    threads: int = 1
    """Threads that do."""


class SpinnerProcessor:
    """Passes everything on."""

    reads = Reads()

    def __init__(self, config: SpinnerConfig, settings: Settings) -> None:
        self._threads = config.threads
        settings.logger.warning("spinning", threads=config.threads)

    def start(self) -> None:
        """Begin to spin, until the process ends."""
        for _ in range(self._threads):
            Thread(target=spin, name="spinner", daemon=True).start()

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Do nothing."""
        return (batch,)

    def stop(self) -> None:
        """Stop nothing, as bad code does."""


def spin() -> None:
    """Never end."""
    while True:
        pass


FACTORY = Factory(
    name="spinner",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=SpinnerConfig,
    create=SpinnerProcessor,
)
