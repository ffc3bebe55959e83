"""Habits of instrumentations, on spans as they were seen to write them."""

from __future__ import annotations

import json

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.kernel import SpanBatch
from spanmill.model.spans import spans
from spanmill.testing import request, settings, span
from spanmill.testing.spans import plan_of

START_NS = 1_794_700_800_000_000_000  # 2026-11-15 00:00 UTC
IN, OUT = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"
READ, WRITE = "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_creation.input_tokens"
SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0"
BEDROCK = {"gen_ai.provider.name": "aws.bedrock", "gen_ai.request.model": f"us.{SONNET}"}
INFERENCE = "openinference.instrumentation"


def run(*scoped):
    """Price spans of some scopes, one trace; return their attributes."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    rows = [
        request([span(number=place, start_ns=START_NS, attrs=attrs)], scope=scope)
        for place, (scope, attrs) in enumerate(scoped, 1)
    ]
    batch, _ = SpanBatch.parse(rows, plan_of(processor.reads))
    (priced,) = processor.process(batch)
    return [each.attributes for each in spans(priced)]


def price(attrs, scope="test"):
    """Return what one call costs."""
    (got,) = run((scope, attrs))
    return got["spanmill.cost.total"]


@pytest.mark.parametrize(
    "scope",
    [
        "opentelemetry.instrumentation.genai.bedrock",
        "opentelemetry.instrumentation.botocore.bedrock-runtime",
        "opentelemetry.instrumentation.bedrock",
    ],
)
def test_bedrocks_counts_leave_cached_tokens_out(scope):
    """Also where the input is longer than what is cached, and the total says otherwise."""
    usage = {IN: 20_000, OUT: 100, READ: 9_000, WRITE: 2_100, "gen_ai.usage.total_tokens": 20_100}
    (got,) = run((scope, {**BEDROCK, **usage}))
    assert got[IN] == 31_100
    assert got["spanmill.usage.convention"] == "exclusive_instrumentation"
    exact = (20_000 * 3.3 + 100 * 16.5 + 9_000 * 0.33 + 2_100 * 4.125) / 1e6
    assert got["spanmill.cost.total"] == pytest.approx(exact, rel=1e-14)


def test_bedrocks_ids_may_lack_their_beginning():
    """OpenLLMetry cuts region and publisher off; what is still known of the model prices it."""
    usage = {IN: 1_000_000, OUT: 0}
    for whole, cut in ((f"us.{SONNET}", SONNET[10:]), ("amazon.nova-pro-v1:0", "nova-pro-v1:0")):
        assert price({**BEDROCK, **usage, "gen_ai.request.model": cut}) == price(
            {**BEDROCK, **usage, "gen_ai.request.model": whole}
        )
    (got,) = run(("test", {**BEDROCK, **usage, "gen_ai.request.model": "no-such-v1:0"}))
    assert got["spanmill.cost.reason"] == "unknown_model"


def test_the_region_that_was_asked_for_decides():
    """Bedrock answers with a bare name: the id that was asked for says what it costs."""
    answer = {IN: 1_000, OUT: 0, "gen_ai.response.model": SONNET[10:-5]}
    asked = {"gen_ai.provider.name": "aws.bedrock", "gen_ai.request.model": f"global.{SONNET}"}
    assert price({**asked, **answer}) == 0.003
    assert price({**BEDROCK, **answer}) == 0.0033
    opaque = "arn:aws:bedrock:us-east-1:1:application-inference-profile/x"
    assert price({**asked, **answer, "gen_ai.request.model": opaque}) == 0.0033


def test_anthropics_client_may_call_bedrock():
    """Its instrumentations name Anthropic, but an id of Bedrock has Bedrock's price."""
    names = {"gen_ai.provider.name": "anthropic", "gen_ai.response.model": SONNET[10:-5]}
    usage = {IN: 1_000, OUT: 0}
    for asked, dollars in ((f"us.{SONNET}", 0.0033), (SONNET, 0.0033), (SONNET[10:-5], 0.003)):
        assert price({**names, **usage, "gen_ai.request.model": asked}) == dollars


