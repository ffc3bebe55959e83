"""The kernel's numbers are the price library's, for every price, tier and time of the list."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from genai_prices import calc_price
from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ModelPrice, TieredPrices, Usage

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.prefilter import may_have
from processors.token_cost.price_list import day_seconds, listed, newest_price, start_days
from processors.token_cost.prices import COUNTS
from processors.token_cost.processor import TokenCostProcessor
from spanmill.kernel import SpanBatch
from spanmill.model.arrays import array
from spanmill.telemetry import Registry
from spanmill.testing import ManualClock, request, settings, span
from spanmill.testing.spans import plan_of

KEYS = dict(
    zip(
        COUNTS,
        (
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_creation.input_tokens",
            "",
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.audio.input_tokens",
            "gen_ai.usage.audio.output_tokens",
            "gen_ai.usage.image.input_tokens",
            "gen_ai.usage.image.output_tokens",
        ),
        strict=True,
    )
)
PROVIDERS = get_snapshot().providers
SECOND = timedelta(seconds=1)


def attributes(model, counts, provider="", tier=""):
    """Return the attributes of a call with these counts, by the library's names."""
    attrs = {"gen_ai.request.model": model}
    attrs |= {"gen_ai.provider.name": provider} if provider else {}
    attrs |= {"openai.response.service_tier": tier} if tier else {}
    attrs |= {KEYS[name]: count for name, count in counts.items() if KEYS[name]}
    if hour := counts.get("cache_write_1h_tokens"):
        usage = {"cache_creation": {"ephemeral_1h_input_tokens": hour}}
        attrs["ai.response.providerMetadata"] = json.dumps({"anthropic": {"usage": usage}})
    return attrs


def totals(processor, rows):
    """Price spans, each a trace of its own, and return their totals; NaN where there is none."""
    found = []
    for first in range(0, len(rows), 4000):
        part = [
            span(trace=number, start_ns=start, attrs=attrs)
            for number, (start, attrs) in enumerate(rows[first : first + 4000], 1)
        ]
        reads = processor.reads.span | {"spanmill.cost.total"}
        plan = plan_of(type(processor.reads)(span=reads))
        batch, _ = SpanBatch.parse([request(part)], plan)
        (priced,) = processor.process(batch)
        found += array(priced.attribute_f64("spanmill.cost.total"), np.float64).tolist()
    return found


def expected(price, counts):
    """Return what the library says; None where it says that the counts contradict each other."""
    try:
        return float(price.calc_price(Usage(**counts))["total_price"])
    except ValueError:
        return None


def every_price():
    """Return every price of the list, and every variant of one."""
    when = datetime(2026, 11, 15, tzinfo=UTC)
    for provider in PROVIDERS:
        for model in provider.models:
            prices = model.prices if isinstance(model.prices, list) else [model]
            yield from (each.prices for each in prices)
            for variant in model.price_variants or ():
                yield model.get_prices(when, variant.when)


def inputs(price):
    """Return lengths of input around every tier."""
    tiered = [each for each in vars(price).values() if isinstance(each, TieredPrices)]
    starts = {tier.start for each in tiered for tier in each.tiers}
    return [1, 997, *(start + step for start in sorted(starts) for step in (-1, 0, 1))]


def test_every_price_and_tier():
    """Every price of the list gives the library's own number, also at the edges of tiers."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    book, pricer = processor._book, processor._pricer
    chance = np.random.default_rng(3)
    rows, wanted = [], []
    for place, price in enumerate(every_price()):
        number = book.add(price)
        if number is None:
            continue
        pricer.add_model(("", "", f"m{place}", "", ""), [(0, [(0, number, 0, 0)])], "")
        for size in inputs(price):
            out = int(chance.integers(1, 10**5))
            counts = {
                "input_tokens": size, "cache_read_tokens": size // 3,
                "cache_write_tokens": size // 7, "cache_write_1h_tokens": size // 20,
                "output_tokens": out, "output_reasoning_tokens": out // 2,
            }  # fmt: skip
            if place % 3 == 0:
                counts |= {"input_audio_tokens": size // 9, "output_image_tokens": out // 5}
            rows.append((0, attributes(f"m{place}", counts)))
            wanted.append(expected(price, counts))
    got = totals(processor, rows)
    assert len(got) > 5000
    assert [None if each != each else each for each in got] == wanted  # noqa: PLR0124  # NaN


def test_every_boundary_of_time():
    """A second before, at and after every change the price is the library's for that moment."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    counts = {"input_tokens": 1000, "output_tokens": 10}
    rows, wanted = [], []
    for provider in PROVIDERS:
        for model in provider.models:
            entry = listed((provider.id, "", model.id, "", ""))
            if isinstance(model.prices, ModelPrice) or entry.model is not model:
                continue
            times = [
                datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=second)
                for day in (*start_days([entry]), datetime(2026, 11, 15, tzinfo=UTC).date())
                for second in {0, *day_seconds([entry])}
            ]
            for when in (time + step for time in times for step in (-SECOND, 0 * SECOND, SECOND)):
                start = int(when.timestamp()) * 10**9
                rows.append((start, attributes(model.id, counts, provider.id)))
                priced = model.calc_price(Usage(**counts), provider, genai_request_timestamp=when)
                wanted.append(float(priced.total_price))
    got = totals(processor, rows)
    tokenless = {0.0}
    assert len(rows) > 1000
    assert [(a, b) for a, b in zip(got, wanted, strict=True) if a != b and b not in tokenless] == []


