"""Answers that broke off after a first usage: what is sure counts, and the span says it is part."""

from __future__ import annotations

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.kernel import SpanBatch
from spanmill.model.spans import spans
from spanmill.testing import request, settings, span
from spanmill.testing.spans import plan_of
from tests.unit.exporters.prometheus_rig import exporter_of, value

SONNET = "claude-sonnet-4-5-20250929"
OTEL = "opentelemetry.instrumentation.genai.anthropic"
OUT, TEXT = "gen_ai.usage.output_tokens", "gen_ai.output.messages"
REASONS = "gen_ai.response.finish_reasons"
BEGUN = {
    "gen_ai.operation.name": "chat", "gen_ai.provider.name": "anthropic",
    "gen_ai.request.model": SONNET, "gen_ai.usage.input_tokens": 100_000, OUT: 1,
    "gen_ai.usage.cache_read.input_tokens": 90_000,
}  # fmt: skip
FLOOR = 0.057015
"""10,000 tokens at 3 dollars a million, 90,000 at 0.3, and one at 15."""
STREAM = {"gen_ai.request.stream": True}
LONG = {TEXT: "x" * 4000}


def run(*calls, scope="app", reads=None, **config):
    """Price spans of one scope, and return their batch."""
    processor = TokenCostProcessor(TokenCostConfig.model_validate(config), settings("token_cost"))
    rows = [span(number=number, attrs=attrs) for number, attrs in enumerate(calls, 1)]
    plan = plan_of(processor.reads | reads if reads else processor.reads)
    (batch,) = processor.process(SpanBatch.parse([request(rows, scope=scope)], plan)[0])
    return batch


def one(attrs, **given):
    """Return the attributes of one call."""
    return spans(run(attrs, **given))[0].attributes


@pytest.mark.parametrize(
    ("scope", "more"),
    [
        ("app", STREAM),
        ("app", {"llm.is_streaming": "True"}),
        ("app", LONG),
        ("app", {**STREAM, REASONS: ""}),
        ("app", {**STREAM, "gen_ai.provider.name": "aws.bedrock", OUT: 8}),
        (OTEL, {}),
        ("opentelemetry.instrumentation.anthropic", {}),
        ("openinference.instrumentation.anthropic", {}),
    ],
)
def test_a_beginning_without_an_end_is_told(scope, more):
    """The total is what was told, a floor, and the reason says so."""
    told = one({**BEGUN, **more}, scope=scope)
    assert told["spanmill.cost.reason"] == "usage_incomplete"
    assert told["spanmill.cost.source"] == "computed"
    assert told["spanmill.cost.counted"] == told["spanmill.cost.total"] > 0


@pytest.mark.parametrize(
    ("scope", "more"),
    [
        ("app", {}),
        ("app", {TEXT: "x" * 144}),
        (OTEL, {REASONS: ["stop"]}),
        (OTEL, {**STREAM, "llm.finish_reason": "end_turn"}),
        ("app", {**STREAM, OUT: 9}),
        ("app", {**STREAM, OUT: 0}),
        ("app", {**STREAM, "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o"}),
        ("app", {**STREAM, "gen_ai.operation.name": "invoke_agent"}),
        ("app", {**STREAM, "gen_ai.usage.cost": 0.5}),
    ],
)
def test_whole_answers_are_not_suspected(scope, more):
    """A short answer with a reason, of another vendor, without a sign, or with a cost is whole."""
    assert "spanmill.cost.reason" not in one({**BEGUN, **more}, scope=scope)


def test_what_is_missing_is_estimated_apart():
    """Of 1,000 tokens of text one was counted: the others are estimated, and in no total."""
    told = one({**BEGUN, **LONG}, estimate={"cost": True})
    assert told["spanmill.cost.total"] == FLOOR
    assert told["spanmill.usage.estimated_output_tokens"] == 999
    assert "spanmill.usage.estimated_input_tokens" not in told
    assert told["spanmill.cost.estimated"] == pytest.approx(999 * 15e-6, rel=1e-9)
    assert "spanmill.cost.estimated" not in one({**BEGUN, **LONG})


def test_broken_off_answers_teach_nothing():
    """Their text is longer than their count says, so bytes a token are not learned from them."""
    lost = {name: each for name, each in BEGUN.items() if "usage" not in name}
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    plan = plan_of(processor.reads)
    for attrs in ({**BEGUN, **LONG, OUT: 8}, {**lost, **LONG}):
        rows = [span(number=number, attrs=attrs) for number in range(1, 200)]
        (batch,) = processor.process(SpanBatch.parse([request(rows)], plan)[0])
    assert spans(batch)[0].attributes["spanmill.usage.estimated_output_tokens"] == 1000


def test_the_page_tells_them_from_calls_whose_cost_is_known():
    """They are no part of the coverage, and their floor is part of the cost."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    whole = {**BEGUN, REASONS: ["stop"]}
    fold.observe(run({**BEGUN, **STREAM}, whole, reads=fold.reads), 1)
    assert value(exporter, "genai_calls_total", source="incomplete") == 1
    assert value(exporter, "genai_calls_total", source="computed") == 1
    assert value(exporter, "genai_cost_coverage_ratio") == 0.5
    assert value(exporter, "genai_cost_usd_total", source="computed") == 2 * FLOOR
    assert value(exporter, "genai_unpriced_calls_total") == 0
