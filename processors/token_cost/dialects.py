"""Names under which instrumentations report a model call, as tables: one row a dialect.

A field has one list of keys, the rows' keys joined from top to bottom. The first present key
counts; fields of two dialects on one span are never added. The first key of a field is the
standard's name, under which values are written.
Source: OpenTelemetry semantic conventions 1.26 to 1.41 and their successors of 2026, and the
packages that `Dialect.version` names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BEGUN_OUTPUT", "BEGUN_VENDORS", "DIALECTS", "FINISHING_SCOPES", "JSON_SOURCES", "SCOPE_RULES",
    "Dialect", "JsonSource", "ScopeRule", "keys",
]  # fmt: skip

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one family of instrumentations calls the fields of a call."""

    name: str
    version: str
    fields: Mapping[str, Keys]
    disjoint: bool = False
    """Its input leaves cached tokens out and its output reasoning."""
    units: Mapping[str, float | None] = field(default_factory=dict)
    """How many units of each key of `first_chunk` are a second; None: a time in RFC 3339."""


@dataclass(frozen=True, slots=True)
class JsonSource:
    """An attribute whose text is a JSON object, and what its members are, by dotted path."""

    key: str
    members: Mapping[str, str]
    disjoint: bool = False
    scopes: Keys = ()
    """Starts of the names of scopes; empty is every scope."""


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """An instrumentation that does not count input as the standard wants it."""

    scope: str
    """Start of the scope's name."""
    vendors: Keys
    """Only for these: parts of the provider's or a model's name."""
    exclusive: bool


