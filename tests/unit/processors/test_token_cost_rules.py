"""The user's own prices come before everything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span

COST = "spanmill.cost"


def run(rules, *, model="mine", provider="x", when=datetime(2026, 11, 15, tzinfo=UTC), usage=None,
        response="", **config):  # fmt: skip
    """Price one call of 1,000 tokens each way under rules, and return its attributes."""
    usage = usage or {"input_tokens": 1000, "output_tokens": 1000}
    attrs = {f"gen_ai.usage.{name}": count for name, count in usage.items()}
    attrs |= {"gen_ai.provider.name": provider, "gen_ai.request.model": model}
    attrs |= {"gen_ai.response.model": response} if response else {}
    full = TokenCostConfig.model_validate({"rules": rules, **config})
    processor = TokenCostProcessor(full, settings("token_cost"))
    row = span(start_ns=int(when.timestamp()) * 10**9, attrs=attrs)
    (batch,) = processor.process(batch_of([row], processor.reads))
    return spans(batch)[0].attributes


def total(*args, **kwargs):
    """Return the total under rules."""
    return run(*args, **kwargs).get(f"{COST}.total")


PRICE = {"input_mtok": 1, "output_mtok": 2}


def test_a_rule_says_where_its_price_came_from():
    """The version names the rules and changes with them; the list's version is another."""
    first = run([{"model": "mine", "price": PRICE}])
    other = run([{"model": "mine", "price": PRICE}, {"model": "more", "free": True}])
    assert first[f"{COST}.price_version"].startswith("rules-")
    assert first[f"{COST}.price_version"] != other[f"{COST}.price_version"]
    listed = run([{"model": "mine", "free": True}], model="gpt-4o", provider="openai")
    assert listed[f"{COST}.price_version"].startswith("genai-prices-")


def test_the_first_rule_that_fits_decides():
    """Rules are tried in order, by response or request model and provider, in any case."""
    rules = [
        {"model": "MINE", "provider": "other", "free": True},
        {"model": "min*", "price": PRICE},
        {"model": "*", "price": {"input_mtok": 9}},
    ]
    assert total(rules) == 0.003
    assert total(rules, provider="Other") == 0.0
    assert total(rules, model="alias", response="mine-2") == 0.003
    assert total(rules, model="else") == 0.009


@pytest.mark.parametrize(
    ("usage", "dollars"),
    [
        ({"input_tokens": 1000, "cache_read.input_tokens": 400}, 0.00064),
        ({"input_tokens": 1000, "cache_creation.input_tokens": 400}, 0.0014),
        ({"input_tokens": 5, "output_tokens": 10, "reasoning.output_tokens": 4}, 0.000037),
        ({"input_tokens": 100_000}, 0.1),
        ({"input_tokens": 100_001}, 0.500005),
    ],
)
def test_every_part_of_a_price(usage, dollars):
    """Cache, reasoning and tiers have prices of their own; one token more is the next tier."""
    price = {
        **PRICE, "cache_read_mtok": 0.1, "cache_write_mtok": 2, "reasoning_mtok": 5,
        "tiers": [{"above_input_tokens": 100_000, "input_mtok": 5}],
    }  # fmt: skip
    assert total([{"model": "mine", "price": price}], usage=usage) == dollars


def test_a_call_may_cost_something_beside_its_tokens():
    """A fee is added once a call."""
    assert total([{"model": "mine", "price": {**PRICE, "request": 0.005}}]) == 0.008


def test_days_are_those_of_the_start_in_utc():
    """A rule holds from its first to its last day, both included; outside the next layer does."""
    rules = [
        {"model": "gpt-4o", "price": PRICE, "valid_from": "2026-02-01", "valid_until": "2026-02-28"}
    ]

    def at(*moment):
        return total(rules, model="gpt-4o", provider="openai", when=datetime(*moment, tzinfo=UTC))

    assert at(2026, 1, 31, 23, 59, 59) == 0.0125
    assert at(2026, 2, 1) == at(2026, 2, 28, 23, 59, 59) == 0.003
    assert at(2026, 3, 1) == 0.0125


def test_other_currencies_have_a_fixed_worth():
    """Prices in another currency are dollars on the span."""
    rules = [{"model": "mine", "price": PRICE, "currency": "EUR"}]
    assert total(rules, currencies={"EUR": 1.25}) == 0.00375


