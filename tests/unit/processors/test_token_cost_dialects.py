"""One span of each dialect: everything that it says is read right and has the standard's names."""

from __future__ import annotations

import json

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.dialects import DIALECTS
from processors.token_cost.processor import TokenCostProcessor
from spanmill.kernel import SpanBatch
from spanmill.model.spans import spans
from spanmill.testing import request, settings, span
from spanmill.testing.spans import plan_of

START_NS = 1_794_700_800_000_000_000  # 2026-11-15 00:00 UTC
USAGE, COST = "gen_ai.usage", "spanmill.cost"
SONNET = "claude-sonnet-4-5-20250929"
INCLUSIVE = {f"{USAGE}.input_tokens": 130213}
CACHED_COST = 0.04340025
"""130,213 tokens of Sonnet's input: 128,955 read from a cache, 1,253 written to it."""
PLAIN_COST = 0.0125
"""1,000 tokens of gpt-4o each way."""


def given(**names):
    """Return attributes; `__` in a name stands for a dot."""
    return {name.replace("__", "."): value for name, value in names.items()}


GPT = {"gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o"}
CLAUDE = {"gen_ai.provider.name": "anthropic", "gen_ai.request.model": SONNET}
G1_TOKENS = {f"{USAGE}.input_tokens": 1000, f"{USAGE}.output_tokens": 1000}
G4_CACHE = {
    f"{USAGE}.cache_read.input_tokens": 128955, f"{USAGE}.cache_creation.input_tokens": 1253,
}  # fmt: skip
STANDARD = {**GPT, "gen_ai.operation.name": "chat", **G1_TOKENS}
AS_STANDARD = {name: value for name, value in STANDARD.items() if name != "gen_ai.operation.name"}
CACHED = {**CLAUDE, **INCLUSIVE, **G4_CACHE}