DIALECTS = (
    Dialect("opentelemetry", "1.26 to 1.41, 2026", {
        "operation": ("gen_ai.operation.name",),
        "provider": ("gen_ai.provider.name", "gen_ai.system"),
        "response_model": ("gen_ai.response.model",),
        "request_model": ("gen_ai.request.model",),
        "response_id": ("gen_ai.response.id",),
        "input": ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
        "output": ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
        "total": ("gen_ai.usage.total_tokens",),
        "cache_read": ("gen_ai.usage.cache_read.input_tokens",),
        "cache_write": (
            "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_write.input_tokens",
        ),
        "reasoning": ("gen_ai.usage.reasoning.output_tokens",),
        "input_audio": ("gen_ai.usage.audio.input_tokens",),
        "output_audio": ("gen_ai.usage.audio.output_tokens",),
        "input_image": ("gen_ai.usage.image.input_tokens",),
        "output_image": ("gen_ai.usage.image.output_tokens",),
        "reported": ("gen_ai.usage.cost", "gen_ai.usage.cost.amount"),
        # the tier that served comes before the one that was asked for
        "tier": (
            "openai.response.service_tier", "gen_ai.openai.response.service_tier",
            "openai.request.service_tier", "gen_ai.openai.request.service_tier",
        ),
        "address": ("server.address",),
        "first_chunk": ("gen_ai.response.time_to_first_chunk",),
        "conversation": ("gen_ai.conversation.id",),
        "agent": ("gen_ai.agent.name",),
        "session": ("session.id",),
        "user": ("user.id", "enduser.id"),
        "stream": ("gen_ai.request.stream",),
        "finish_reasons": ("gen_ai.response.finish_reasons",),
        "input_text": ("gen_ai.input.messages", "gen_ai.prompt"),
        "output_text": ("gen_ai.output.messages", "gen_ai.completion"),
    }, units={"gen_ai.response.time_to_first_chunk": 1.0}),
    Dialect("openinference", "0.1.42", {
        "operation": ("openinference.span.kind",),
        "provider": ("llm.provider", "llm.system"),
        "response_model": ("llm.response.model_name",),
        "request_model": (
            "llm.request.model_name", "llm.model_name", "embedding.model_name",
            "reranker.model_name",
        ),
        "input": ("llm.token_count.prompt",),
        "output": ("llm.token_count.completion",),
        "total": ("llm.token_count.total",),
        "cache_read": (
            "llm.token_count.prompt_details.cache_read",
            "llm.token_count.prompt_details.cache_input",
        ),
        "cache_write": ("llm.token_count.prompt_details.cache_write",),
        "reasoning": ("llm.token_count.completion_details.reasoning",),
        "input_audio": ("llm.token_count.prompt_details.audio",),
        "output_audio": ("llm.token_count.completion_details.audio",),
        "reported": ("llm.cost.total",),
        "agent": ("agent.name",),
        "finish_reasons": ("llm.finish_reason",),
        "input_text": ("input.value",),
        "output_text": ("output.value",),
    }),
    Dialect("openllmetry", "0.5.1 and before", {
        "operation": ("traceloop.span.kind",),
        "total": ("llm.usage.total_tokens",),
        "input": ("llm.usage.prompt_tokens",),
        "output": ("llm.usage.completion_tokens",),
        "cache_read": ("gen_ai.usage.cache_read_input_tokens",),
        "cache_write": ("gen_ai.usage.cache_creation_input_tokens",),
        "reasoning": ("gen_ai.usage.reasoning_tokens", "llm.usage.reasoning_tokens"),
        "conversation": ("traceloop.association.properties.session_id",),
        "user": ("traceloop.association.properties.user_id", "gen_ai.user", "llm.user"),
        "stream": ("gen_ai.is_streaming", "llm.is_streaming"),
        "finish_reasons": ("gen_ai.response.finish_reason", "gen_ai.response.stop_reason"),
        "input_text": ("traceloop.entity.input",),
        "output_text": ("traceloop.entity.output",),
    }),
    Dialect("litellm", "1.109.1, both callbacks", {
        "response_model": ("litellm.provider.model",),
        "reported": ("gen_ai.cost.total_cost", "litellm.cost.total"),
        "cache_hit": ("litellm.cache_hit",),
        "user": ("litellm.end_user.id", "metadata.user_api_key_end_user_id"),
        "stream": ("litellm.request.streaming",),
    }),
    Dialect("envoy", "AI Gateway 1.1", {
        "cache_write": ("llm.token_count.prompt_details.cache_creation",),
    }),
    Dialect("cloudflare", "AI Gateway, 2026", {
        "provider": ("gen_ai.model.provider",),
        "input_text": ("gen_ai.prompt_json",),
        "output_text": ("gen_ai.completion_json",),
    }),
    Dialect("langfuse", "OTLP of 2026-08", {
        "operation": ("langfuse.observation.type",),
        "request_model": ("langfuse.observation.model.name",),
        "first_chunk": ("langfuse.observation.completion_start_time",),
        "session": ("langfuse.session.id",),
        "user": ("langfuse.user.id",),
        "input_text": ("langfuse.observation.input",),
        "output_text": ("langfuse.observation.output",),
    }, units={"langfuse.observation.completion_start_time": None}),
    Dialect("vercel", "ai 3 to 7, @ai-sdk/otel 1.0", {
        "operation": ("ai.operationId",),
        "provider": ("ai.model.provider",),
        "response_model": ("ai.response.model",),
        "request_model": ("ai.model.id",),
        "response_id": ("ai.response.id",),
        "input": ("ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"),
        "output": ("ai.usage.outputTokens", "ai.usage.completionTokens"),
        "total": ("ai.usage.totalTokens",),
        "cache_read": (
            "ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens",
        ),
        "cache_write": ("ai.usage.inputTokenDetails.cacheWriteTokens",),
        "reasoning": (
            "ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens",
        ),
        "first_chunk": ("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"),
        "session": ("ai.telemetry.metadata.sessionId",),
        "user": ("ai.telemetry.metadata.userId",),
        "finish_reasons": ("ai.response.finishReason",),
        "input_text": ("ai.prompt.messages", "ai.prompt"),
        "output_text": ("ai.response.text",),
    }, units={"ai.response.msToFirstChunk": 1000.0, "ai.stream.msToFirstChunk": 1000.0}),
    Dialect("pydantic-ai", "2.68", {
        "cache_read": ("gen_ai.usage.details.cache_read_tokens",),
        "cache_write": ("gen_ai.usage.details.cache_write_tokens",),
        "reasoning": ("gen_ai.usage.details.reasoning_tokens",),
        "reported": ("operation.cost",),
    }),
    Dialect("openlit", "1.45.0", {
        "reasoning": ("gen_ai.usage.completion_tokens_details.reasoning_tokens",),
        "user": ("gen_ai.request.user",),
        "first_chunk": ("gen_ai.server.ttft",),
    }, units={"gen_ai.server.ttft": 1.0}),
    Dialect("mlflow", "3", {
        "operation": ("mlflow.spanType",),
        "provider": ("mlflow.llm.provider",),
        "request_model": ("mlflow.llm.model",),
        "session": ("mlflow.trace.session",),
        "user": ("mlflow.trace.user",),
        "input_text": ("mlflow.spanInputs",),
        "output_text": ("mlflow.spanOutputs",),
    }),
    Dialect("strands", "1.62", {
        "cache_write": ("gen_ai.usage.cache_write_input_tokens",),
        "first_chunk": ("gen_ai.server.time_to_first_token",),
    }, units={"gen_ai.server.time_to_first_token": 1000.0}),
    Dialect("adk", "2.13", {"session": ("gcp.vertex.agent.session_id",)}),
    Dialect("vllm", "0.11", {
        "first_chunk": ("gen_ai.latency.time_to_first_token",),
    }, units={"gen_ai.latency.time_to_first_token": 1.0}),
    Dialect("sentry and mastra", "2026", {
        "cache_read": (
            "gen_ai.usage.input_tokens.cached", "gen_ai.usage.cached_input_tokens",
            "gen_ai.usage.input_cached_tokens",
        ),
        "cache_write": (
            "gen_ai.usage.input_tokens.cache_write", "gen_ai.usage.cache_write_tokens",
        ),
        "reasoning": ("gen_ai.usage.output_tokens.reasoning",),
    }),
    Dialect("provider.*", "latticelm of 2026-03", {
        "provider": ("provider.name",),
        "request_model": ("provider.model",),
        "input": ("provider.input_tokens",),
        "output": ("provider.output_tokens",),
        "total": ("provider.total_tokens",),
        "first_chunk": ("provider.ttfb_seconds",),
    }, units={"provider.ttfb_seconds": 1.0}),
    Dialect("plain", "-", {
        "provider": ("model.provider",),
        "request_model": ("model.name",),
    }),
    # words that mean something only where nothing better is there
    Dialect("kinds of requests", "-", {"operation": ("llm.request.type", "litellm.call_type")}),
)  # fmt: skip

