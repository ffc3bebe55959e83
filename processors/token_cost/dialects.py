"""Names under which instrumentations report a model call: keys of each field by priority.

The first present key counts; fields of two dialects on one span are never added.
Source: OpenTelemetry semantic conventions 1.26 to 1.41 and their successors of 2026, OpenInference
0.1.42, OpenLLMetry 0.5.1.
"""

from __future__ import annotations

__all__ = [
    "AGGREGATE",
    "CACHE_HIT",
    "CACHE_READ",
    "CACHE_WRITE",
    "FIELDS",
    "INPUT",
    "INPUT_TEXT",
    "NEVER",
    "OPERATION",
    "OUTPUT",
    "OUTPUT_TEXT",
    "PROVIDER",
    "REASONING",
    "REPORTED",
    "REQUEST_MODEL",
    "RESPONSE_ID",
    "RESPONSE_MODEL",
    "SERVICE_TIER",
    "TOTAL",
]

OPERATION = (
    "gen_ai.operation.name",
    "openinference.span.kind",
    "traceloop.span.kind",
    "llm.request.type",
    "ai.operationId",
)
PROVIDER = (
    "gen_ai.provider.name",
    "gen_ai.system",
    "gen_ai.model.provider",
    "llm.provider",
    "llm.system",
    "ai.model.provider",
    "mlflow.llm.provider",
    "provider.name",
)
RESPONSE_MODEL = ("gen_ai.response.model", "llm.response.model_name", "ai.response.model")
REQUEST_MODEL = (
    "gen_ai.request.model",
    "llm.request.model_name",
    "llm.model_name",
    "embedding.model_name",
    "reranker.model_name",
    "ai.model.id",
    "mlflow.llm.model",
    "provider.model",
)
RESPONSE_ID = ("gen_ai.response.id", "ai.response.id")
INPUT = (
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "llm.usage.prompt_tokens",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
    "ai.usage.tokens",
    "provider.input_tokens",
)
OUTPUT = (
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "llm.usage.completion_tokens",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
    "provider.output_tokens",
)
TOTAL = (
    "gen_ai.usage.total_tokens",
    "llm.token_count.total",
    "llm.usage.total_tokens",
    "provider.total_tokens",
)
CACHE_READ = (
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.cached_input_tokens",
    "gen_ai.usage.input_cached_tokens",
    "gen_ai.usage.input_tokens.cached",
    "llm.token_count.prompt_details.cache_read",
    "llm.token_count.prompt_details.cache_input",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.cachedInputTokens",
)
CACHE_WRITE = (
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.cache_write_input_tokens",
    "gen_ai.usage.cache_write_tokens",
    "gen_ai.usage.details.cache_write_tokens",
    "gen_ai.usage.input_tokens.cache_write",
    "llm.token_count.prompt_details.cache_write",
    "llm.token_count.prompt_details.cache_creation",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
)
REASONING = (
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.details.reasoning_tokens",
    "gen_ai.usage.output_tokens.reasoning",
    "llm.usage.reasoning_tokens",
    "llm.token_count.completion_details.reasoning",
    "ai.usage.outputTokenDetails.reasoningTokens",
    "ai.usage.reasoningTokens",
)
REPORTED = (
    "gen_ai.usage.cost",
    "llm.cost.total",
    "gen_ai.cost.total_cost",
    "litellm.cost.total",
    "operation.cost",
)
SERVICE_TIER = (
    "openai.response.service_tier",
    "gen_ai.openai.response.service_tier",
    "openai.request.service_tier",
    "gen_ai.openai.request.service_tier",
)
"""The tier that served comes before the one that was asked for."""
CACHE_HIT = "litellm.cache_hit"
INPUT_TEXT = ("gen_ai.input.messages", "gen_ai.prompt", "traceloop.entity.input", "input.value")
OUTPUT_TEXT = (
    "gen_ai.output.messages",
    "gen_ai.completion",
    "traceloop.entity.output",
    "output.value",
)
FIELDS = (
    OPERATION, PROVIDER, RESPONSE_MODEL, REQUEST_MODEL, RESPONSE_ID, INPUT, OUTPUT, TOTAL,
    CACHE_READ, CACHE_WRITE, REASONING, REPORTED, SERVICE_TIER, CACHE_HIT,
)  # fmt: skip
AGGREGATE = frozenset(
    {
        "invoke_agent", "invoke_workflow", "agent_step", "plan", "agent", "chain", "workflow",
        "ai.generatetext", "ai.streamtext", "ai.generateobject", "ai.streamobject", "ai.embed",
        "ai.embedmany",
    }
)  # fmt: skip
"""Operations, in lower case, whose usage is the sum of what ran below them."""
NEVER = frozenset(
    {
        "execute_tool", "fetch_response", "create_agent", "retrieval", "task", "tool", "retriever",
        "guardrail", "evaluator", "prompt", "decision", "ai.toolcall",
    }
)  # fmt: skip
"""Operations, in lower case, that no provider bills by tokens."""
