"""Settings as the engine would hand them over."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from spanmill.component import Settings
from spanmill.telemetry import ComponentMetrics, Registry, configure_logging
from spanmill.testing.clock import ManualClock

if TYPE_CHECKING:
    from pathlib import Path

    from spanmill.component import Authenticator

__all__ = ["settings"]


def unknown_authenticator(extension_id: str) -> Authenticator:
    """Raise as the engine does for an id that is not configured."""
    raise KeyError(extension_id)


def settings(
    component: str = "component",
    *,
    clock: ManualClock | None = None,
    registry: Registry | None = None,
    directory: Path | str = "unused",
    log: io.StringIO | None = None,
) -> Settings:
    """Return settings whose clock, counters and log a test can look at."""
    return Settings(
        id=component,
        clock=clock or ManualClock(),
        logger=configure_logging("debug", log or io.StringIO()),
        metrics=ComponentMetrics(registry or Registry(), component),
        authenticator=unknown_authenticator,
        directory=str(directory),
    )
