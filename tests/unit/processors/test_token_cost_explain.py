"""What is shown of a price is what spans get."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from genai_prices.data_snapshot import get_snapshot

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.model.spans import spans
from spanmill.testing import ManualClock, batch_of, settings, span

USAGE = "gen_ai.usage."
KEYS = {
    "input": f"{USAGE}input_tokens",
    "output": f"{USAGE}output_tokens",
    "cache_read": f"{USAGE}cache_read.input_tokens",
    "cache_write": f"{USAGE}cache_creation.input_tokens",
    "reasoning": f"{USAGE}reasoning.output_tokens",
}


@pytest.mark.parametrize("seed", range(6))
def test_the_total_shown_is_the_total_written(seed):
    """For models of the whole list the sum shown, and the products in it, are the span's total."""
    chance = random.Random(seed)
    listed = [(p.id, m.id) for p in get_snapshot().providers for m in p.models]
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    when = datetime(2026, 11, 15, chance.randrange(24), 30, tzinfo=UTC)
    checked = 0
    for provider, model in chance.sample(listed, 60):
        size, out = chance.choice([10, 5000, 300_000]), chance.randrange(1, 9999)
        counts = {"input": size, "output": out, "cache_read": size // 3, "cache_write": size // 5,
                  "reasoning": out // 2}  # fmt: skip
        attrs = {KEYS[name]: count for name, count in counts.items()}
        attrs |= {"gen_ai.provider.name": provider, "gen_ai.request.model": model}
        row = span(start_ns=int(when.timestamp()) * 10**9, attrs=attrs)
        (batch,) = processor.process(batch_of([row], processor.reads))
        got = spans(batch)[0].attributes
        names = {"provider": provider, "model": model, "tier": ""}
        lines = dict(processor.explain(names, counts, when))
        if "reason" in lines:
            assert got["spanmill.cost.reason"] == lines["reason"]
            continue
        assert got["spanmill.cost.total"] == float(lines["total"].removeprefix("$"))
        products = [text.rpartition("$")[2] for text in lines.values() if " = $" in text]
        products += [lines["call"].removeprefix("$")] if "call" in lines else []
        assert sum(map(float, products)) == pytest.approx(got["spanmill.cost.total"])
        checked += 1
    assert checked > 30


def test_the_status_tells_which_prices_these_are():
    """The list's version and the day of its newest price that holds are in the status."""
    clock = ManualClock(datetime(2026, 11, 25, tzinfo=UTC).timestamp())
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost", clock=clock))
    details = processor.details()
    assert details["price_version"].startswith("genai-prices-")
    assert "2026-10-01" < details["newest_price_since"] <= "2026-11-25"
    assert details["unpriced"] == []
