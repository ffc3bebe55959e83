"""Names that the configuration is checked against, without the library that writes files."""

from __future__ import annotations

import re

__all__ = ["COLUMNS", "CONTENT_KEYS", "FOLDERS", "USER_KEYS"]

COLUMNS = (
    "trace_id", "span_id", "parent_span_id", "is_root", "trace_state", "start_time",
    "start_unix_nano", "duration_ns", "duration_ms", "ingest_time", "service_name",
    "service_version", "service_instance_id", "deployment_environment", "span_name", "span_kind",
    "status_code", "status_message", "error_type", "scope_name", "scope_version",
    "http_request_method", "http_route", "http_status_code", "tenant_id", "user_id",
    "gateway_route", "request_id", "api_key_id", "client_id", "gen_ai_operation_name",
    "gen_ai_provider_name", "gen_ai_request_model", "gen_ai_response_model", "gen_ai_response_id",
    "gen_ai_conversation_id", "gen_ai_agent_name", "gen_ai_tool_name", "gen_ai_prompt_name",
    "gen_ai_request_stream", "gen_ai_request_temperature", "gen_ai_request_max_tokens",
    "gen_ai_finish_reasons", "gen_ai_time_to_first_chunk_s", "model_version",
    "prompt_template_id", "prompt_template_version", "input_tokens", "output_tokens",
    "cache_read_input_tokens", "cache_creation_input_tokens", "reasoning_output_tokens",
    "cost_usd", "cost_input_usd", "cost_output_usd", "cost_cache_read_usd",
    "cost_cache_write_usd", "cost_counted", "cost_source", "cost_reason", "price_version",
    "sampling_policy", "sampling_reason", "sampling_weight", "redaction_count",
    "redaction_entities", "truncated", "config_version", "config_hash", "attributes",
    "resource_attributes", "events", "links", "dropped_attributes_count", "dropped_events_count",
    "dropped_links_count",
)  # fmt: skip
"""Columns of every file of `spans` v1, in order."""

FOLDERS = ("date", "hour")
"""Names of the folders, which readers show as columns."""

USER_KEYS = ("user.id", "enduser.id")
"""Attributes that hold the id of a user."""

CONTENT_KEYS = re.compile(
    r"gen_ai\.(?:input\.messages|output\.messages|system_instructions|tool\.definitions"
    r"|tool\.call\.(?:arguments|result)|retrieval\.(?:documents|query)|event\.content|content"
    r"|prompt(?!\.(?:name|id|version)$)|completion|choice|system\.message|user\.message"
    r"|assistant\.message|tool\.message)"
    r"|llm\.(?:input_messages|output_messages|prompts|completions|prompt_template\.(?:template"
    r"|variables)|tools|request\.functions|function_call|invocation_parameters|messages)"
    r"|(?:input|output)\.value|message\.content"
    r"|(?:input|output|prompt|completion|messages|content|tool_calls)$"
    r"|retrieval\.documents|reranker\.(?:input|output)_documents|reranker\.query"
    r"|embedding\.(?:embeddings|text|vector)|tool\.parameters|traceloop\.entity\.(?:input|output)"
    r"|langfuse\.(?:observation|trace)\.(?:input|output)|mlflow\.span(?:Inputs|Outputs)"
    r"|ai\.(?:prompt|response\.(?:text|object|toolCalls|reasoning)|toolCall\.(?:args|result)"
    r"|values?$|embeddings?$)|(?:pydantic_ai\.)?(?:all_messages|final_result)"
    r"|(?:all_messages_events|tool_arguments|tool_response)$"
    r"|gcp\.vertex\.agent\.(?:llm_request|llm_response|tool_call_args|tool_response|data)"
)
"""Matches, from its start, a key whose value is text of a conversation, in every known dialect."""
