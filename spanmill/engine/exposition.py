"""The program's own metrics in Prometheus' text format.

Collected from the registry and the running graph at each scrape.
"""

from __future__ import annotations

import os
import resource
import time
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.registry import Collector

from spanmill import __version__
from spanmill.telemetry import LATENCY_BUCKETS_S, NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prometheus_client.metrics_core import Metric

    from spanmill.engine.status import Snapshot
    from spanmill.telemetry import Latency, Registry

__all__ = ["exposition"]

PREFIX = "spanmill_"
STARTED = time.time()


def exposition(registry: Registry, snapshot: Callable[[], Snapshot]) -> Callable[[], bytes]:
    """Return a function that renders everything at once."""
    collectors = CollectorRegistry(auto_describe=False)
    collectors.register(Own(registry, snapshot))
    return lambda: generate_latest(collectors)


class Own(Collector):
    """Makes metric families at each scrape; holds none."""

    def __init__(self, registry: Registry, snapshot: Callable[[], Snapshot]) -> None:
        self._registry = registry
        self._snapshot = snapshot

    def collect(self) -> Iterable[Metric]:
        """Return all families."""
        yield from self._counters()
        yield from self._levels()
        yield from latencies(self._registry.latencies())
        yield from gauges(self._snapshot())
        yield from process()

    def describe(self) -> Iterable[Metric]:
        """Nothing is known before the first scrape."""
        return ()

    def _counters(self) -> Iterator[Metric]:
        for name, samples in groupby(self._registry.samples(), key=lambda each: each.name):
            text = NAMES.get(name, "Counted by the component named in the label.")
            family = CounterMetricFamily(PREFIX + name, text)
            for each in samples:
                family.add_sample(f"{PREFIX}{name}_total", dict(each.labels), each.value)
            yield family

    def _levels(self) -> Iterator[Metric]:
        for name, samples in groupby(self._registry.levels(), key=lambda each: each.name):
            family = GaugeMetricFamily(PREFIX + name, "Told by the component named in the label.")
            for each in samples:
                family.add_sample(PREFIX + name, dict(each.labels), each.value)
            yield family


def latencies(rows: dict[str, Latency]) -> Iterator[Metric]:
    """Return the histogram from receipt to confirmation."""
    family = HistogramMetricFamily(
        f"{PREFIX}pipeline_latency_seconds",
        "Seconds from the receipt of a span to its confirmation by the exporter's peer, by span.",
        labels=["exporter"],
    )
    for exporter, latency in sorted(rows.items()):
        total = 0
        buckets: list[tuple[str, float]] = []
        for edge, count in zip((*LATENCY_BUCKETS_S, float("inf")), latency.counts, strict=True):
            total += count
            buckets.append(("+Inf" if edge == float("inf") else str(edge), float(total)))
        family.add_metric([exporter], buckets, latency.total_s)
    yield family


def gauges(snapshot: Snapshot) -> Iterator[Metric]:
    """Return the state of logs, exporters and the account."""
    size = GaugeMetricFamily(
        f"{PREFIX}log_bytes", "Bytes that a log takes on disk.", labels=["log"]
    )
    cap = GaugeMetricFamily(
        f"{PREFIX}log_capacity_bytes", "Bytes that a log may take.", labels=["log"]
    )
    for log in snapshot.logs:
        size.add_metric([log.name], log.bytes)
        cap.add_metric([log.name], log.max_bytes)
    lag = GaugeMetricFamily(
        f"{PREFIX}exporter_queue_size", "Records that wait for an exporter.", labels=["exporter"]
    )
    spans = GaugeMetricFamily(
        f"{PREFIX}exporter_queue_spans", "Spans that wait for an exporter.", labels=["exporter"]
    )
    flying = GaugeMetricFamily(
        f"{PREFIX}exporter_in_flight_requests", "Calls under way.", labels=["exporter"]
    )
    for name, state in snapshot.exporters.items():
        lag.add_metric([name], state.lag_records)
        spans.add_metric([name], state.live)
        flying.add_metric([name], state.in_flight)
    account = GaugeMetricFamily(
        f"{PREFIX}account_spans",
        "Where every accepted span is, for each exporter: the parts add up to accepted.",
        labels=["exporter", "part"],
    )
    for exporter, parts in snapshot.accounts.items():
        for part, count in parts.rows():
            account.add_metric([exporter, part], count)
    ages = GaugeMetricFamily(
        f"{PREFIX}config_file_age_seconds",
        "Seconds since a file that the configuration was read from had last been changed.",
        labels=["file"],
    )
    for path, changed in snapshot.config_files.items():
        ages.add_metric([path], max(0.0, time.time() - changed))
    info = GaugeMetricFamily(
        f"{PREFIX}build_info", "Always 1.", labels=["version", "config_version", "config_hash"]
    )
    info.add_metric([__version__, snapshot.config_version, snapshot.config_hash], 1)
    yield from (size, cap, lag, spans, flying, account, ages, info)


def process() -> Iterator[Metric]:
    """Return the Collector's three process metrics."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cpu = CounterMetricFamily(f"{PREFIX}process_cpu_seconds", "User and system time.")
    cpu.add_metric([], usage.ru_utime + usage.ru_stime)
    uptime = GaugeMetricFamily(f"{PREFIX}process_uptime_seconds", "Seconds since the start.")
    uptime.add_metric([], time.time() - STARTED)
    rss = GaugeMetricFamily(f"{PREFIX}process_memory_rss_bytes", "Resident memory.")
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    rss.add_metric([], pages * os.sysconf("SC_PAGE_SIZE"))
    yield from (cpu, uptime, rss)
