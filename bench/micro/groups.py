"""Measure what a group costs on its way: pricing and the fold, by the size of the group.

Spans are traces of agents as in `token_cost.py`, each batch of other traces than the one before.
It is parsed just before, so that caches are as warm as in the pipeline. Run
`python -m bench.micro.groups`.
"""

from __future__ import annotations

import statistics
import time
from random import Random
from typing import TYPE_CHECKING, Any

from bench.micro.token_cost import call
from exporters.prometheus.config import PrometheusConfig
from exporters.prometheus.fold import prometheus_fold
from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.kernel import SpanBatch
from spanmill.testing import request, settings, span
from spanmill.testing.spans import plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (11, 44, 128, 512, 1024)
ROUNDS = 7
SPANS_A_ROUND = 6_000
NAMES = ("chat", "tool", "POST")


def traces(count: int, chance: Random) -> list[dict[str, Any]]:
    """Return spans of agents' traces with ids that nothing else has, children before parents."""
    rows: list[dict[str, Any]] = []
    while len(rows) < count:
        trace, ids = chance.getrandbits(127) + 1, [chance.getrandbits(63) + 1 for _ in range(11)]
        for place, own in enumerate(ids):
            attrs = {"http.request.method": "POST", "url.path": "/v1/tools", "server.port": 443}
            if place in {0, 3, 6, 10}:
                attrs = call(chance.randrange(10**6))
                attrs |= {"gen_ai.response.id": f"chatcmpl-{chance.getrandbits(96):024x}"}
            if place == 10:
                attrs["gen_ai.operation.name"] = "invoke_agent"
            above = 10 if place % 3 == 2 else place + 2 - place % 3
            parent = None if place == 10 else ids[min(above, 10)]
            name, took = NAMES[place % 3], chance.random() * 1000
            rows.append(
                span(name, trace=trace, number=own, parent=parent, attrs=attrs, duration_ms=took)
            )
    return rows[:count]


def one_round(bodies: Sequence[bytes]) -> tuple[float, float]:
    """Return microseconds a group, pricing and fold: medians."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    fold = prometheus_fold(PrometheusConfig(), settings("prometheus"))
    plan = plan_of(processor.reads | fold.reads)
    found = []
    for body in bodies:
        batch = SpanBatch.parse([body], plan)[0]
        began = time.perf_counter_ns()
        (priced,) = processor.process(batch)
        between = time.perf_counter_ns()
        fold.observe(priced, 1)
        found.append((between - began, time.perf_counter_ns() - between))
    price, folded = (statistics.median(each) for each in zip(*found, strict=True))
    return price * 1e-3, folded * 1e-3


def measure(size: int) -> tuple[float, float]:
    """Return microseconds a group, pricing and fold: the best of the rounds."""
    chance = Random(size)  # noqa: S311  no secret
    bodies = [request(traces(size, chance)) for _ in range(max(40, SPANS_A_ROUND // size))]
    rounds = [one_round(bodies) for _ in range(ROUNDS)]
    price, fold = (min(each) for each in zip(*rounds, strict=True))
    return price, fold


def main() -> None:
    """Print a line for each size."""
    print(f"{'group':>5} {'price, us':>10} {'a span':>7} {'fold, us':>9} {'a span':>7}")
    for size in SIZES:
        price, fold = measure(size)
        print(f"{size:5} {price:10.1f} {price / size:7.3f} {fold:9.1f} {fold / size:7.3f}")


if __name__ == "__main__":
    main()
