from __future__ import annotations

from datetime import UTC, datetime

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.model.spans import spans
from spanmill.telemetry import Registry
from spanmill.testing import batch_of, settings, span

NOW = datetime(2026, 11, 15, tzinfo=UTC)
IN, OUT = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"
READ, WRITE = "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_creation.input_tokens"
THOUGHT = "gen_ai.usage.reasoning.output_tokens"
HOUR = "ai.response.providerMetadata"
FOR_AN_HOUR = '{"anthropic":{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":3000}}}}'
GUESS = "spanmill.usage.estimated"
SONNET = "claude-sonnet-4-5-20250929"
GOLDEN = [
    ("openai", "gpt-4o", NOW, {IN: 23, OUT: 156}, 0.0016175),
    ("openai", "gpt-4o-mini", NOW, {IN: 23, OUT: 156}, 0.00009705),
    ("openai", "gpt-5", NOW, {IN: 10000, READ: 8000, OUT: 1200, THOUGHT: 1000}, 0.0155),
    ("anthropic", "claude-opus-4-5", NOW, {IN: 10000, WRITE: 4000, OUT: 500, HOUR: FOR_AN_HOUR},
     0.07875),
    ("anthropic", SONNET, NOW, {IN: 130213, READ: 128955, WRITE: 1253, OUT: 0}, 0.04340025),
    ("anthropic", SONNET, NOW, {IN: 200000, OUT: 1000}, 0.615),
    ("anthropic", SONNET, NOW, {IN: 200001, OUT: 1000}, 1.222506),
    ("openai", "o3", datetime(2025, 6, 9, 23, 59, tzinfo=UTC), {IN: 1000, OUT: 1000}, 0.05),
    ("openai", "o3", datetime(2025, 6, 10, tzinfo=UTC), {IN: 1000, OUT: 1000}, 0.01),
    ("openai", "o3", datetime(2026, 11, 1, tzinfo=UTC),
     {IN: 1000, OUT: 1000, "openai.response.service_tier": "flex"}, 0.005),
    ("openai", "o3", datetime(2026, 11, 1, tzinfo=UTC),
     {IN: 1000, OUT: 1000, "openai.response.service_tier": "batch"}, 0.005),
    ("deepseek", "deepseek-v4-pro", NOW.replace(hour=2), {IN: 1000, OUT: 1000}, 0.00528),
    ("deepseek", "deepseek-v4-pro", NOW.replace(hour=12), {IN: 1000, OUT: 1000}, 0.00264),
    ("aws.bedrock", f"us.anthropic.{SONNET}-v1:0", NOW, {IN: 1000, OUT: 1000}, 0.0198),
    ("aws", f"global.anthropic.{SONNET}-v1:0", NOW, {IN: 1000, OUT: 1000}, 0.018),
    ("openai", "ft:gpt-4o-mini-2024-07-18:acme::abc", NOW, {IN: 1000, OUT: 1000}, 0.0015),
    ("openai", "text-embedding-3-small", NOW, {IN: 1000}, 0.00002),
]  # fmt: skip


def run(rows, **config):
    """Price spans and return their attributes."""
    processor = TokenCostProcessor(TokenCostConfig.model_validate(config), settings("token_cost"))
    (batch,) = processor.process(batch_of(rows, processor.reads))
    return [each.attributes for each in spans(batch)]


def call(number=1, provider="openai", model="gpt-4o", when=NOW, parent=None, **attrs):
    """Return one model call of 1,000 tokens each way, unless `attrs` says otherwise."""
    names = {"gen_ai.provider.name": provider, "gen_ai.request.model": model}
    usage = attrs.pop("usage", {IN: 1000, OUT: 1000})
    start = int(when.timestamp()) * 10**9
    return span(number=number, parent=parent, start_ns=start, attrs={**names, **usage, **attrs})


