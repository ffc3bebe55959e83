"""Measure the kernel's data half: nanoseconds a span, best and median of many calls.

Run `python bench/micro/kernel.py [spans] [rounds]` from the root, with the kernel built as a
release.
"""

from __future__ import annotations

import platform
import random
import statistics
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from spanmill.kernel import Plan, SpanBatch, Upsert, transcode_json

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = [
    "gen_ai.request.model",
    "gen_ai.response.model",
    "gen_ai.provider.name",
    "gen_ai.operation.name",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.cost.total",
    "http.response.status_code",
    ("user.id", "enduser.id"),
]
OTHERS = [f"app.attribute.{index}" for index in range(7)]
WORDS = (
    "the",
    "quick",
    "brown",
    "fox",
    "jumps",
    "über",
    "den",
    "faulen",
    "Hund",
    "answers",
    "prices",
)


def make_request(spans: int) -> bytes:
    """Encode spans of about 1.8 kB, the same ones in every run."""
    chance = random.Random(7)  # noqa: S311 a fixed seed is the point
    request = ExportTraceServiceRequest()
    group = request.resource_spans.add()
    group.resource.attributes.add(key="service.name").value.string_value = "gateway"
    scope = group.scope_spans.add()
    scope.scope.name = "bench"
    for index in range(spans):
        span = scope.spans.add(name="chat gpt-4o", kind=3)
        span.trace_id = (index // 11 + 1).to_bytes(16)
        span.span_id = (index + 1).to_bytes(8)
        span.start_time_unix_nano = 1_700_000_000_000_000_000 + index
        span.end_time_unix_nano = span.start_time_unix_nano + chance.randrange(10**9)
        for key in KEYS[:4]:
            span.attributes.add(key=str(key)).value.string_value = chance.choice(("gpt-4o", "o3"))
        for key in KEYS[4:6]:
            span.attributes.add(key=str(key)).value.int_value = chance.randrange(10**5)
        for key in OTHERS:
            span.attributes.add(key=key).value.string_value = chance.choice(WORDS)
        text = " ".join(chance.choices(WORDS, k=226))
        span.attributes.add(key="gen_ai.input.messages").value.string_value = text
        span.status.code = 1
    return request.SerializeToString()


def measure(call: Callable[[], object], rounds: int, spans: int) -> tuple[float, float]:
    """Time `call`: best and median in nanoseconds a span."""
    times: list[int] = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - start)
    return min(times) / spans, statistics.median(times) / spans


def main(spans: int = 512, rounds: int = 300) -> None:
    """Print the table."""
    body = make_request(spans)
    plan = Plan(KEYS, ["service.name"])
    batch, _ = SpanBatch.parse([body], plan)
    cost, rare = np.full(spans, 0.25), (np.arange(spans) % 12 == 0).astype(np.uint8)
    replace = Upsert.f64(OTHERS[0], cost)
    add = Upsert.f64("gen_ai.cost.total", cost)
    json = bytes(batch.to_otlp_json())
    rows: dict[str, Callable[[], object]] = {
        "parse, 10 planned keys": lambda: SpanBatch.parse([body], plan),
        "parse, no plan": lambda: SpanBatch.parse([body], Plan()),
        "parse with protobuf": lambda: ExportTraceServiceRequest.FromString(body),
        "attribute_dict of the model": lambda: batch.attribute_dict("gen_ai.request.model"),
        "attribute_i64": lambda: batch.attribute_i64("gen_ai.usage.input_tokens"),
        "column duration_ns": lambda: batch.column("duration_ns"),
        "upsert, key absent": lambda: batch.upsert([add]),
        "upsert, key replaced": lambda: batch.upsert([replace]),
        "upsert and to_otlp": lambda: batch.upsert([add]).to_otlp(),
        "filter 8 %": lambda: batch.filter(rare),
        "to_otlp": batch.to_otlp,
        "to_otlp_json": batch.to_otlp_json,
        "transcode_json": lambda: transcode_json(json),
        "to_arrow": lambda: batch.to_arrow([], []),
    }
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{spans} spans, {len(body) / spans:.0f} bytes each, {rounds} rounds, {machine}")
    print(f"{'call':<30}{'best ns/span':>14}{'median':>10}")
    for name, call in rows.items():
        best, median = measure(call, rounds, spans)
        print(f"{name:<30}{best:>14.1f}{median:>10.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
