"""Who reads a log and is no longer in the configuration, and logs that are in none.

Traps: a cursor that nobody moves keeps its log from being freed; a log that nobody reads holds
spans that clients were told are safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.component import Kind
from spanmill.engine.build import delivery

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from structlog.typing import FilteringBoundLogger

    from spanmill.engine.build import Built
    from spanmill.engine.delivery import Delivering
    from spanmill.engine.parts import Parts
    from spanmill.kernel import Log

__all__ = ["drop_orphans", "left_behind"]

DECISIONS = "decisions:"
"""How the name of a cursor begins that holds decisions, and no work, in the log behind a holder."""


def drop_orphans(built: Built, leaving: Collection[Delivering], *, tells: bool = True) -> None:
    """Let go of logs' consumers that the configuration no longer has, but of those in `leaving`.

    And say what they had not taken, where it `tells`.
    """
    around = built.parts.around
    kept = {(each.log, f"exporter:{each.name}") for each in leaving}
    for name, log in around.storage.logs().items():
        if name not in built.cursor_names:
            drop_decisions(log)
            continue
        for cursor in set(log.cursors()) - built.cursor_names[name]:
            if (log, cursor) not in kept:
                if tells and not cursor.startswith(DECISIONS):
                    say_gone(around.logger, name, cursor, behind(log, cursor))
                log.drop_cursor(cursor)


def drop_decisions(log: Log) -> None:
    """Let go of decisions that no holder goes by any longer: they would keep the log for ever."""
    for cursor in log.cursors():
        if cursor.startswith(DECISIONS):
            log.drop_cursor(cursor)


def left_behind(parts: Parts) -> Iterator[Delivering]:
    """Return what brings exporters the spans that wait for them in logs of no configuration."""
    storage, logger = parts.around.storage, parts.around.logger
    for name in storage.left_behind():
        try:
            log = storage.log(name)
        except OSError as error:  # what the configuration has can start all the same
            logger.warning("a log that was left cannot be read", log=name, error=str(error))
            continue
        drop_decisions(log)
        is_served = False
        for cursor in log.cursors():
            kind, _, consumer = cursor.partition(":")
            waiting = behind(log, cursor) if kind in {"exporter", "holder"} else 0
            exporter = consumer.partition("@")[0]
            if waiting and (Kind.EXPORTER, exporter) in parts.loaded.defined.components:
                is_served = True
                yield delivery(parts, consumer, exporter, name)
            elif waiting:
                say_gone(logger, name, cursor, waiting)
        if not is_served:
            storage.close_log(name)


def behind(log: Log, cursor: str) -> int:
    """Return how many spans a consumer has not taken."""
    return log.spans_after(log.cursor(cursor).sequence)


def say_gone(logger: FilteringBoundLogger, log: str, cursor: str, spans: int) -> None:
    """Warn of spans that nobody will take."""
    logger.warning("consumer is gone", log=log, cursor=cursor, spans=spans)
