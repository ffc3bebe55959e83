"""Measure `token_cost`: microseconds a span, best and median, in batches of model calls.

Run `python -m bench.micro.token_cost` or `PYTHONPATH=. python bench/micro/token_cost.py [spans]`.
"""

from __future__ import annotations

import statistics
import sys
import time

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.testing import batch_of, settings, span

MODELS = ("gpt-4o", "gpt-4o-mini", "o3", "gpt-5")


def main() -> None:
    """Print the time of one batch in which every span, and one in which every tenth is a call."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 512
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    for share in (1, 10):
        calls = [
            {
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": "openai",
                "gen_ai.request.model": MODELS[number % len(MODELS)],
                "gen_ai.usage.input_tokens": number + 1,
                "gen_ai.usage.output_tokens": 99,
            }
            if number % share == 0
            else {"http.route": "/v1"}
            for number in range(count)
        ]
        rows = [span(trace=n // 11 + 1, number=n + 1, attrs=each) for n, each in enumerate(calls)]
        batch = batch_of(rows, processor.reads)
        times = []
        for _ in range(300):
            began = time.perf_counter()
            processor.process(batch)
            times.append((time.perf_counter() - began) * 1e6 / count)
        best, median = min(times), statistics.median(times)
        print(f"1 call in {share:2}: best {best:.3f} us a span, median {median:.3f}")


if __name__ == "__main__":
    main()
