"""Logs and the program's own metrics.

One table of names, the Collector's words and labels under our prefix.

Traps: a span is never logged, whatever the level; label values come from the configuration or from
a closed list, never from data.
"""

from __future__ import annotations

import logging
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, TextIO

import structlog
from structlog.tracebacks import ExceptionDictTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from structlog.typing import FilteringBoundLogger

__all__ = ["NAMES", "ComponentMetrics", "Registry", "Sample", "configure_logging"]

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warn": logging.WARNING,
    "error": logging.ERROR,
}

NAMES: Mapping[str, str] = {
    "receiver_accepted_spans": "Spans that were committed to the log.",
    "receiver_refused_spans": "Spans that were rejected for good, in a partial success.",
    "receiver_refused_requests": "Requests that were answered with an error, by reason.",
    "receiver_requests": "Requests that were answered.",
    "processor_incoming_items": "Spans that entered a processor.",
    "processor_outgoing_items": "Spans that left a processor.",
    "processor_dropped_items": "Spans that a processor dropped by policy.",
    "processor_failed_items": "Spans of requests that made a processor raise.",
    "observer_failed_items": "Committed spans that a fold or a holder could not observe.",
    "exporter_sent_spans": "Spans that the peer confirmed.",
    "exporter_send_failed_spans": "Spans given up, by reason.",
    "exporter_send_failed_requests": "Attempts that failed, by outcome.",
    "sampling_decisions": "Decided traces, by policy and decision.",
    "sampling_spans": "Spans of decided traces, by policy and decision.",
    "config_reloads": "Reloads, by outcome.",
}
"""Every counter of the engine, without prefix and `_total`.

Components add theirs under `component_`.
"""

LATENCY_BUCKETS_S = (
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
    30.0,
    60.0,
    120.0,
    300.0,
)


TRACEBACK = ExceptionDictTransformer(show_locals=False)
"""Without the values of variables: among them are texts of spans, and keys."""


def configure_logging(level: str, stream: TextIO | None = None) -> FilteringBoundLogger:
    """Send one JSON object a line to `stream` (stderr where None).

    Control characters are escaped by the JSON encoder.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.ExceptionRenderer(TRACEBACK),
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger


@dataclass(frozen=True, slots=True)
class Sample:
    """One value of one series: `name` without prefix, labels in order of their names."""

    name: str
    labels: tuple[tuple[str, str], ...]
    value: float


@dataclass(slots=True)
class Latency:
    """A histogram of seconds with fixed buckets, weighted by spans."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(LATENCY_BUCKETS_S) + 1))
    total_s: float = 0.0

    def observe(self, seconds: float, weight: int) -> None:
        """Add `weight` spans that took `seconds`."""
        place = bisect_left(LATENCY_BUCKETS_S, seconds)
        self.counts[place] += weight
        self.total_s += seconds * weight


class Registry:
    """Counters of the whole process.

    Increments come once a group, so a plain lock is cheap enough.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._counters: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
        self._latencies: dict[str, Latency] = {}
        self._sources: list[Callable[[], None]] = []
        self._levels: dict[tuple[str, tuple[tuple[str, str], ...]], Callable[[], float]] = {}

    def watch(self, source: Callable[[], None]) -> Callable[[], None]:
        """Have `source` count what it knows whenever somebody reads. Returns what ends that."""
        with self._lock:
            self._sources.append(source)

        def forget() -> None:
            source()
            with self._lock:
                self._sources.remove(source)

        return forget

    def count(self, name: str, value: float = 1, **labels: str) -> None:
        """Add `value` to a counter."""
        self.counter(name, **labels)(value)

    def counter(self, name: str, **labels: str) -> Callable[[float], None]:
        """Return what adds to one counter, for who does so with every group."""
        key = (name, tuple(sorted(labels.items())))

        def add(value: float) -> None:
            with self._lock:
                self._counters[key] = self._counters.get(key, 0) + value

        return add

    def level(self, name: str, source: Callable[[], float], **labels: str) -> Callable[[], None]:
        """Have `source` tell a value that rises and falls. Returns what ends that."""
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            self._levels[key] = source

        def forget() -> None:
            with self._lock:
                if self._levels.get(key) is source:  # after a reload it is the next one's
                    del self._levels[key]

        return forget

    def levels(self) -> Iterator[Sample]:
        """Return every value that rises and falls, sorted."""
        with self._lock:
            rows = sorted(self._levels.items(), key=lambda row: row[0])
        for (name, labels), source in rows:
            yield Sample(name, labels, source())

    def observe_latencies(self, exporter: str, found: Iterable[tuple[float, int]]) -> None:
        """Note how many seconds how many spans took from receipt to confirmation."""
        with self._lock:
            latency = self._latencies.setdefault(exporter, Latency())
            for seconds, spans in found:
                latency.observe(max(seconds, 0.0), spans)

    def value(self, name: str, **labels: str) -> float:
        """Return one counter, 0 where it was never raised."""
        self._ask()
        with self._lock:
            return self._counters.get((name, tuple(sorted(labels.items()))), 0)

    def samples(self) -> Iterator[Sample]:
        """Return every counter, sorted."""
        self._ask()
        with self._lock:
            rows = sorted(self._counters.items())
        for (name, labels), value in rows:
            yield Sample(name, labels, value)

    def _ask(self) -> None:
        with self._lock:
            sources = list(self._sources)
        for each in sources:
            each()

    def latencies(self) -> dict[str, Latency]:
        """Return a copy of the latency histograms by exporter."""
        with self._lock:
            return {
                key: Latency(list(each.counts), each.total_s)
                for key, each in self._latencies.items()
            }


@dataclass(frozen=True, slots=True)
class ComponentMetrics:
    """What a component sees of the registry: its own id is on every series."""

    registry: Registry
    component: str

    def count(self, name: str, value: int = 1, **labels: str) -> None:
        """Add `value` to the component's counter `name`."""
        self.registry.count(f"component_{name}", value, component=self.component, **labels)

    def level(self, name: str, source: Callable[[], float], **labels: str) -> Callable[[], None]:
        """Have `source` tell the component's value `name`. Returns what ends that."""
        component = {"component": self.component}
        return self.registry.level(f"component_{name}", source, **component, **labels)

    def watch(self, source: Callable[[], None]) -> Callable[[], None]:
        """Have `source` count what it knows whenever somebody reads. Returns what ends that."""
        return self.registry.watch(source)
