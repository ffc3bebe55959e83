"""Offer more than the backend takes: `python bench/overload.py [--seconds 20] [--rounds 1]`.

Pass-through into a sink that works off a tenth of what pass-through carries, one request after the
other, and refuses what finds more than a second of work before it, as a saturated database does.
The load is `--times` as much as the sink takes, an open loop whose clients do not wait when they
are refused. The log is small enough to be full after a few seconds. When the load is over the log
drains; a span that was acknowledged and is not at the sink then is lost silently. Goodput is what
the sink took while the load lasted, of what it can take. Memory is the most that was resident,
against the limit of `memory_limiter`. A second table is of a crowd: so many large requests at once
that twice the room for requests would not hold them, and a sink that takes everything. Writes
`bench/results/<date>-overload.md`.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline import processes
from pipeline.points import Load
from pipeline.processes import PORTS, get_json, until
from pipeline.table import publish, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = "bench/pipeline/passthrough.yaml"
LIMIT_MIB = 256
SETS = (
    f"processors.memory_limiter.limit_mib={LIMIT_MIB}",
    "service.pipelines.traces.processors=[memory_limiter]",
    "service.storage.max_bytes=128MiB",
    "service.storage.segment_bytes=16MiB",
    # The log is what fills: the exporter's own limit would come first.
    "exporters.otlp.sending_queue.queue_size=100000000",
)
LOADS = (Load("grpc", 11), Load("http", 11), Load("grpc", 512))
CROWDS = tuple(Load(each, 512, outstanding=600, connections=600) for each in ("grpc", "http"))
HEAD = (
    "| protocol | spans a request | offered spans/s | acknowledged | refused | without a delay "
    "| no answer | goodput | idle MB | peak MB | of the limit | lost | twice | p99 ms | void |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
)
CROWD_HEAD = (
    "\n| protocol | requests of 512 spans at once | acknowledged | refused | without a delay "
    "| no answer | idle MB | peak MB | of the limit | lost |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
)
OVERLOADED = 0.85
"""Least share of the load that a generator without a void run sends."""


@dataclass(frozen=True)
class Backend:
    """The sink's means, and the load upon it."""

    spans_per_second: int
    times: float

    def load(self, shape: Load, seconds: float) -> tuple[str, ...]:
        """Return the generator's options."""
        rate = self.spans_per_second * self.times / shape.spans
        return (*shape.options(), "--rate", f"{rate:g}", "--seconds", str(seconds))


@dataclass(frozen=True)
class Found:
    """What came of a run."""

    sent: dict[str, Any]
    goodput: float
    idle_mb: float
    peak_mb: float
    end: dict[str, Any]
    void: str


def overload(backend: Backend, shape: Load, seconds: float) -> Found:
    """Start everything, offer the load, let the log drain, count."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
        rate = str(backend.spans_per_second)
        stack.enter_context(processes.sink("--distinct", "1", "--most-spans-per-second", rate))
        process = stack.enter_context(processes.spanmill(CONFIG, data, SETS))
        idle = process.resident_mb()
        sent = processes.send(shape.protocol, backend.load(shape, seconds))
        taken = count()["spans"]
        until(drained, "the log to drain")
        peak, end = process.use().peak_mb, count()
        goodput = taken / sent["seconds"] / backend.spans_per_second
        void = "; ".join(faults(backend, shape, sent))
    return Found(sent, goodput, idle, peak, end, void)


def crowd(shape: Load, seconds: float) -> str:
    """Send so many at once that not all find room; return one line of the second table."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
        stack.enter_context(processes.sink("--distinct", "1"))
        process = stack.enter_context(processes.spanmill(CONFIG, data, SETS))
        idle = process.resident_mb()
        sent = processes.send(shape.protocol, (*shape.options(), "--seconds", str(seconds)))
        until(drained, "the log to drain")
        peak, lost = process.use().peak_mb, max(sent["spans"] - count()["distinct"], 0)
    return (
        f"| {shape.protocol} | {shape.outstanding} | {sent['spans']:,} | {sent['refused']:,} "
        f"| {sent['without_delay']} | {sent['failed']} | {idle:.0f} | {peak:.0f} "
        f"| **{peak / LIMIT_MIB:.0%}** | **{lost}** |\n"
    )


def count() -> dict[str, Any]:
    """Return the sink's counters."""
    return get_json(PORTS["sink_http"], "/count")


def drained() -> bool:
    """Whether nothing waits for the sink any more."""
    return not get_json(PORTS["admin"], "/status")["accounts"]["otlp"]["live"]


def offered(shape: Load, sent: dict[str, Any]) -> float:
    """Return the spans a second that were really sent."""
    requests = sent["requests"] + sent["refused"] + sent["failed"]
    return float(requests * shape.spans / sent["seconds"])


def faults(backend: Backend, shape: Load, sent: dict[str, Any]) -> Iterator[str]:
    """Say why a run shows nothing."""
    if offered(shape, sent) < OVERLOADED * backend.times * backend.spans_per_second:
        yield "the generator was the limit"
    if not sent["refused"]:
        yield "the log was never full"


def line(shape: Load, found: Found) -> str:
    """Return one line of the table."""
    sent, end = found.sent, found.end
    lost = max(sent["spans"] - end["distinct"], 0)
    return (
        f"| {shape.protocol} | {shape.spans} | {offered(shape, sent):,.0f} | {sent['spans']:,} "
        f"| {sent['refused']:,} | {sent['without_delay']} | {sent['failed']} "
        f"| **{found.goodput:.0%}** | {found.idle_mb:.0f} | {found.peak_mb:.0f} "
        f"| **{found.peak_mb / LIMIT_MIB:.0%}** | **{lost}** | {end['spans'] - end['distinct']} "
        f"| {sent['p99_ms']:.1f} | {found.void} |\n"
    )


def main() -> None:
    """Run and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--times", type=float, default=4.0)
    parser.add_argument("--sink", type=int, default=25_000, help="spans a second that it takes")
    given = parser.parse_args()
    processes.build_generator()
    backend = Backend(given.sink, given.times)
    overloads = (
        line(shape, overload(backend, shape, given.seconds)) for shape in LOADS * given.rounds
    )
    crowds = (crowd(shape, given.seconds / 2) for shape in CROWDS * given.rounds)
    table = shown(chain([HEAD], overloads, [CROWD_HEAD], crowds))
    note = (
        f"The sink takes {given.sink:,} spans a second; `memory_limiter` has {LIMIT_MIB} MiB, the "
        "log 128.\n\n"
    )
    words = (
        f"--seconds {given.seconds:g} --rounds {given.rounds} --times {given.times:g} "
        f"--sink {given.sink}"
    )
    publish("overload", "Overload", f"overload.py {words}", note + table)


if __name__ == "__main__":
    main()
