"""What the cursor of an exporter counts, and how a new one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from spanmill.kernel import Cursor, Log

__all__ = ["EXPORTED", "FAILED", "MISSED", "NUM_COUNTERS", "exporter_cursor"]

NUM_COUNTERS = 8
EXPORTED, REJECTED, PARTIAL, EXPIRED, FAILED_INTERNAL, MISSED, DAMAGED = range(7)
FAILED = {
    "rejected": REJECTED,
    "partial_success": PARTIAL,
    "expired": EXPIRED,
    "internal": FAILED_INTERNAL,
    "damaged": DAMAGED,
}
"""Slot of the counters by the reason of a loss."""


def exporter_cursor(log: Log, name: str, logger: FilteringBoundLogger) -> Cursor:
    """Return the cursor of an exporter.

    A new one begins with what other exporters still wait for, because it may be there in place of
    one of them, and with what comes from now on where there are none. It notes the spans before,
    which its account must not expect. One whose next records are gone goes on behind them: they
    wait for every cursor, so that only damage takes them.
    """
    others = [log.cursor(each) for each in log.cursors() if each.startswith("exporter:")]
    is_new = f"exporter:{name}" not in log.cursors()
    cursor = log.cursor(f"exporter:{name}")
    if is_new:
        begin = min((other.sequence for other in others), default=log.head)
        counters = [0] * NUM_COUNTERS
        counters[MISSED] = log.total_spans - log.spans_after(begin)
        cursor.advance(begin, counters)
    elif cursor.sequence < log.tail - 1:
        counters = cursor.counters
        lost = log.total_spans - log.spans_after(log.tail - 1) - sum(counters)
        logger.warning("records of the log are damaged", spans=lost)
        counters[DAMAGED] += lost
        cursor.advance(log.tail - 1, counters)
    return cursor
