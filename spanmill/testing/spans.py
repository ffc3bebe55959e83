"""Spans and requests in the fewest words: plain values in, OTLP bytes or a batch out."""

from __future__ import annotations

import base64
import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from spanmill.kernel import Plan, SpanBatch, transcode_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spanmill.component import Reads

__all__ = ["any_value", "attributes", "batch_of", "plan_of", "request", "span"]

START_NS = 1_700_000_000_000_000_000
NOT_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
"""Doubles that JSON has no number for, as protobuf spells them."""
Value = Any


def any_value(value: Value) -> dict[str, Any]:
    """Return a Python value as an OTLP `AnyValue`."""
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value if isfinite(value) else NOT_FINITE[str(value)]}
        case bytes():
            return {"bytesValue": base64.b64encode(value).decode()}
        case list() | tuple():
            return {"arrayValue": {"values": [any_value(each) for each in value]}}
        case dict():
            return {"kvlistValue": {"values": attributes(value)}}
        case None:
            return {}
        case _:
            return {"stringValue": str(value)}


def attributes(values: Mapping[str, Value]) -> list[dict[str, Any]]:
    """Return a mapping as a list of OTLP `KeyValue`."""
    return [{"key": key, "value": any_value(value)} for key, value in values.items()]


def span(  # noqa: PLR0913 every field that tests set, by name
    name: str = "chat",
    *,
    trace: int = 1,
    number: int = 1,
    parent: int | None = None,
    kind: int = 1,
    status: int = 0,
    start_ns: int = START_NS,
    duration_ms: float = 1.0,
    attrs: Mapping[str, Value] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """Return one span in OTLP JSON.

    `trace`, `number` and `parent` are small numbers that become ids.
    """
    return {
        "traceId": f"{trace:032x}",
        "spanId": f"{number:016x}",
        **({"parentSpanId": f"{parent:016x}"} if parent else {}),
        "name": name,
        "kind": kind,
        "startTimeUnixNano": str(start_ns),
        "endTimeUnixNano": str(start_ns + int(duration_ms * 1e6)),
        "attributes": attributes(attrs or {}),
        **({"status": {"code": status}} if status else {}),
        **fields,
    }


def request(
    spans: Sequence[Mapping[str, Any]],
    *,
    resource: Mapping[str, Value] | None = None,
    scope: str = "test",
) -> bytes:
    """Return an `ExportTraceServiceRequest` with one resource and one scope."""
    body = {
        "resourceSpans": [
            {
                "resource": {"attributes": attributes(resource or {"service.name": "gateway"})},
                "scopeSpans": [{"scope": {"name": scope}, "spans": list(spans)}],
            }
        ]
    }
    return transcode_json(json.dumps(body).encode())


def plan_of(reads: Reads) -> Plan:
    """Return the plan that fills what a component reads."""
    return Plan(
        sorted(reads.span, key=str), sorted(reads.resource, key=str), sorted(reads.scope, key=str)
    )


def batch_of(
    spans: Sequence[Mapping[str, Any]],
    reads: Reads,
    *,
    resource: Mapping[str, Value] | None = None,
) -> SpanBatch:
    """Return a batch of these spans, with the columns that `reads` names."""
    batch, _ = SpanBatch.parse([request(spans, resource=resource)], plan_of(reads))
    return batch