ANSWER = {
    "usage.cache_creation_input_tokens": "cache_write",
    "usage.cache_read_input_tokens": "cache_read",
    "usage.cache_creation.ephemeral_1h_input_tokens": "cache_write_1h",
}
"""Members of an answer of Anthropic's models."""
JSON_SOURCES = (
    JsonSource("langfuse.observation.usage_details", {
        "input": "input",
        "output": "output",
        "total": "total",
        "input_cached_tokens": "cache_read",
        "cache_read_input_tokens": "cache_read",
        "input_cache_creation": "cache_write",
        "cache_creation_input_tokens": "cache_write",
        "output_reasoning": "reasoning",
        "output_reasoning_tokens": "reasoning",
    }, disjoint=True),
    JsonSource("langfuse.observation.cost_details", {"total": "reported"}),
    JsonSource("mlflow.chat.tokenUsage", {
        "input_tokens": "input",
        "output_tokens": "output",
        "total_tokens": "total",
        "cache_read_input_tokens": "cache_read",
        "cache_creation_input_tokens": "cache_write",
    }),
    JsonSource("mlflow.llm.cost", {"total_cost": "reported"}),
    JsonSource("ai.response.providerMetadata", {
        "anthropic.cacheCreationInputTokens": "cache_write",
        "anthropic.usage.cache_creation_input_tokens": "cache_write",
        "anthropic.usage.cache_read_input_tokens": "cache_read",
        "anthropic.usage.cache_creation.ephemeral_1h_input_tokens": "cache_write_1h",
    }),
    # the whole answer, and no other attribute has the id of it, its tier, the split of cache
    # writes, or the cached tokens of streams of Bedrock
    JsonSource("output.value", {
        "id": "response_id", "service_tier": "tier",
    }, scopes=("openinference.instrumentation.openai",)),
    JsonSource("output.value", {"id": "response_id", **ANSWER}, scopes=(
        "openinference.instrumentation.anthropic", "openinference.instrumentation.bedrock",
    )),
)  # fmt: skip

ANTHROPIC = ("anthropic", "claude", "bedrock")
SCOPE_RULES = (
    # its total leaves cached tokens out as well, so that only the name tells
    ScopeRule("openlit", ANTHROPIC, exclusive=True),
    ScopeRule("strands.telemetry", ANTHROPIC, exclusive=True),
    # they hand on what Bedrock counts; the total of the last one leaves cached tokens out as well
    ScopeRule("opentelemetry.instrumentation.genai.bedrock", (), exclusive=True),
    ScopeRule("opentelemetry.instrumentation.botocore.bedrock-runtime", (), exclusive=True),
    ScopeRule("opentelemetry.instrumentation.bedrock", (), exclusive=True),
)


BEGUN_VENDORS = ("anthropic", "claude")
"""Whose streams tell a usage when they begin, and all of the output only at the end."""
BEGUN_OUTPUT = 8
"""The most output tokens that are told at the beginning; mostly it is 1."""
FINISHING_SCOPES = (
    "opentelemetry.instrumentation.genai.anthropic", "opentelemetry.instrumentation.anthropic",
    "openinference.instrumentation.anthropic",
)  # fmt: skip
"""Instrumentations that tell of every whole answer of theirs why it ended."""


def keys(first: Keys) -> dict[str, Keys]:
    """Return the keys of every field by priority; keys in `first` come before all others."""
    found: dict[str, dict[str, None]] = {}
    for dialect in DIALECTS:
        for name, names in dialect.fields.items():
            found.setdefault(name, {}).update(dict.fromkeys(names))
    return {
        name: tuple(sorted(names, key=lambda key: key not in first))
        for name, names in found.items()
    }
