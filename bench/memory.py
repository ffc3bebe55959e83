"""Measure memory in tail sampling: `python bench/memory.py [--traces 200000]`.

The shipped pipelines with a wait that nothing outlives: every trace that is sent stays in flight.
Resident memory is read idle, after a warm-up that fills the buffers of the path, and with all
traces in flight. A row is void unless every span is undecided and accounted for. Writes
`bench/results/<date>-memory.md`.
"""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import processes
from pipeline.table import publish, shown
from pipeline.waiting import WAITING, faults, until_waiting

SPANS_A_TRACE = 5
WARM_UP_TRACES = 20_000
CALM_S = 3.0
HEAD = (
    "| protocol | traces a request | traces in flight | idle MB | warm MB | full MB "
    "| B a trace above idle | B a trace above warm | void |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Shape:
    """How traces come."""

    protocol: str
    traces: int
    """Traces a request."""
    outstanding: int

    def send(self, traces: int) -> int:
        """Send so many traces; return the spans that were taken."""
        options = {
            "spans": SPANS_A_TRACE * self.traces,
            "requests": traces // self.traces,
            "outstanding": self.outstanding,
            "seconds": 600,
        }
        words = (word for name, value in options.items() for word in (f"--{name}", str(value)))
        sent = processes.send(self.protocol, tuple(words))
        if sent["refused"] or sent["failed"]:
            raise RuntimeError(f"{sent['refused']} refused, {sent['failed']} failed")
        return int(sent["spans"])


SHAPES = (Shape("http", 100, 8), Shape("grpc", 100, 8), Shape("http", 2, 64))


def calm(spans: int) -> None:
    """Wait until all spans are taken and memory has settled."""
    until_waiting(spans)
    time.sleep(CALM_S)


def measure(shape: Shape, traces: int) -> str:
    """Return one row."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
        process = stack.enter_context(processes.spanmill("pipelines.yaml", data, WAITING))
        time.sleep(CALM_S)
        idle = process.resident_mb()
        spans = shape.send(WARM_UP_TRACES)
        calm(spans)
        warm = process.resident_mb()
        spans += shape.send(traces)
        calm(spans)
        full = process.resident_mb()
        void = faults(spans)
        process.kill()
    in_flight = spans // SPANS_A_TRACE
    above_idle = (full - idle) * 2**20 / in_flight
    above_warm = (full - warm) * 2**20 / traces
    return (
        f"| {shape.protocol} | {shape.traces} | {in_flight:,} | {idle:.1f} | {warm:.1f} "
        f"| {full:.1f} | **{above_idle:.0f}** | {above_warm:.0f} | {void} |\n"
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--traces", type=int, default=200_000)
    given = parser.parse_args()
    processes.build_generator()
    table = shown(chain([HEAD], (measure(shape, given.traces) for shape in SHAPES)))
    note = f"Traces of {SPANS_A_TRACE} spans of 0.8 kB, each whole in one request.\n\n"
    command = f"memory.py --traces {given.traces}"
    publish("memory", "Traces in flight", command, note + table)


if __name__ == "__main__":
    main()
