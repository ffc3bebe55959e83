"""Spans as plain Python objects: the easy, slow way to look at a batch.

It costs tens of microseconds a span. Components that see every span read columns instead.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spanmill.kernel import SpanBatch

__all__ = ["Event", "Link", "Span", "Value", "spans"]

Value: TypeAlias = "str | bool | int | float | bytes | Sequence[Value] | Mapping[str, Value] | None"
"""A value of an attribute."""

_Json: TypeAlias = "str | bool | int | float | list[_Json] | dict[str, _Json] | None"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened during a span."""

    name: str
    time_unix_nano: int
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer from a span to another one; ids in hex."""

    trace_id: str
    span_id: str
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Span:
    """One span with its resource.

    Ids are hex, `parent_span_id` is empty in a root; `kind` and `status` are OTLP's numbers.
    """

    row: int
    trace_id: str
    span_id: str
    parent_span_id: str
    name: str
    kind: int
    start_unix_nano: int
    end_unix_nano: int
    status: int
    status_message: str
    attributes: Mapping[str, Value]
    events: Sequence[Event]
    links: Sequence[Link]
    resource: Mapping[str, Value]
    scope_name: str
    scope_version: str


def spans(batch: SpanBatch) -> list[Span]:
    """Read every span of `batch`, in the order of its rows.

    Of an attribute given twice the last counts.
    """
    return sorted(_framed(batch), key=lambda span: span.row)


def _framed(batch: SpanBatch) -> Iterator[Span]:
    rows = iter(memoryview(batch.framed_rows()).cast("I"))
    for resource_spans in _list(json.loads(bytes(batch.to_otlp_json())), "resourceSpans"):
        resource = _attributes(_dict(resource_spans, "resource"))
        for scope_spans in _list(resource_spans, "scopeSpans"):
            scope = _dict(scope_spans, "scope")
            for span in _list(scope_spans, "spans"):
                yield _span(span, next(rows), resource, scope)


def _span(
    span: dict[str, _Json], row: int, resource: Mapping[str, Value], scope: dict[str, _Json]
) -> Span:
    status = _dict(span, "status")
    return Span(
        row=row,
        trace_id=_str(span, "traceId"),
        span_id=_str(span, "spanId"),
        parent_span_id=_str(span, "parentSpanId").strip("0") and _str(span, "parentSpanId"),
        name=_str(span, "name"),
        kind=_int(span, "kind"),
        start_unix_nano=_int(span, "startTimeUnixNano"),
        end_unix_nano=_int(span, "endTimeUnixNano"),
        status=_int(status, "code"),
        status_message=_str(status, "message"),
        attributes=_attributes(span),
        events=[_event(event) for event in _list(span, "events")],
        links=[_link(link) for link in _list(span, "links")],
        resource=resource,
        scope_name=_str(scope, "name"),
        scope_version=_str(scope, "version"),
    )


def _event(event: dict[str, _Json]) -> Event:
    return Event(_str(event, "name"), _int(event, "timeUnixNano"), _attributes(event))


def _link(link: dict[str, _Json]) -> Link:
    return Link(_str(link, "traceId"), _str(link, "spanId"), _attributes(link))


def _attributes(message: dict[str, _Json], name: str = "attributes") -> dict[str, Value]:
    pairs = _list(message, name)
    return {_str(pair, "key"): _value(_dict(pair, "value")) for pair in pairs}


def _value(value: dict[str, _Json]) -> Value:
    """Decode an `AnyValue`, of which strict JSON names exactly one member."""
    match value:
        case {"stringValue": str(text)}:
            return text
        case {"boolValue": bool(flag)}:
            return flag
        case {"intValue": number}:
            return int(str(number))
        case {"doubleValue": number}:
            return float(str(number))
        case {"arrayValue": dict(array)}:
            return [_value(item) for item in _list(array, "values")]
        case {"kvlistValue": dict(pairs)}:
            return _attributes(pairs, "values")
        case {"bytesValue": str(text)}:
            return base64.b64decode(text)
        case _:
            return None


def _dict(message: dict[str, _Json], name: str) -> dict[str, _Json]:
    value = message.get(name)
    return value if isinstance(value, dict) else {}


def _list(message: dict[str, _Json], name: str) -> list[dict[str, _Json]]:
    value = message.get(name)
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _str(message: dict[str, _Json], name: str) -> str:
    value = message.get(name)
    return value if isinstance(value, str) else ""


def _int(message: dict[str, _Json], name: str) -> int:
    value = message.get(name, 0)
    return int(str(value))