@pytest.mark.parametrize(("provider", "model", "when", "usage", "dollars"), GOLDEN)
def test_golden_vectors(provider, model, when, usage, dollars):
    """A call costs what the provider's price list says of its start, to the last bit."""
    (attrs,) = run([call(provider=provider, model=model, when=when, usage=usage)])
    assert attrs["spanmill.cost.total"] == dollars
    assert attrs["spanmill.cost.source"] == "computed"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (call(model="no-such-model"), "unknown_model"),
        (call(provider="nobody"), "unknown_provider"),
        (call(usage={}), "no_usage"),
        (call(usage={IN: 0, OUT: 0}), "no_usage"),
        (call(usage={IN: -1, OUT: 3}), "usage_inconsistent"),
        (call(usage={IN: "many", OUT: 3}), "usage_inconsistent"),
        (call(usage={IN: 2.5, OUT: 3}), "usage_inconsistent"),
        (call(usage={IN: 2**62, OUT: 3}), "usage_inconsistent"),
        (call(model="whisper-1"), "unit_not_reported"),
        (span(attrs={IN: 5, OUT: 5}), "no_model"),
    ],
)
def test_unknown_is_never_zero(row, reason):
    """A call that cannot be priced says why and has no cost."""
    (attrs,) = run([row])
    assert attrs["spanmill.cost.source"] == "unpriced"
    assert attrs["spanmill.cost.reason"] == reason
    assert not {"spanmill.cost.total", "spanmill.cost.counted", "gen_ai.usage.cost"} & attrs.keys()


@pytest.mark.parametrize(
    "usage",
    [
        {IN: 10, OUT: 5, "gen_ai.usage.total_tokens": 3},
        {IN: 10, OUT: 5, READ: 20, "gen_ai.usage.total_tokens": 15},
        {IN: 10, OUT: 5, THOUGHT: 20, "gen_ai.usage.total_tokens": 15},
        {IN: 10, OUT: 5, READ: -1},
        {IN: 10, OUT: float("nan")},
        {IN: float("inf"), OUT: 5},
        {IN: True, OUT: 5},
        {IN: [10], OUT: 5},
    ],
)
def test_counts_that_contradict_each_other(usage):
    """Counts that cannot all be true are no cost, and the span says why."""
    (attrs,) = run([call(usage=usage)])
    assert attrs["spanmill.cost.source"] == "unpriced"
    assert attrs["spanmill.cost.reason"] == "usage_inconsistent"


@pytest.mark.parametrize("cost", [float("nan"), float("inf"), -1.0, 0.0, 1e300, "0.5", True, [1.0]])
def test_a_reported_cost_that_cannot_be_is_ignored(cost):
    """Only a number of dollars above 0 that one call may cost is taken."""
    (attrs,) = run([call(**{"llm.cost.total": cost})])
    assert (attrs["spanmill.cost.source"], attrs["spanmill.cost.total"]) == ("computed", 0.0125)


def test_what_a_client_writes_under_our_names_is_removed():
    """Amounts that a span brings along are no money: calls are priced anew, others lose them."""
    forged = {"spanmill.cost.counted": 1e9, "spanmill.cost.source": "reported", "other": 1}
    priced, plain = run([call(1, **forged), span(number=2, attrs=forged)])
    assert priced["spanmill.cost.counted"] == 0.0125
    assert priced["spanmill.cost.source"] == "computed"
    assert plain == {"other": 1}


def test_a_plain_span_is_left_alone():
    """A span that is no model call gets no attribute."""
    assert run([span(attrs={"http.route": "/"})]) == [{"http.route": "/"}]


def test_an_agent_does_not_count_what_its_calls_count():
    """The agent keeps its own cost and adds nothing to a sum."""
    agent = call(1, **{"gen_ai.operation.name": "invoke_agent"})
    rows = run([agent, span(number=2, parent=1), call(3, parent=2)])
    assert rows[0]["spanmill.cost.total"] == rows[2]["spanmill.cost.counted"] == 0.0125
    assert rows[0]["spanmill.cost.counted"] == 0.0


def test_the_same_response_counts_once():
    """Of two reports of one response the deeper one counts."""
    one = {"gen_ai.response.id": "r1"}
    outer, inner = run([call(1, **one), call(2, parent=1, **one)])
    assert (outer["spanmill.cost.counted"], inner["spanmill.cost.counted"]) == (0.0, 0.0125)


def test_an_outer_call_counts_its_excess():
    """Of nested calls the outer one counts the tokens that the inner ones lack."""
    outer, inner = run([call(1), call(2, parent=1, usage={IN: 500, OUT: 500})])
    counted = outer["spanmill.cost.counted"] + inner["spanmill.cost.counted"]
    assert counted == pytest.approx(0.0125)