def test_discounts():
    """A discount lowers a rule's own price or the list's, with its changes over time."""
    assert total([{"model": "mine", "price": PRICE, "discount_percent": 50}]) == 0.0015
    rules = [{"model": "mine", "use": "openai/o3", "discount_percent": 50}]
    assert total(rules, when=datetime(2025, 6, 9, 23, 59, tzinfo=UTC)) == 0.025
    assert total(rules, when=datetime(2025, 6, 10, tzinfo=UTC)) == 0.005
    third = [{"model": "mine", "use": "openai/gpt-4o", "discount_percent": 33.3333}]
    assert total(third) == pytest.approx(0.0125 * 0.666667)


def test_free_is_zero_and_unknown_is_not():
    """A free model costs 0, also without usage; a rule for an unknown model leaves it unpriced."""
    attrs = run([{"model": "mine", "free": True}], usage={"input_tokens": 0})
    assert (attrs[f"{COST}.total"], attrs[f"{COST}.source"]) == (0.0, "computed")
    attrs = run([{"model": "mine", "use": "openai/no-such"}])
    assert attrs[f"{COST}.reason"] == "unknown_model"
    assert f"{COST}.total" not in attrs


def test_a_deployment_is_priced_as_its_model():
    """An opaque name, such as a profile of Bedrock, is priced as the model that a rule names."""
    arn = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc"
    rules = [{"model": "arn:*/abc", "use": "aws/us.anthropic.claude-sonnet-4-5-20250929-v1:0"}]
    assert total(rules, model=arn, provider="aws.bedrock") == 0.0198


def test_a_reported_cost_by_policy():
    """`fallback` takes the gateway's number only where none can be computed."""
    usage = {"input_tokens": 1000, "output_tokens": 1000, "cost": 0.5}
    known = {"model": "gpt-4o", "provider": "openai", "usage": usage}
    assert total([], **known) == 0.5
    assert total([], **known, reported_cost="fallback") == 0.0125
    assert total([], **known, reported_cost="ignore") == 0.0125
    assert total([], usage=usage, reported_cost="fallback") == 0.5
    assert total([], usage=usage, reported_cost="ignore") is None


def test_only_a_star_stands_for_other_characters():
    """Brackets and question marks are part of a name; several stars match in order."""
    for model, name, fits in [
        ("claude-sonnet[1m]", "Claude-Sonnet[1M]", True),
        ("claude-sonnet[1m]", "claude-sonnet1", False),
        ("gpt-?", "gpt-4", False),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("*4o*", "gpt-4o", True),
        ("gpt*", "my-gpt", False),
        ("a.c", "abc", False),
        ("a*a", "a", False),
    ]:
        priced = total([{"model": model, "free": True}], model=name, provider="mine")
        assert (priced == 0.0) == fits, (model, name)


@pytest.mark.parametrize("written", ["azure", "azure.ai.openai", "AZ.*"])
def test_a_provider_has_several_names(written):
    """A rule names it as the span does, as the standard does, or as the price list does."""
    rules = [{"model": "mine", "provider": written, "price": PRICE}]
    assert total(rules, provider="az.ai.openai") == 0.003
    assert total(rules, provider="openai") is None


def test_stars_cannot_be_made_to_hang():
    """A name that almost fits a rule of many stars is refused at once."""
    rules = [{"model": "*a" * 100 + "*b", "free": True}]
    assert total(rules, model="a" * 250) is None


def test_tiers_may_stand_in_any_order():
    """The tier with the highest limit below the input decides, wherever it is written."""
    tiers = [
        {"above_input_tokens": 2000, "input_mtok": 9},
        {"above_input_tokens": 1000, "input_mtok": 5},
    ]
    rules = [{"model": "mine", "price": {"input_mtok": 1, "tiers": tiers}}]
    costs = [
        total(rules, usage={"input_tokens": count, "output_tokens": 0})
        for count in (1000, 1001, 2000, 2001)
    ]
    assert costs == [0.001, 0.005005, 0.01, 0.018009]


def test_a_rule_that_meets_no_call_is_told():
    """The status names rules that nothing has fitted yet, as their places in the file."""
    rules = [{"model": "mine", "free": True}, {"model": "mistyped", "provider": "x", "free": True}]
    processor = TokenCostProcessor(
        TokenCostConfig.model_validate({"rules": rules}), settings("token_cost")
    )

    def unmet():
        return [each["rule"] for each in processor.details()["rules_without_calls"]]

    assert unmet() == ["rules.0", "rules.1"]
    names = {"gen_ai.request.model": "Mine", "gen_ai.usage.input_tokens": 1}
    processor.process(batch_of([span(attrs=names)], processor.reads))
    assert unmet() == ["rules.1"]
    assert processor.details()["rules_without_calls"][0]["model"] == "mistyped"
