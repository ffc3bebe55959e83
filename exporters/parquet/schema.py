"""The tables `spans` v1 and `content` v1: names, types, and the attributes that columns come from.

A version only ever gains columns. Integers are signed and names need no quotes, so that every
engine reads them alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

__all__ = [
    "ATTRIBUTE_COLUMNS",
    "CONTENT_COLUMNS",
    "CONTENT_SCHEMA",
    "DELTA",
    "DICTIONARY",
    "PLAIN",
    "SPANS_SCHEMA",
    "SPLIT",
    "AttributeColumn",
]

_TEXT, _DOUBLE, _LONG, _INT = pa.utf8(), pa.float64(), pa.int64(), pa.int32()
_TIME = pa.timestamp("us", "UTC")
_TEXTS = pa.list_(_TEXT)
_MAP = pa.map_(_TEXT, _TEXT)
_EVENT = pa.struct([("time", _TIME), ("name", _TEXT), ("attributes", _MAP)])
_LINK = pa.struct([("trace_id", _TEXT), ("span_id", _TEXT), ("attributes", _MAP)])


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """A column that attributes fill; of several keys the first that has a value of the type."""

    name: str
    type: pa.DataType
    keys: tuple[str, ...]
    target: Literal["span", "resource"] = "span"


def _column(name: str, kind: pa.DataType, *keys: str) -> AttributeColumn:
    return AttributeColumn(name, kind, keys)


def _resource(name: str, *keys: str) -> AttributeColumn:
    return AttributeColumn(name, _TEXT, keys, "resource")


ATTRIBUTE_COLUMNS: tuple[AttributeColumn, ...] = (
    _resource("service_name", "service.name"),
    _resource("service_version", "service.version"),
    _resource("service_instance_id", "service.instance.id"),
    _resource("deployment_environment", "deployment.environment.name", "deployment.environment"),
    _column("error_type", _TEXT, "error.type"),
    _column("http_request_method", _TEXT, "http.request.method", "http.method"),
    _column("http_route", _TEXT, "http.route"),
    _column("http_status_code", _INT, "http.response.status_code", "http.status_code"),
    _column("tenant_id", _TEXT, "tenant.id", "litellm.team.id", "metadata.user_api_key_team_id"),
    _column("user_id", _TEXT, "user.id", "enduser.id"),
    _column("gateway_route", _TEXT, "gateway.route"),
    _column("request_id", _TEXT, "request.id", "http.request_id"),
    _column(
        "api_key_id", _TEXT, "api_key.id", "litellm.api_key.hash", "metadata.user_api_key_hash"
    ),
    _column("client_id", _TEXT, "client.id"),
    _column("gen_ai_operation_name", _TEXT, "gen_ai.operation.name"),
    _column("gen_ai_provider_name", _TEXT, "gen_ai.provider.name", "gen_ai.system"),
    _column("gen_ai_request_model", _TEXT, "gen_ai.request.model"),
    _column("gen_ai_response_model", _TEXT, "gen_ai.response.model"),
    _column("gen_ai_response_id", _TEXT, "gen_ai.response.id"),
    _column("gen_ai_conversation_id", _TEXT, "gen_ai.conversation.id"),
    _column("gen_ai_agent_name", _TEXT, "gen_ai.agent.name"),
    _column("gen_ai_tool_name", _TEXT, "gen_ai.tool.name"),
    _column("gen_ai_prompt_name", _TEXT, "gen_ai.prompt.name"),
    _column("gen_ai_request_stream", pa.bool_(), "gen_ai.request.stream", "gen_ai.is_streaming"),
    _column("gen_ai_request_temperature", _DOUBLE, "gen_ai.request.temperature"),
    _column("gen_ai_request_max_tokens", _LONG, "gen_ai.request.max_tokens"),
    _column("gen_ai_finish_reasons", _TEXTS, "gen_ai.response.finish_reasons"),
    _column("gen_ai_time_to_first_chunk_s", _DOUBLE, "gen_ai.response.time_to_first_chunk"),
    _column("model_version", _TEXT, "gen_ai.model.version"),
    _column("prompt_template_id", _TEXT, "gen_ai.prompt.id"),
    _column("prompt_template_version", _TEXT, "gen_ai.prompt.version"),
    _column("input_tokens", _LONG, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    _column("output_tokens", _LONG, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    _column("cache_read_input_tokens", _LONG, "gen_ai.usage.cache_read.input_tokens"),
    _column(
        "cache_creation_input_tokens",
        _LONG,
        "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_write.input_tokens",
    ),
    _column("reasoning_output_tokens", _LONG, "gen_ai.usage.reasoning.output_tokens"),
    _column("cost_usd", _DOUBLE, "spanmill.cost.total", "gen_ai.usage.cost"),
    _column("cost_counted", _DOUBLE, "spanmill.cost.counted"),
    _column("cost_source", _TEXT, "spanmill.cost.source"),
    _column("cost_reason", _TEXT, "spanmill.cost.reason"),
    _column("price_version", _TEXT, "spanmill.cost.price_version"),
    _column("redaction_count", _INT, "spanmill.redaction.count"),
    _column("redaction_entities", _TEXTS, "spanmill.redaction.entities"),
    _column("truncated", pa.bool_(), "spanmill.truncated"),
)
"""Every column that one attribute fills. Source: OpenTelemetry registry, `gen_ai` of 2026."""

CONTENT_COLUMNS: tuple[AttributeColumn, ...] = (
    _column("input_messages", _TEXT, "gen_ai.input.messages"),
    _column("output_messages", _TEXT, "gen_ai.output.messages"),
    _column("system_instructions", _TEXT, "gen_ai.system_instructions"),
    _column("tool_definitions", _TEXT, "gen_ai.tool.definitions"),
)

_IDENTITY = [
    pa.field("trace_id", _TEXT, nullable=False),
    pa.field("span_id", _TEXT, nullable=False),
]
_BY_NAME = {column.name: column for column in (*ATTRIBUTE_COLUMNS, *CONTENT_COLUMNS)}


def _attribute_fields(*names: str) -> list[pa.Field]:
    return [
        pa.field(name, _BY_NAME[name].type, metadata={"otel.attribute": _BY_NAME[name].keys[0]})
        for name in names
    ]


def _from(first: str, last: str) -> list[pa.Field]:
    names = [column.name for column in ATTRIBUTE_COLUMNS]
    return _attribute_fields(*names[names.index(first) : names.index(last) + 1])


SPANS_SCHEMA = pa.schema(
    [
        *_IDENTITY,
        pa.field("parent_span_id", _TEXT),
        pa.field("is_root", pa.bool_(), nullable=False),
        pa.field("trace_state", _TEXT),
        pa.field("start_time", _TIME, nullable=False),
        pa.field("start_unix_nano", _LONG, nullable=False),
        pa.field("duration_ns", _LONG, nullable=False),
        pa.field("duration_ms", _DOUBLE, nullable=False),
        pa.field("ingest_time", _TIME, nullable=False),
        *_from("service_name", "deployment_environment"),
        pa.field("span_name", _TEXT),
        pa.field("span_kind", _TEXT),
        pa.field("status_code", _TEXT, nullable=False),
        pa.field("status_message", _TEXT),
        *_attribute_fields("error_type"),
        pa.field("scope_name", _TEXT),
        pa.field("scope_version", _TEXT),
        *_from("http_request_method", "cost_usd"),
        pa.field("cost_input_usd", _DOUBLE, metadata={"otel.attribute": "spanmill.cost.parts"}),
        pa.field("cost_output_usd", _DOUBLE, metadata={"otel.attribute": "spanmill.cost.parts"}),
        pa.field(
            "cost_cache_read_usd", _DOUBLE, metadata={"otel.attribute": "spanmill.cost.parts"}
        ),
        pa.field(
            "cost_cache_write_usd", _DOUBLE, metadata={"otel.attribute": "spanmill.cost.parts"}
        ),
        *_from("cost_counted", "price_version"),
        pa.field("sampling_policy", _TEXT),
        pa.field("sampling_reason", _TEXT),
        pa.field("sampling_weight", _DOUBLE, nullable=False),
        *_from("redaction_count", "truncated"),
        pa.field("config_version", _TEXT),
        pa.field("config_hash", _TEXT),
        pa.field("attributes", _MAP),
        pa.field("resource_attributes", _MAP),
        pa.field("events", pa.list_(_EVENT)),
        pa.field("links", pa.list_(_LINK)),
        pa.field("dropped_attributes_count", _INT, nullable=False),
        pa.field("dropped_events_count", _INT, nullable=False),
        pa.field("dropped_links_count", _INT, nullable=False),
    ],
    metadata={"schema.name": "spans", "schema.version": "1"},
)
"""One row a span, without message content."""

CONTENT_SCHEMA = pa.schema(
    [
        *_IDENTITY,
        pa.field("start_time", _TIME, nullable=False),
        *_attribute_fields(*(column.name for column in CONTENT_COLUMNS)),
        pa.field("attributes", _MAP),
        pa.field("events", pa.list_(_EVENT)),
    ],
    metadata={"schema.name": "content", "schema.version": "1"},
)
"""One row a span that carries content; `attributes` and `events` hold what has no column."""

PLAIN = ("trace_id", "span_id", "parent_span_id")
DELTA = ("start_time", "start_unix_nano", "duration_ns", "ingest_time")
SPLIT = tuple(field.name for field in SPANS_SCHEMA if field.type == _DOUBLE)
"""Doubles, whose bytes compress better by their place in the number."""
DICTIONARY = (
    *(field.name for field in SPANS_SCHEMA if field.type == _TEXT and field.name not in PLAIN),
    *(f"{name}.list.element" for name in ("gen_ai_finish_reasons", "redaction_entities")),
    *(
        f"{name}.key_value.{part}"
        for name in (
            "attributes",
            "resource_attributes",
            "events.list.element.attributes",
            "links.list.element.attributes",
        )
        for part in ("key", "value")
    ),
    "events.list.element.name",
)