def test_exclusive_input_is_repaired():
    """Input that is smaller than its cached part leaves it out."""
    usage = {IN: 5, READ: 128955, WRITE: 1253, OUT: 0}
    (attrs,) = run([call(provider="anthropic", model=SONNET, usage=usage)])
    assert attrs["spanmill.cost.total"] == 0.04340025


def test_rules_come_before_the_list():
    """A rule may set a price, name a model of the list, or say that a model is free."""
    rules = [
        {"model": "llama-*", "free": True},
        {"model": "our-gpt", "use": "openai/gpt-4o"},
        {"model": "mine", "price": {"input_mtok": 1, "output_mtok": 2}},
    ]
    rows = run(
        [call(n, "x", m) for n, m in enumerate(("llama-3", "our-gpt", "mine"), 1)], rules=rules
    )
    assert [each["spanmill.cost.total"] for each in rows] == [0.0, 0.0125, 0.003]


def test_other_dialects_are_read_and_written_in_standard_names():
    """OpenInference tokens are priced and also written under the standard's names."""
    names = {"openinference.span.kind": "LLM", "llm.system": "openai", "llm.model_name": "gpt-4o",
             "llm.token_count.prompt": 1000, "llm.token_count.completion": 1000}  # fmt: skip
    (attrs,) = run([span(attrs=names)])
    assert attrs["spanmill.cost.total"] == 0.0125
    assert attrs[IN] == 1000
    assert attrs["gen_ai.request.model"] == "gpt-4o"


def test_a_reported_cost_is_preferred():
    """The gateway's own number is the total, unless the configuration says otherwise."""
    row = call(**{"llm.cost.total": 0.5})
    assert run([row])[0]["spanmill.cost.source"] == "reported"
    assert run([row], reported_cost="ignore")[0]["spanmill.cost.total"] == 0.0125


def test_calls_are_counted_by_source_and_reason():
    """Whoever reads the counters gets every call once, also those before the stop."""
    registry = Registry()
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost", registry=registry))
    rows = [call(1), call(2), call(3, model="made-up"), call(4, usage={})]

    processor.start()
    for _ in range(2):
        processor.process(batch_of(rows, processor.reads))
    assert registry.value("component_calls", component="token_cost", source="computed") == 4
    lost = {"component": "token_cost", "reason": "unknown_model"}
    assert registry.value("component_unpriced_calls", **lost) == 2
    processor.process(batch_of(rows, processor.reads))
    processor.stop()
    assert registry.value("component_calls", component="token_cost", source="unpriced") == 6
    assert registry.value("component_unpriced_calls", **lost) == 3


def test_missing_usage_is_estimated_from_text():
    """A call without usage but with text has an estimate beside it, and no total."""
    row = call(usage={"gen_ai.input.messages": "x" * 4000})
    (attrs,) = run([row])
    assert attrs[f"{GUESS}_input_tokens"] == 1000
    assert f"{GUESS}_output_tokens" not in attrs, "nothing is known of it, which is not 0"
    assert (attrs["spanmill.cost.source"], attrs["spanmill.cost.reason"]) == (
        "unpriced",
        "no_usage",
    )
    (attrs,) = run([row], estimate={"cost": True})
    assert (attrs["spanmill.cost.source"], attrs["spanmill.cost.estimated"]) == (
        "estimated",
        0.0025,
    )
    assert not {"spanmill.cost.total", "spanmill.cost.counted"} & attrs.keys()
    (attrs,) = run([row], estimate={"enabled": False})
    assert f"{GUESS}_input_tokens" not in attrs


def test_estimates_follow_what_was_seen():
    """Bytes a token are learned from calls of the same model that have both text and usage."""
    text = "gen_ai.input.messages"
    seen = call(1, usage={text: "x" * 20000, IN: 10000, OUT: 1})
    rows = [
        [seen],
        [call(2, usage={text: "x" * 2000})],
        [call(3, model="o3", usage={text: "xxxx"})],
    ]
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    told = [
        spans(processor.process(batch_of(each, processor.reads))[0])[0].attributes for each in rows
    ]
    assert told[1][f"{GUESS}_input_tokens"] == 1000
    assert told[2][f"{GUESS}_input_tokens"] == 1
