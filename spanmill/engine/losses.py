"""Tells of spans that were given up, a line a second at most: a peer may mind each of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from structlog.typing import FilteringBoundLogger

__all__ = ["PERIOD_S", "Losses"]

PERIOD_S = 1.0


class Losses:
    """A line says how many were given up since the last one, and why the newest of them were."""

    def __init__(self, clock: Callable[[], float], logger: FilteringBoundLogger) -> None:
        self._clock = clock
        self._logger = logger
        self._at = -math.inf
        self._untold = 0
        self._newest = ("", "")

    def tell(self, spans: int, reason: str, message: str) -> None:
        """Note that spans were given up."""
        self._untold += spans
        self._newest = (reason, message)
        self.settle()

    def settle(self, *, is_end: bool = False) -> None:
        """Tell what was not told yet, when it is time for a line or none will come."""
        if self._untold and (is_end or self._clock() - self._at >= PERIOD_S):
            told, self._untold, self._at = self._untold, 0, self._clock()
            reason, message = self._newest
            self._logger.warning("spans given up", spans=told, reason=reason, error=message)
