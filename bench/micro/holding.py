"""Time the half of the kernel that holds: queue, log and trace table. Prints a table.

Seeds are fixed. Medians over rounds, CPU time of the process. Traces of 11 spans of about 1.8 kB,
512 spans a request.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from typing import TYPE_CHECKING

import numpy as np
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from spanmill.kernel import (
    DueTraces,
    Log,
    Placed,
    Plan,
    RequestQueue,
    SpanBatch,
    TraceTable,
    append_kept,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = Plan()
SPANS = 512
TRACE = 11
ROUNDS = 300
SEGMENT = 16 << 20
DUE = 400
EIGHTH = 8


def request(source: random.Random) -> bytes:
    """Make a request of `SPANS` spans, one trace after the other."""
    spans = []
    while len(spans) < SPANS:
        trace_id = source.randbytes(16)
        for _ in range(min(TRACE, SPANS - len(spans))):
            text = AnyValue(string_value=source.randbytes(850).hex())
            spans.append(
                Span(
                    trace_id=trace_id,
                    span_id=source.randbytes(8),
                    parent_span_id=source.randbytes(8),
                    name="chat",
                    start_time_unix_nano=1,
                    end_time_unix_nano=2,
                    attributes=[KeyValue(key="gen_ai.prompt", value=text)],
                )
            )
    name = KeyValue(key="service.name", value=AnyValue(string_value="gateway"))
    entry = ResourceSpans(
        resource=Resource(attributes=[name]), scope_spans=[ScopeSpans(spans=spans)]
    )
    return ExportTraceServiceRequest(resource_spans=[entry]).SerializeToString()


def timed(rounds: int, run: Callable[[int], object]) -> float:
    """Return the median CPU time of a call in nanoseconds."""
    times = []
    for number in range(rounds):
        start = time.process_time_ns()
        run(number)
        times.append(time.process_time_ns() - start)
    return statistics.median(times)


def row(name: str, value: float, unit: str) -> None:
    """Print one row."""
    print(f"{name:<58} {value:>10.1f} {unit}")


def bench_queue(body: bytes) -> None:
    """Time submit, pull and answer of one request."""
    queue = RequestQueue(1 << 30)

    def pass_one(_: int) -> None:
        queue.submit(body, 1 << 26)
        group = queue.next(PLAN, 1 << 30, 0.0)
        if group is not None:
            group.answer_rest()

    row("queue: submit, pull with walk, answer", timed(ROUNDS, pass_one) / SPANS, "ns a span")


def bench_append(batch: SpanBatch, durability: str) -> None:
    """Time appends into segments that are recycled as the cursor moves."""
    with tempfile.TemporaryDirectory() as folder:
        log = Log(folder, SEGMENT, 1 << 30, "disk" if durability == "disk" else "process")
        cursor = log.cursor("bench")

        def append(_: int) -> None:
            cursor.advance(log.append(batch, b"").sequence, [0] * 8)

        timed(100, append)
        row(f"log: append, {durability}", timed(ROUNDS, append) / SPANS / 1000, "us a span")
        log.close()


def bench_table(bodies: list[bytes]) -> None:
    """Time update, due and the move of an eighth of the traces."""
    with tempfile.TemporaryDirectory() as folder:
        source = Log(folder + "/source", SEGMENT, 1 << 34, "process")
        target = Log(folder + "/target", SEGMENT, 1 << 34, "process")
        table = TraceTable(["sum", "sum", "max", "min"], 30.0, 0.0, 1 << 24, 0)
        batches = [SpanBatch.parse([body], PLAN)[0] for body in bodies]
        placed: list[Placed] = [source.append(batch, b"") for batch in batches]
        flags, values = np.ones(SPANS, np.uint64), [np.ones(SPANS)] * 4

        def update(number: int) -> None:
            table.update(0.0, batches[number], placed[number], flags, values)

        row("table: update", timed(len(bodies), update) / SPANS, "ns a span")
        row("table: memory", table.size_bytes / table.num_traces, "bytes a trace")
        cursor = target.cursor("bench")

        def take(_: int) -> DueTraces:
            return table.due(100.0, limit=DUE)

        def move(_: int) -> None:
            due = take(0)
            codes, weights = np.zeros(DUE, np.int32), np.ones(DUE)
            keep = (np.arange(DUE) % EIGHTH == 0).astype(np.uint8)
            ids, runs = due.trace_id(), due.runs()
            placed = append_kept(
                source, target, runs, keep, ids, codes, ["p"], codes, ["r"], weights, b""
            )
            if placed is not None:
                cursor.advance(placed.sequence, [0] * 8)

        rounds = table.num_traces // DUE // 2
        row("table: due", timed(rounds, take) / DUE, "ns a trace")
        row("due, read back an eighth, append", timed(rounds, move) / 1000 / DUE, "us a trace")


def main() -> None:
    """Run everything."""
    source = random.Random(7)  # noqa: S311 fixed on purpose, the rows must be the same every time
    bodies = [request(source) for _ in range(400)]
    row("request", len(bodies[0]) / SPANS, "bytes a span")
    bench_queue(bodies[0])
    batch, _ = SpanBatch.parse(bodies[:1], PLAN)
    for durability in ("process", "disk"):
        bench_append(batch, durability)
    bench_table(bodies)


if __name__ == "__main__":
    main()
