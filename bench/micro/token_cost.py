"""Measure `token_cost`: microseconds a batch and a span, best and median.

Batches of model calls, and of whole traces of an agent: of eleven spans three are model calls, one
is the agent's and seven are of tools and HTTP. `answers` are calls with the whole answer as JSON,
as OpenInference writes it. `walk` is what its columns add to the walk at intake. Run
`python -m bench.micro.token_cost` or `PYTHONPATH=. python bench/micro/token_cost.py`.
"""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING, Any

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.component import Reads
from spanmill.kernel import SpanBatch
from spanmill.testing import request, settings, span
from spanmill.testing.spans import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

MODELS = ("gpt-4o", "gpt-4o-mini", "o3", "gpt-5")
SIZES = (11, 60, 512, 4096)
ROUNDS = 9
SPANS_A_ROUND = 40_000


def call(number: int) -> dict[str, Any]:
    """Return the attributes of a model call, as an instrumentation writes them."""
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": MODELS[number % len(MODELS)],
        "gen_ai.response.model": f"{MODELS[number % len(MODELS)]}",
        "gen_ai.response.id": f"chatcmpl-{number:024x}",
        "gen_ai.usage.input_tokens": number % 30_000 + 900,
        "gen_ai.usage.output_tokens": number % 700 + 9,
        "gen_ai.usage.cache_read.input_tokens": number % 900,
        "gen_ai.request.temperature": 0.2,
        "gen_ai.request.max_tokens": 1024,
        "gen_ai.conversation.id": f"c-{number // 11}",
        "server.address": "api.openai.com",
        "server.port": 443,
        "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]' * 5,
        "gen_ai.output.messages": '[{"role":"assistant","parts":[{"content":"hello"}]}]' * 5,
    }


def calls(count: int) -> list[dict[str, Any]]:
    """Return spans that are all model calls."""
    return [span(trace=n // 11 + 1, number=n + 1, attrs=call(n)) for n in range(count)]


def traces(count: int) -> list[dict[str, Any]]:
    """Return spans of agents' traces, children before parents."""
    rows = []
    for n in range(count):
        place, first = n % 11, n - n % 11 + 1
        parent = None if place == 10 else first + (10 if place % 3 == 2 else place + 2 - place % 3)
        attrs = {"http.request.method": "POST", "url.path": "/v1/tools", "server.port": 443}
        if place in {0, 3, 6}:
            attrs = call(n)
        if place == 10:
            attrs = {**call(n), "gen_ai.operation.name": "invoke_agent"}
        rows.append(
            span(trace=n // 11 + 1, number=n + 1, parent=parent and min(parent, n + 9), attrs=attrs)
        )
    return rows


def answers(count: int) -> list[dict[str, Any]]:
    """Return model calls with 1.4 kB of JSON: most of it text, with quotes and ends of lines."""
    text = 'The shop opens at noon, "as always", and closes when the sun is down.\n' * 12
    usage = {"cache_creation": {"ephemeral_1h_input_tokens": 0}, "cache_read_input_tokens": 9000}
    rows = []
    for n in range(count):
        answer = {"id": f"msg_{n:024x}", "content": [{"text": text, "type": "text"}]}
        attrs = {
            "openinference.span.kind": "LLM",
            "llm.provider": "anthropic",
            "llm.model_name": "claude-sonnet-4-5-20250929",
            "llm.token_count.prompt": 9051,
            "llm.token_count.completion": 155,
            "llm.finish_reason": "end_turn",
            "output.value": json.dumps({**answer, "stop_reason": "end_turn", "usage": usage}),
        }
        rows.append(span(trace=n + 1, number=n + 1, attrs=attrs))
    return rows


def micros(work: Callable[[], object], times: int) -> float:
    """Return microseconds of one run of `work`."""
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) * 1e6 / times


def main() -> None:
    """Print a line for each shape and size."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    plan, bare = plan_of(processor.reads), plan_of(Reads())
    cases = [(name, make, size) for name, make, _ in SHAPES for size in SIZES]
    scopes = {name: scope for name, _, scope in SHAPES}
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    made = {}
    for name, make, size in cases:
        body = request(make(size), scope=scopes[name])
        made[name, size] = body, SpanBatch.parse([body], plan)[0]
    for _ in range(ROUNDS):
        for name, _, size in cases:
            body, batch = made[name, size]
            times = SPANS_A_ROUND // size
            price = micros(lambda batch=batch: processor.process(batch), times)
            walk = micros(lambda body=body: SpanBatch.parse([body], plan), times)
            walk -= micros(lambda body=body: SpanBatch.parse([body], bare), times)
            found.setdefault((name, size), []).append((price, walk))
    print(
        f"{'spans':8} {'batch':>5} {'us a batch':>11} {'us a span':>10} {'median':>7} {'walk':>6}"
    )
    for (name, size), rounds in found.items():
        prices = [price for price, _ in rounds]
        walk = statistics.median(walk for _, walk in rounds) / size
        best, median = min(prices), statistics.median(prices) / size
        print(f"{name:8} {size:5} {best:11.1f} {best / size:10.3f} {median:7.3f} {walk:6.3f}")


SHAPES = (
    ("calls", calls, "test"),
    ("traces", traces, "test"),
    ("answers", answers, "openinference.instrumentation.anthropic"),
)

if __name__ == "__main__":
    main()