ROWS = [
    ("otel G0", "test", {
        "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4o",
        f"{USAGE}.prompt_tokens": 1000, f"{USAGE}.completion_tokens": 1000,
    }, AS_STANDARD, PLAIN_COST),
    ("otel G1", "test", {"gen_ai.system": "openai", "gen_ai.request.model": "gpt-4o", **G1_TOKENS},
     AS_STANDARD, PLAIN_COST),
    ("otel G3", "test", STANDARD, STANDARD, PLAIN_COST),
    ("otel G3, old azure", "test", {
        "gen_ai.system": "az.ai.openai", "gen_ai.request.model": "gpt-4o", **G1_TOKENS,
    }, {"gen_ai.provider.name": "azure.ai.openai"}, PLAIN_COST),
    ("otel G4", "test", {**CLAUDE, **INCLUSIVE, **G4_CACHE}, CACHED, CACHED_COST),
    ("otel G5", "test", {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5", f"{USAGE}.input_tokens": 10000,
        f"{USAGE}.cache_read.input_tokens": 8000, f"{USAGE}.output_tokens": 1200,
        f"{USAGE}.reasoning.output_tokens": 1000, "gen_ai.request.stream": True,
        "gen_ai.response.time_to_first_chunk": 0.25,
    }, {"gen_ai.response.time_to_first_chunk": 0.25, "gen_ai.request.stream": True}, 0.0155),
    ("otel G6", "opentelemetry.instrumentation.genai.anthropic", {
        **CLAUDE, **INCLUSIVE, f"{USAGE}.cache_read.input_tokens": 128955,
        f"{USAGE}.cache_write.input_tokens": 1253,
    }, {**CACHED, f"{USAGE}.cache_write.input_tokens": None}, CACHED_COST),
    ("openinference", "openinference.instrumentation.anthropic", given(
        openinference__span__kind="LLM", llm__system="anthropic", llm__model_name=SONNET,
        llm__token_count__prompt=130213, llm__token_count__prompt_details__cache_read=128955,
        llm__token_count__prompt_details__cache_write=1253, llm__token_count__total=130213,
        agent__name="planner",
    ), {**CACHED, "gen_ai.operation.name": "chat", "gen_ai.agent.name": "planner"}, CACHED_COST),
    ("openinference embedding", "test", given(
        openinference__span__kind="EMBEDDING", llm__provider="openai",
        embedding__model_name="text-embedding-3-small", llm__token_count__prompt=1000,
    ), {"gen_ai.operation.name": "embeddings"}, 0.00002),
    ("openllmetry old", "opentelemetry.instrumentation.openai", {
        "llm.request.type": "chat", "gen_ai.system": "OpenAI", "gen_ai.request.model": "gpt-4o",
        f"{USAGE}.prompt_tokens": 1000, f"{USAGE}.completion_tokens": 1000,
        "llm.usage.total_tokens": 2000, "llm.is_streaming": False,
        "traceloop.association.properties.session_id": "s1",
        "traceloop.association.properties.user_id": "u1",
    }, {
        **G1_TOKENS, "gen_ai.operation.name": "chat", "gen_ai.request.stream": False,
        "gen_ai.conversation.id": "s1", "user.id": "u1",
    }, PLAIN_COST),
    ("openllmetry cache", "opentelemetry.instrumentation.anthropic", {
        "gen_ai.system": "Anthropic", "gen_ai.request.model": SONNET, **INCLUSIVE,
        f"{USAGE}.cache_read_input_tokens": 128955, f"{USAGE}.cache_creation_input_tokens": 1253,
        f"{USAGE}.total_tokens": 130213,
    }, {**INCLUSIVE, **G4_CACHE, "spanmill.usage.convention": "inclusive_total"}, CACHED_COST),
    ("openllmetry new", "opentelemetry.instrumentation.openai.v1", STANDARD, STANDARD, PLAIN_COST),
    ("litellm v1", "litellm", {
        **GPT, **G1_TOKENS, "llm.request.type": "acompletion", "gen_ai.cost.total_cost": 0.02,
        "gen_ai.cost.input_cost": 0.01, "llm.is_streaming": "True", "llm.user": "u1",
    }, {
        f"{COST}.source": "reported", f"{COST}.computed": PLAIN_COST, "gen_ai.request.stream": True,
        "gen_ai.operation.name": "chat", "user.id": "u1",
    }, 0.02),
    ("litellm v2", "litellm", {
        **STANDARD, "litellm.cost.total": 0.02, "litellm.request.streaming": True,
        "litellm.provider.model": "gpt-4o-2024-08-06", "litellm.call_type": "acompletion",
    }, {"gen_ai.response.model": "gpt-4o-2024-08-06", f"{COST}.source": "reported"}, 0.02),
    ("litellm cache hit", "litellm", {**STANDARD, "litellm.cache_hit": "True"},
     {f"{COST}.source": "reported", f"{COST}.saved": PLAIN_COST, f"{COST}.counted": 0.0}, 0.0),
    ("envoy openinference", "envoyproxy/ai-gateway", given(
        openinference__span__kind="LLM", llm__system="anthropic", llm__model_name=SONNET,
        llm__token_count__prompt=130213, llm__token_count__prompt_details__cache_read=128955,
        llm__token_count__prompt_details__cache_creation=1253,
    ), CACHED, CACHED_COST),
    ("envoy gen_ai", "envoyproxy/ai-gateway", {**STANDARD, "gen_ai.provider.name": "azure.openai"},
     {"gen_ai.provider.name": "azure.openai"}, PLAIN_COST),
    ("kong", "kong-internal", STANDARD, STANDARD, PLAIN_COST),
    ("portkey", "portkey", STANDARD, STANDARD, PLAIN_COST),
    ("cloudflare", "cloudflare-ai-gateway", {
        "gen_ai.model.provider": "openai", "gen_ai.request.model": "gpt-4o", **G1_TOKENS,
        "gen_ai.usage.cost": 0.0125,
    }, {**GPT, f"{COST}.source": "reported"}, PLAIN_COST),
    ("langfuse", "langfuse-sdk", {
        "langfuse.observation.type": "generation", "langfuse.session.id": "s1",
        "langfuse.observation.model.name": SONNET, "langfuse.user.id": "u1",
        "langfuse.observation.usage_details": json.dumps(
            {"input": 5, "output": 0, "cache_read_input_tokens": 128955,
             "cache_creation_input_tokens": 1253}),
        "langfuse.observation.completion_start_time": '"2026-11-15T00:00:00.250Z"',
    }, {
        **INCLUSIVE, **G4_CACHE, "gen_ai.request.model": SONNET, "session.id": "s1",
        "user.id": "u1", "gen_ai.response.time_to_first_chunk": 0.25,
        "spanmill.usage.convention": "exclusive_dialect", "gen_ai.operation.name": "chat",
    }, CACHED_COST),
    ("langfuse cost", "langfuse-sdk", {
        "langfuse.observation.type": "generation", "langfuse.observation.model.name": "gpt-4o",
        "langfuse.observation.cost_details": '{"input": 0.1, "output": 0.2, "total": 0.3}',
    }, {f"{COST}.source": "reported"}, 0.3),
    ("vercel 4", "ai", given(
        ai__operationId="ai.generateText.doGenerate", ai__model__provider="openai.chat",
        ai__model__id="gpt-4o", ai__usage__promptTokens=1000, ai__usage__completionTokens=1000,
        ai__response__id="r1",
    ), {**AS_STANDARD, "gen_ai.response.id": "r1", "gen_ai.operation.name": "chat"}, PLAIN_COST),
    ("vercel 7", "ai", {
        **given(
            ai__operationId="ai.streamText.doStream", ai__model__provider="anthropic.messages",
            ai__model__id=SONNET, ai__usage__inputTokens=130213, ai__usage__outputTokens=0,
            ai__usage__inputTokenDetails__cacheReadTokens=128955,
            ai__usage__inputTokenDetails__cacheWriteTokens=1253, ai__response__msToFirstChunk=412.5,
            ai__telemetry__metadata__userId="u1",
        ),
    }, {
        **CACHED, "gen_ai.response.time_to_first_chunk": 0.4125, "user.id": "u1",
    }, CACHED_COST),
    ("vercel hour", "ai", {
        "gen_ai.system": "anthropic.messages", "gen_ai.request.model": "claude-opus-4-5",
        f"{USAGE}.input_tokens": 10000, f"{USAGE}.output_tokens": 500,
        "ai.usage.inputTokenDetails.cacheWriteTokens": 4000,
        "ai.response.providerMetadata": json.dumps({"anthropic": {"usage": {"cache_creation": {
            "ephemeral_1h_input_tokens": 3000}}}}),
    }, {f"{USAGE}.cache_creation.input_tokens": 4000, "gen_ai.provider.name": "anthropic"},
     0.07875),
    ("pydantic-ai", "pydantic-ai", {
        **CLAUDE, **INCLUSIVE, f"{USAGE}.details.cache_read_tokens": 128955,
        f"{USAGE}.details.cache_write_tokens": 1253, "operation.cost": CACHED_COST,
    }, {**CACHED, f"{COST}.source": "reported"}, CACHED_COST),
    ("openlit exclusive", "openlit.otel.tracing", {
        **CLAUDE, f"{USAGE}.input_tokens": 5, f"{USAGE}.output_tokens": 0,
        f"{USAGE}.total_tokens": 5, **G4_CACHE, "gen_ai.server.ttft": 0.25,
    }, {
        **CACHED, "spanmill.usage.convention": "exclusive_instrumentation",
        "gen_ai.response.time_to_first_chunk": 0.25,
    }, CACHED_COST),
    ("openlit large input", "openlit.otel.tracing", {
        **CLAUDE, f"{USAGE}.input_tokens": 2000, f"{USAGE}.output_tokens": 0,
        f"{USAGE}.cache_read.input_tokens": 1000,
    }, {f"{USAGE}.input_tokens": 3000}, 0.0063),
    ("mlflow", "mlflow", {
        "mlflow.spanType": '"CHAT_MODEL"', "mlflow.llm.provider": "openai",
        "mlflow.llm.model": '"gpt-4o"',
        "mlflow.chat.tokenUsage": json.dumps(
            {"input_tokens": 1000, "output_tokens": 1000, "total_tokens": 2000}),
    }, {**AS_STANDARD, "gen_ai.operation.name": "chat"}, PLAIN_COST),
    ("mlflow cost", "mlflow", {
        "mlflow.spanType": "LLM", "mlflow.llm.model": "gpt-4o",
        "mlflow.llm.cost": json.dumps(json.dumps({"input_cost": 0.1, "total_cost": 0.3})),
    }, {f"{COST}.source": "reported"}, 0.3),
    ("strands on bedrock", "strands.telemetry.tracer", {
        "gen_ai.system": "strands-agents", "gen_ai.operation.name": "chat",
        "gen_ai.request.model": f"us.anthropic.{SONNET}-v1:0", f"{USAGE}.input_tokens": 1000,
        f"{USAGE}.prompt_tokens": 1000, f"{USAGE}.output_tokens": 1000,
        f"{USAGE}.completion_tokens": 1000, f"{USAGE}.cache_read.input_tokens": 10,
        f"{USAGE}.cache_write_input_tokens": 0, f"{USAGE}.total_tokens": 2010,
        "gen_ai.server.time_to_first_token": 250,
    }, {f"{USAGE}.input_tokens": 1010, "gen_ai.response.time_to_first_chunk": 0.25}, 0.0198033),
    ("strands on openai", "strands.telemetry.tracer", {
        "gen_ai.provider.name": "strands-agents", "gen_ai.request.model": "gpt-4o",
        **G1_TOKENS, f"{USAGE}.cache_read.input_tokens": 400, f"{USAGE}.total_tokens": 2000,
    }, {f"{USAGE}.input_tokens": 1000, "spanmill.usage.convention": "inclusive_total"}, 0.012),
    ("adk", "gcp.vertex.agent", {
        "gen_ai.system": "gcp.vertex.agent", "gen_ai.operation.name": "generate_content",
        "gen_ai.request.model": "gemini-2.5-flash", **G1_TOKENS,
        "gcp.vertex.agent.session_id": "s1",
    }, {"session.id": "s1"}, 0.0028),
    ("semantic kernel", "Microsoft.SemanticKernel.Diagnostics", {
        "gen_ai.operation.name": "chat.completions", "gen_ai.system": "openai",
        "gen_ai.request.model": "gpt-4o", **G1_TOKENS,
    }, GPT, PLAIN_COST),
    ("agent framework", "agent_framework", STANDARD, STANDARD, PLAIN_COST),
    ("vllm", "vllm.llm_engine", {
        "gen_ai.response.model": "gpt-4o", f"{USAGE}.prompt_tokens": 1000,
        f"{USAGE}.completion_tokens": 1000, "gen_ai.latency.time_to_first_token": 0.25,
    }, {**G1_TOKENS, "gen_ai.response.time_to_first_chunk": 0.25}, PLAIN_COST),
    ("sentry", "sentry", {
        **CLAUDE, **INCLUSIVE, f"{USAGE}.input_tokens.cached": 128955,
        f"{USAGE}.input_tokens.cache_write": 1253,
    }, CACHED, CACHED_COST),
    ("mastra", "mastra", {
        **CLAUDE, **INCLUSIVE, f"{USAGE}.cached_input_tokens": 128955,
        f"{USAGE}.cache_write_tokens": 1253,
    }, CACHED, CACHED_COST),
    ("provider.generate", "llm-gateway", given(
        provider__name="openai", provider__model="gpt-4o", provider__input_tokens=1000,
        provider__output_tokens=1000, provider__total_tokens=2000,
    ), AS_STANDARD, PLAIN_COST),
    ("provider.generate_stream", "llm-gateway", given(
        provider__name="openai", provider__model="gpt-4o", provider__ttfb_seconds=0.25,
    ), {
        **GPT, "gen_ai.response.time_to_first_chunk": 0.25, f"{COST}.reason": "no_usage",
        f"{COST}.total": None,
    }, None),
    ("plain names", "gateway", {
        "model.provider": "openai", "model.name": "gpt-4o", "request.id": "q1",
        "api_key.id": "k1", "client.id": "c1", **G1_TOKENS,
    }, {**GPT, "request.id": "q1", "api_key.id": "k1", "client.id": "c1"}, PLAIN_COST),
]  # fmt: skip