def whole_answer(**usage):
    """Return what OpenInference writes of an answer of Anthropic's."""
    counts = {"llm.token_count.prompt": 10_000, "llm.token_count.completion": 0}
    text = json.dumps({"id": "msg_1", "usage": {"input_tokens": 10, **usage}})
    names = {"openinference.span.kind": "LLM", "llm.provider": "anthropic"}
    return {**names, "llm.model_name": SONNET[10:-5], **counts, "output.value": text}


def test_cached_tokens_are_found_in_the_whole_answer():
    """Streams of Bedrock under OpenInference have them nowhere else."""
    attrs = whole_answer(cache_read_input_tokens=9_000)
    assert price(attrs, f"{INFERENCE}.bedrock") == pytest.approx(0.0057, rel=1e-14)
    told = {**attrs, "llm.token_count.prompt_details.cache_read": 0}
    assert price(told, f"{INFERENCE}.bedrock") == 0.03
    assert price(attrs, "house.agent") == 0.03


def test_writes_for_an_hour_are_found_in_the_whole_answer():
    """No attribute has them, and they cost more than others."""
    kept = {"ephemeral_5m_input_tokens": 1_000, "ephemeral_1h_input_tokens": 3_000}
    attrs = whole_answer(cache_creation_input_tokens=4_000, cache_creation=kept)
    attrs["llm.token_count.prompt_details.cache_write"] = 4_000
    exact = (6_000 * 3 + 1_000 * 3.75 + 3_000 * 6) / 1e6
    assert price(attrs, f"{INFERENCE}.anthropic") == pytest.approx(exact, rel=1e-14)


@pytest.mark.parametrize("broken", ["", "{", "[1]", '{"id": 7}', '{"id": ""}', '{"usage": {"a":'])
def test_an_answer_that_is_no_object_says_nothing(broken):
    """Text that only stands where an answer should be changes no price."""
    attrs = {**whole_answer(), "output.value": broken}
    assert price(attrs, f"{INFERENCE}.anthropic") == 0.03


def test_one_answer_under_two_instrumentations_is_one_call():
    """Spans side by side are views of one call where the whole answer has the other's id."""
    other = {"gen_ai.provider.name": "anthropic", "gen_ai.request.model": SONNET[10:-5], IN: 10_000}
    first = (f"{INFERENCE}.anthropic", whole_answer())
    for id_, scope, expected in (
        ("msg_1", INFERENCE + ".anthropic", [0.03, 0.0]),
        ("msg_2", INFERENCE + ".anthropic", [0.03, 0.03]),
        ("msg_1", "house.agent", [0.03, 0.03]),
    ):
        second = ("opentelemetry.instrumentation.x", {**other, "gen_ai.response.id": id_})
        got = run((scope, first[1]), second)
        assert [each["spanmill.cost.counted"] for each in got] == expected


@pytest.mark.parametrize(
    "key",
    [
        "llm.finish_reason",
        "gen_ai.response.finish_reason",
        "gen_ai.response.stop_reason",
        "ai.response.finishReason",
    ],
)
def test_why_an_answer_ended_is_a_list(key):
    """The standard has one reason for each choice; others have a text."""
    usage = {**BEDROCK, IN: 1, OUT: 1}
    name = "gen_ai.response.finish_reasons"
    (got,) = run(("test", {**usage, key: "tool_use"}))
    assert (got[name], got[key]) == (["tool_use"], "tool_use")
    (kept,) = run(("test", {**usage, key: "tool_use", name: ["stop", "length"]}))
    assert kept[name] == ["stop", "length"]
    (none,) = run(("test", {**usage, key: 7}))
    assert name not in none


def test_the_tier_that_served_is_found_in_the_whole_answer():
    """OpenInference has no attribute for it; one of another dialect comes first."""
    names = {"openinference.span.kind": "LLM", "llm.system": "openai", "llm.model_name": "o3"}
    counts = {"llm.token_count.prompt": 1000, "llm.token_count.completion": 1000}
    attrs = {**names, **counts, "output.value": '{"id":"c1","service_tier":"flex"}'}
    assert price(attrs, f"{INFERENCE}.openai") == 0.005
    assert price(attrs, f"{INFERENCE}.other") == 0.01
    told = {**attrs, "openai.response.service_tier": "default"}
    assert price(told, f"{INFERENCE}.openai") == 0.01
