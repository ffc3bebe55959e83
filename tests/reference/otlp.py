"""The slow, obvious twin of the walk: `opentelemetry-proto` and the rules for a bad span."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opentelemetry.proto.common.v1.common_pb2 import AnyValue, InstrumentationScope, KeyValue
    from opentelemetry.proto.resource.v1.resource_pb2 import Resource
    from opentelemetry.proto.trace.v1.trace_pb2 import Span

KINDS = {
    "string_value": 1,
    "bool_value": 2,
    "int_value": 3,
    "double_value": 4,
    "array_value": 5,
    "kvlist_value": 6,
    "bytes_value": 7,
}
ABSENT, EMPTY = 0, 8


@dataclass(frozen=True)
class Row:
    """One good span with its headers, as protobuf reads them."""

    span: Span
    resource: Resource
    resource_url: str
    scope: InstrumentationScope
    scope_url: str

    def key(self) -> tuple[bytes, bytes, str, bytes, str]:
        """Everything that matters, comparable."""
        return (
            canonical(self.span),
            canonical(self.resource),
            self.resource_url,
            canonical(self.scope),
            self.scope_url,
        )


def canonical(message: Span | Resource | InstrumentationScope | KeyValue) -> bytes:
    """Serialize so that equal messages give equal bytes."""
    return message.SerializeToString(deterministic=True)


def read(data: bytes) -> ExportTraceServiceRequest | None:
    """Parse a request; None where protobuf refuses it."""
    try:
        return ExportTraceServiceRequest.FromString(data)
    except DecodeError:
        return None


def is_good(span: Span) -> bool:
    """Tell whether the ids of a span are what OTLP demands."""
    trace, own, parent = span.trace_id, span.span_id, span.parent_span_id
    return (
        len(trace) == 16
        and any(trace)
        and len(own) == 8
        and any(own)
        and len(parent) in (0, 8)
        and all(
            len(link.trace_id) in (0, 16) and len(link.span_id) in (0, 8) for link in span.links
        )
    )


def rows(request: ExportTraceServiceRequest) -> list[Row]:
    """List the good spans in the order of the wire."""
    return [
        Row(span, group.resource, group.schema_url, inner.scope, inner.schema_url)
        for group in request.resource_spans
        for inner in group.scope_spans
        for span in inner.spans
        if is_good(span)
    ]


def winner(attributes: Sequence[KeyValue], keys: Sequence[str]) -> KeyValue | None:
    """Find the attribute that a column of these keys reads: first present key, last occurrence."""
    for key in keys:
        found = [pair for pair in attributes if pair.key == key]
        if found:
            return found[-1]
    return None


def kind(pair: KeyValue | None) -> int:
    """Name the kind of a column's value by its number."""
    if pair is None:
        return ABSENT
    return KINDS.get(pair.value.WhichOneof("value") or "", EMPTY)


def plain(value: AnyValue) -> object:
    """Turn a value into what JSON text of it would be read as."""
    match value.WhichOneof("value"):
        case "string_value":
            return value.string_value
        case "bool_value":
            return value.bool_value
        case "int_value":
            return value.int_value
        case "double_value":
            return _number(value.double_value)
        case "array_value":
            return [plain(item) for item in value.array_value.values]
        case "kvlist_value":
            return {pair.key: plain(pair.value) for pair in value.kvlist_value.values}
        case "bytes_value":
            return base64.b64encode(value.bytes_value).decode()
        case _:
            return None


def as_json(value: AnyValue) -> str:
    """Spell a value as the kernel does, byte for byte."""
    match value.WhichOneof("value"):
        case "double_value" if math.isfinite(value.double_value):
            digits, exponent, power = repr(value.double_value).partition("e")
            return f"{digits}e{int(power)}" if exponent else digits
        case "array_value":
            return f"[{','.join(map(as_json, value.array_value.values))}]"
        case "kvlist_value":
            last: dict[str, str] = {}
            for pair in value.kvlist_value.values:
                last.pop(pair.key, None)
                last[pair.key] = f"{_text(pair.key)}:{as_json(pair.value)}"
            return f"{{{','.join(last.values())}}}"
        case "string_value":
            return _text(value.string_value)
        case _:
            return json.dumps(plain(value))


def _text(text: str) -> str:
    escaped = json.dumps(text, ensure_ascii=False)
    return escaped.replace("\\b", "\\u0008").replace("\\f", "\\u000c")


def _number(value: float) -> float | str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def spelled(text: str | None, pair: KeyValue | None) -> object:
    """Read the kernel's spelling of a value back, for comparison with `plain`."""
    if text is None:
        return None
    return text if kind(pair) in (1, 7) or text in _WORDS else json.loads(text)


_WORDS = ("NaN", "Infinity", "-Infinity")