def run(attrs, scope="test", **config):
    """Price one span, and return its attributes."""
    processor = TokenCostProcessor(TokenCostConfig.model_validate(config), settings("token_cost"))
    row = span(start_ns=START_NS, attrs=attrs)
    batch, _ = SpanBatch.parse([request([row], scope=scope)], plan_of(processor.reads))
    (priced,) = processor.process(batch)
    return spans(priced)[0].attributes


@pytest.mark.parametrize(
    ("scope", "attrs", "standard", "total"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_every_dialect(scope, attrs, standard, total):
    """What a dialect says is priced right, has the standard's names, and keeps its own."""
    got = run(attrs, scope)
    assert {name: got.get(name) for name in standard} == standard
    if total is not None:
        assert got["spanmill.cost.total"] == total
    kept = {name: value for name, value in attrs.items() if name not in standard}
    repaired = {name for name in kept if got.get(name) != kept[name]}
    assert repaired <= {f"{USAGE}.input_tokens", f"{USAGE}.cache_write.input_tokens"}


def test_every_table_has_a_span():
    """Each key that counts money, tokens or time to the first chunk is in some span above."""
    used = {name for row in ROWS for name in row[2]}
    shown = {"cache_read", "cache_write", "input", "output", "first_chunk", "provider", "reported"}
    lacking = {
        dialect.name
        for dialect in DIALECTS
        if not any(key in used for keys in dialect.fields.values() for key in keys)
        and shown & dialect.fields.keys()
    }
    assert lacking == set()


def test_two_dialects_are_never_added():
    """Of one field under two names the one of higher priority counts."""
    twice = {**STANDARD, f"{USAGE}.prompt_tokens": 7, "llm.token_count.prompt": 9}
    assert run(twice)["spanmill.cost.total"] == PLAIN_COST


def test_names_follow_the_profile():
    """Each profile writes one generation's names, and replaces the other's."""
    write, creation = f"{USAGE}.cache_write.input_tokens", f"{USAGE}.cache_creation.input_tokens"
    old = run({**CLAUDE, **INCLUSIVE, **G4_CACHE}, profile="otel-2026")
    assert old[write] == 1253
    assert creation not in old
    assert old["gen_ai.usage.cost.amount"] == CACHED_COST
    assert (old["gen_ai.usage.cost.currency"], old["gen_ai.usage.cost.source"]) == ("USD", "local")
    assert "gen_ai.usage.cost" not in old
    both = run({**STANDARD, "gen_ai.usage.cost": 0.5}, profile="otel-2026")
    assert both["gen_ai.usage.cost.amount"] == 0.5
    assert "gen_ai.usage.cost" not in both
    assert run({**STANDARD, "gen_ai.usage.cost.amount": 0.5})["gen_ai.usage.cost"] == 0.5


def test_originals_go_on_request():
    """Other dialects' names are removed from calls, and from nothing else."""
    foreign = given(llm__system="openai", llm__model_name="gpt-4o", llm__token_count__prompt=1000,
                    llm__token_count__completion=1000, other="x")  # fmt: skip
    got = run(foreign, drop_originals=True)
    assert {*foreign} & {*got} == {"other"}
    assert got[f"{USAGE}.input_tokens"] == 1000
    rest = {"llm.system": "openai", "http.route": "/"}
    assert run(rest, drop_originals=True) == rest


def test_nothing_is_renamed_when_told_so():
    """Without normalizing, only the cost is written."""
    foreign = given(llm__system="openai", llm__model_name="gpt-4o", llm__token_count__prompt=1000,
                    llm__token_count__completion=1000)  # fmt: skip
    added = run(foreign, normalize=False).keys() - foreign.keys()
    assert added == {
        "spanmill.cost.total", "spanmill.cost.counted", "spanmill.cost.parts",
        "spanmill.cost.source", "spanmill.cost.price_version", "gen_ai.usage.cost",
    }  # fmt: skip


def test_own_rules_about_instrumentations():
    """A configured habit comes before shipped ones, for its scope and vendor alone."""
    usage = {f"{USAGE}.input_tokens": 2000, f"{USAGE}.cache_read.input_tokens": 1000}
    rules = [
        {"scope": "house.", "vendor": "Anthropic", "input_tokens": "exclusive"},
        {"scope": "openlit", "input_tokens": "inclusive"},
    ]

    def told(scope, names):
        got = run({**names, **usage}, scope, input_rules=rules)
        return got["spanmill.usage.convention"], got[f"{USAGE}.input_tokens"]

    assert told("house.llm", CLAUDE) == ("exclusive_instrumentation", 3000)
    assert told("house.llm", GPT) == ("inclusive_default", 2000)
    assert told("other", CLAUDE) == ("inclusive_default", 2000)
    assert told("openlit.x", CLAUDE) == ("inclusive_instrumentation", 2000)
    rules = [{"scope": "", "input_tokens": "exclusive"}]
    assert told("", GPT) == ("exclusive_instrumentation", 3000)
