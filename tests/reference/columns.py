"""Every column of a batch against the slow twin, and against a second walk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from spanmill.kernel import Plan, SpanBatch
from tests.reference.otlp import Row, kind, plain, spelled, winner
from tests.reference.strategies import RESOURCE_COLUMNS, SCOPE_COLUMNS, SPAN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opentelemetry.proto.common.v1.common_pb2 import KeyValue
    from opentelemetry.proto.resource.v1.resource_pb2 import Resource

PLAN = Plan(SPAN_COLUMNS, RESOURCE_COLUMNS, SCOPE_COLUMNS)
Key = str | tuple[str, ...]


def array(buffer: object, item: str) -> list[object]:
    """List the items of a buffer."""
    return np.frombuffer(buffer, item).tolist()  # type: ignore[call-overload, no-any-return]


def texts(codes: object, values: Sequence[str]) -> list[str | None]:
    """Look codes up."""
    return [None if code < 0 else values[code] for code in array(codes, "i4")]


def ids(buffer: object, size: int) -> list[bytes]:
    """Cut a buffer into ids."""
    data = bytes(buffer)  # type: ignore[call-overload]
    return [data[at : at + size] for at in range(0, len(data), size)]


def small(value: int) -> int:
    """Read an enum as the kernel does: 0 where it does not fit a byte."""
    return value if 0 <= value < 256 else 0


def check_fixed(batch: SpanBatch, rows: Sequence[Row]) -> None:
    """Compare the fixed columns with protobuf's fields."""
    spans = [row.span for row in rows]
    assert batch.num_spans == len(spans)
    assert ids(batch.column("trace_id"), 16) == [span.trace_id for span in spans]
    assert ids(batch.column("span_id"), 8) == [span.span_id for span in spans]
    parents = [span.parent_span_id or bytes(8) for span in spans]
    assert ids(batch.column("parent_span_id"), 8) == parents
    expected: dict[str, tuple[str, list[int]]] = {
        "start_unix_nano": ("u8", [span.start_time_unix_nano for span in spans]),
        "end_unix_nano": ("u8", [span.end_time_unix_nano for span in spans]),
        "kind": ("u1", [small(span.kind) for span in spans]),
        "status": ("u1", [small(span.status.code) for span in spans]),
        "flags": ("u4", [span.flags for span in spans]),
        "num_events": ("u4", [len(span.events) for span in spans]),
        "num_links": ("u4", [len(span.links) for span in spans]),
        "dropped_attributes": ("u4", [span.dropped_attributes_count for span in spans]),
        "dropped_events": ("u4", [span.dropped_events_count for span in spans]),
        "dropped_links": ("u4", [span.dropped_links_count for span in spans]),
    }
    for name, (item, values) in expected.items():
        assert array(batch.column(name), item) == values, name  # type: ignore[arg-type]
    assert texts(*batch.text_dict("name")) == [span.name or None for span in spans]
    assert texts(*batch.text_dict("trace_state")) == [span.trace_state or None for span in spans]
    messages = [span.status.message or None for span in spans]
    assert texts(*batch.text_dict("status_message")) == messages


def check_attributes(batch: SpanBatch, rows: Sequence[Row]) -> None:
    """Compare the planned columns of spans, and of their headers, with protobuf's attributes."""
    for key in SPAN_COLUMNS:
        _check_column(batch, key, "span", [row.span.attributes for row in rows])
    of = array(batch.column("resource"), "u4")
    for key in RESOURCE_COLUMNS:
        _check_column(batch, key, "resource", [row.resource.attributes for row in rows], of)
    of = array(batch.column("scope"), "u4")
    for key in SCOPE_COLUMNS:
        _check_column(batch, key, "scope", [row.scope.attributes for row in rows], of)


def _check_column(
    batch: SpanBatch,
    key: Key,
    target: str,
    attributes: Sequence[Sequence[KeyValue]],
    of: Sequence[object] | None = None,
) -> None:
    keys = (key,) if isinstance(key, str) else key
    pairs = [winner(each, keys) for each in attributes]

    def by_row(values: Sequence[object]) -> list[object]:
        return list(values) if of is None else [values[int(str(row))] for row in of]

    read: Callable[..., object] = lambda name: getattr(batch, name)(key, target)  # noqa: E731
    kinds = [kind(pair) for pair in pairs]
    assert by_row(array(read("attribute_kind"), "u1")) == kinds, (key, target)
    ints, valid = read("attribute_i64")  # type: ignore[misc]
    expected = [pair.value.int_value if pair and kind(pair) == 3 else 0 for pair in pairs]
    assert by_row(array(ints, "i8")) == expected
    assert by_row(array(valid, "u1")) == [int(each == 3) for each in kinds]
    flags, valid = read("attribute_bool")  # type: ignore[misc]
    assert by_row(array(flags, "u1")) == [int(bool(p and p.value.bool_value)) for p in pairs]
    assert by_row(array(valid, "u1")) == [int(each == 2) for each in kinds]
    doubles = np.array(by_row(array(read("attribute_f64"), "f8")), float)
    np.testing.assert_array_equal(doubles, np.array([_number(pair) for pair in pairs], float))
    strings = [pair.value.string_value if pair and kind(pair) == 1 else None for pair in pairs]
    assert by_row(texts(*read("attribute_dict"))) == strings  # type: ignore[misc]
    spellings = by_row(read("attribute_json"))  # type: ignore[arg-type]
    for text, pair in zip(spellings, pairs, strict=True):
        wanted = plain(pair.value) if pair is not None else None
        assert spelled(text, pair) == wanted  # type: ignore[arg-type]


def _number(pair: KeyValue | None) -> float:
    if pair is not None and kind(pair) == 3:
        return float(pair.value.int_value)
    if pair is not None and kind(pair) == 4:
        return pair.value.double_value
    return float("nan")


def snapshot(batch: SpanBatch) -> list[object]:
    """Everything that columns and headers say of each span, in the order of framing."""
    rows = array(batch.framed_rows(), "u4")
    columns: list[list[object]] = [list(ids(batch.column("trace_id"), 16))]
    columns += [list(ids(batch.column("span_id"), 8)), list(texts(*batch.text_dict("name")))]
    columns += [array(batch.column("size"), "u4"), list(texts(*batch.text_dict("status_message")))]
    for key in SPAN_COLUMNS:
        columns += _attribute(batch, key, "span", None)
    for key in RESOURCE_COLUMNS:
        columns += _attribute(batch, key, "resource", array(batch.column("resource"), "u4"))
    for key in SCOPE_COLUMNS:
        columns += _attribute(batch, key, "scope", array(batch.column("scope"), "u4"))
    return [tuple(column[int(str(row))] for column in columns) for row in rows]


def _attribute(
    batch: SpanBatch, key: Key, target: str, of: Sequence[object] | None
) -> list[list[object]]:
    kinds = array(batch.attribute_kind(key, target), "u1")  # type: ignore[arg-type]
    spellings: list[object] = list(batch.attribute_json(key, target))  # type: ignore[arg-type]
    if of is None:
        return [kinds, spellings]
    places = [int(str(row)) for row in of]
    return [[kinds[at] for at in places], [spellings[at] for at in places]]


def as_json(value: Resource) -> object:
    """Turn the attributes of a resource into plain values."""
    return json.loads(json.dumps({pair.key: plain(pair.value) for pair in value.attributes}))