@pytest.mark.parametrize("tier", ["flex", "priority", "fast", "default", "batch", "auto", "none"])
def test_every_service_tier(tier):
    """A tier that the provider served has the library's price for it."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    counts = {"input_tokens": 1000, "output_tokens": 10}
    context = {"processing": "batch"} if tier == "batch" else {"service_tier": tier}
    when = datetime(2026, 11, 1, 12, tzinfo=UTC)
    rows, wanted = [], []
    for provider in PROVIDERS:
        for model in provider.models:
            if not model.price_variants or listed((provider.id, "", model.id, "", "")).reason:
                continue
            rows.append(
                (int(when.timestamp()) * 10**9, attributes(model.id, counts, provider.id, tier))
            )
            price = calc_price(
                Usage(**counts), model.id, provider_id=provider.id, genai_request_timestamp=when,
                price_context=context,
            )  # fmt: skip
            wanted.append(float(price.total_price))
    got = totals(processor, rows)
    assert len(rows) > 50
    assert [pair for pair in zip(got, wanted, strict=True) if pair[0] != pair[1] and pair[1]] == []


def test_large_sums_are_rounded_once():
    """A cost beyond what an integer as double can hold is the double nearest to the exact sum."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    chance = np.random.default_rng(5)
    rows, wanted = [], []
    for place in range(400):
        dollars = Decimal(int(chance.integers(1, 10**9))) / 10**6
        price = ModelPrice(input_mtok=dollars, output_mtok=dollars * 3)
        number = processor._book.add(price)
        names = ("", "", f"m{place}", "", "")
        processor._pricer.add_model(names, [(0, [(0, number, 0, 0)])], "")
        counts = {"input_tokens": int(chance.integers(10**8, 10**9)), "output_tokens": 10**9}
        rows.append((0, attributes(f"m{place}", counts)))
        wanted.append(expected(price, counts))
    assert totals(processor, rows) == wanted
    assert max(wanted) > 10_000


def test_junk_models_are_forgotten():
    """100,000 made-up names each get a reason, and what is remembered of them has an end."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    processor._book.answer_model = lambda names: processor._pricer.add_model(
        names, [(0, [(0, None, 3, 0)])], ""
    )
    counts = {"input_tokens": 1, "output_tokens": 1}
    for first in range(0, 100_000, 10_000):
        rows = [(0, attributes(f"junk-{first + n}", counts, "openai")) for n in range(10_000)]
        assert all(each != each for each in totals(processor, rows))  # noqa: PLR0124  # NaN
        assert processor._pricer.num_models <= 65_536 + 10_000


def test_no_model_is_filtered_out():
    """What the quick filter refuses, the list does not have: ids, parts of them, dates, junk."""
    ids = [model.id.lower() for provider in PROVIDERS for model in provider.models]
    chance = np.random.default_rng(7)
    found = 0
    for provider in PROVIDERS:
        own = [model.id.lower() for model in provider.models]
        for name in (*own, *chance.choice(ids, 40)):
            for each in (name, f"{name}-20251211", f"x-{name}", name[:-2], f"{name}:free", "junk"):
                if not may_have(provider, each):
                    assert provider.find_model(each, all_providers=PROVIDERS) is None, each
                    found += 1
    assert found > 5000
    assert not any(may_have(each, "junk-of-a-client-20251211") for each in PROVIDERS)


def test_the_list_remembers_no_name_that_it_was_asked_for():
    """Looking up made-up names leaves the library's own memory as it was."""
    snapshot = get_snapshot()
    before = len(snapshot._lookup_cache), len(snapshot._provider_cache)
    for number in range(50):
        assert listed(("openai", "", f"junk-{number}", "", "")).reason == "unknown_model"
        assert listed(("", "", f"junk-{number}", "", "")).reason == "unknown_model"
    assert (len(snapshot._lookup_cache), len(snapshot._provider_cache)) == before


def test_the_list_is_as_old_as_its_newest_price():
    """The age grows with the clock, begins anew with a newer price, and ends with the processor."""
    newest = newest_price(date(2026, 11, 20))
    begun = datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp()
    clock, registry = ManualClock(begun + 60), Registry()
    processor = TokenCostProcessor(
        TokenCostConfig(), settings("token_cost", registry=registry, clock=clock)
    )
    assert list(registry.levels()) == []
    processor.start()

    def age():
        (sample,) = registry.levels()
        assert sample.name == "component_price_data_age_seconds"
        assert dict(sample.labels)["prices"].startswith("genai-prices-")
        return sample.value

    assert age() == 60
    clock.advance(3600)
    assert age() == 3660
    clock.set(begun - 1)
    assert age() >= 86_399
    processor.stop()
    assert list(registry.levels()) == []


@pytest.mark.parametrize(
    ("provider", "written", "model"),
    [
        ("vertex_ai", "publishers/google/models/gemini-2.5-pro", "gemini-2.5-pro"),
        ("gcp.vertex_ai", "projects/p/locations/l/publishers/google/models/gemini-2.5-flash",
         "gemini-2.5-flash"),
        ("gcp.gemini", "models/gemini-2.5-flash", "gemini-2.5-flash"),
        ("strands-agents", "eu.amazon.nova-pro-v1:0", "eu.amazon.nova-pro-v1:0"),
        ("azure", "azure/gpt-4o", "gpt-4o"),
    ],
)  # fmt: skip
def test_a_model_by_its_path_is_the_model(provider, written, model):
    """Paths and beginnings that senders put before a model's name lead to the same entry."""
    found = listed((provider, "", written, "", ""))
    known = {"strands-agents": "aws.bedrock"}.get(provider, provider)
    assert found == listed((known, "", model, "", ""))
    assert not found.reason
