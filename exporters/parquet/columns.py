"""Columns of both tables, made from a batch and from what the engine wrote beside its spans.

Traps: a key leaves the map of attributes only where its column shows every value of it, so a value
of an unexpected type is found in the map. Everything here is a function of the rows alone.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false
# pyarrow makes its compute functions at run time, and its stubs do not know them

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporters.parquet.names import CONTENT_KEYS
from exporters.parquet.schema import (
    ATTRIBUTE_COLUMNS,
    CONTENT_COLUMNS,
    CONTENT_SCHEMA,
    SPANS_SCHEMA,
)
from spanmill.component import Reads
from spanmill.model.arrays import array, bools
from spanmill.model.arrow import ArrowColumns, attribute_column, text_column

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from exporters.parquet.schema import AttributeColumn
    from spanmill.kernel import SpanBatch, Target

__all__ = ["content_table", "hex_ids", "reads", "span_table", "spoken", "starts"]

_PARTS = "spanmill.cost.parts"
_PART_COLUMNS = ("cost_input_usd", "cost_output_usd", "cost_cache_read_usd", "cost_cache_write_usd")
_NUMBER = r"-?\d+(\.\d+)?([eE][+-]?\d+)?"
_FOUR_NUMBERS = rf"^\[{_NUMBER}(,{_NUMBER}){{3}}\]$"
_KINDS = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"]
_STATUSES = ["UNSET", "OK", "ERROR"]
_ARRAY = 5
_INT32 = np.iinfo(np.int32)
_LAST_NS = np.iinfo(np.int64).max
_FLAT_TEXT = pa.utf8()
_TALKS = "talks"


def reads(*, content: bool, promoted: frozenset[str] = frozenset()) -> Reads:
    """Return what both tables need; a key is looked for in spans and resources alike."""
    keys = {key for column in ATTRIBUTE_COLUMNS for key in column.keys} | {_PARTS} | promoted
    spoken = {key for column in CONTENT_COLUMNS for key in column.keys} if content else set()
    return Reads(
        span=frozenset(keys | spoken),
        resource=frozenset(keys),
        all_attributes=True,
    )


def span_table(batch: SpanBatch, beside: pa.Table) -> pa.Table:
    """Build the rows of `spans`; `beside` has the engine's columns, a row a span."""
    columns = _plain_columns(batch)
    columns |= {field.name: _flat(beside, field) for field in beside.schema}
    moved: list[str] = []
    for spec in ATTRIBUTE_COLUMNS:
        given = columns.get(spec.name)
        columns[spec.name] = _filled(batch, spec, given, moved)
    columns |= _cost_parts(batch, moved)
    columns |= _maps(batch, tuple(moved))
    return pa.table([columns[name] for name in SPANS_SCHEMA.names], schema=SPANS_SCHEMA)


def content_table(batch: SpanBatch) -> pa.Table:
    """Build a row of `content` for each span, and a column that says whether it carries any."""
    columns = {"trace_id": hex_ids(batch, "trace_id"), "span_id": hex_ids(batch, "span_id")}
    columns["start_time"] = _micros(starts(batch))
    keys = [column.keys[0] for column in CONTENT_COLUMNS]
    for column, key in zip(CONTENT_COLUMNS, keys, strict=True):
        columns[column.name] = pa.array(batch.attribute_json(key), _FLAT_TEXT)
    everything = ArrowColumns(batch, tuple(keys))
    columns["attributes"] = _only_content(everything.attributes())
    events = everything.events()
    columns["events"] = _events(events, _only_content)
    talks = [columns[column.name].is_valid() for column in CONTENT_COLUMNS]
    talks.append(columns["attributes"].is_valid())
    talks.append(_any_item(columns["events"]))
    anything = talks[0]
    for each in talks[1:]:
        anything = pc.or_(anything, each)
    table = pa.table([columns[name] for name in CONTENT_SCHEMA.names], schema=CONTENT_SCHEMA)
    return table.append_column(_TALKS, anything)


def spoken(table: pa.Table) -> pa.Table:
    """Keep the rows of spans that carry content."""
    return table.filter(table[_TALKS]).drop_columns([_TALKS])


def hex_ids(batch: SpanBatch, name: str) -> pa.StringArray:
    """Return ids as lower-case hex, null where all bytes are 0 and the id may be absent."""
    width = 16 if name == "trace_id" else 8
    raw = array(batch.column(name), np.uint8).reshape(-1, width)  # type: ignore[arg-type]
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)
    text = np.stack((digits[raw >> 4], digits[raw & 15]), axis=2).tobytes()
    offsets = np.arange(len(raw) + 1, dtype=np.int32) * (2 * width)
    ids = pa.StringArray.from_buffers(len(raw), pa.py_buffer(offsets), pa.py_buffer(text))
    if name != "parent_span_id":
        return ids
    return pc.if_else(pa.array(raw.any(axis=1)), ids, pa.scalar(None, _FLAT_TEXT))


def _flat(beside: pa.Table, field: pa.Field) -> pa.Array:
    column = beside[field.name]
    kind = _FLAT_TEXT if pa.types.is_dictionary(field.type) else field.type
    return pa.concat_arrays(column.cast(kind).chunks)


def starts(batch: SpanBatch) -> NDArray[np.int64]:
    """Return when the spans began, in ns since 1970."""
    return _signed(array(batch.column("start_unix_nano"), np.uint64))


def _signed(nanos: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Take times behind the year 2262 for its last one: Arrow knows no later ones."""
    return np.minimum(nanos, np.uint64(_LAST_NS)).astype(np.int64)


def _micros(nanos: NDArray[np.int64]) -> pa.TimestampArray:
    return pa.array(nanos // 1000).cast(pa.timestamp("us", "UTC"))


def _plain_columns(batch: SpanBatch) -> dict[str, pa.Array]:
    start = starts(batch)
    duration = array(batch.column("duration_ns"), np.int64)
    parent = hex_ids(batch, "parent_span_id")
    columns = {
        "trace_id": hex_ids(batch, "trace_id"),
        "span_id": hex_ids(batch, "span_id"),
        "parent_span_id": parent,
        "is_root": parent.is_null(),
        "start_time": _micros(start),
        "start_unix_nano": pa.array(start),
        "duration_ns": pa.array(duration),
        "duration_ms": pa.array(duration / 1e6),
        "span_name": text_column(batch, "name"),
        "span_kind": _named(array(batch.column("kind"), np.uint8), _KINDS),
        "status_code": _named(array(batch.column("status"), np.uint8), _STATUSES),
        "status_message": text_column(batch, "status_message"),
        "trace_state": text_column(batch, "trace_state"),
        "scope_name": text_column(batch, "scope_name"),
        "scope_version": text_column(batch, "scope_version"),
    }
    for name in ("attributes", "events", "links"):
        counts = array(batch.column(f"dropped_{name}"), np.uint32)  # type: ignore[arg-type]
        columns[f"dropped_{name}_count"] = pa.array(np.minimum(counts, _INT32.max).astype(np.int32))
    return columns


def _named(numbers: NDArray[np.uint8], names: list[str]) -> pa.StringArray:
    """Spell OTLP's numbers; one that it does not know is the first name, as OTLP asks."""
    known = np.where(numbers < len(names), numbers, 0).astype(np.int32)
    return pa.array(names).take(pa.array(known))


def _filled(
    batch: SpanBatch, spec: AttributeColumn, given: pa.Array | None, moved: list[str]
) -> pa.Array:
    """Build one column and note in `moved` the keys whose every value it shows."""
    values = [_values(batch, key, spec) for key in spec.keys]
    choices = values if given is None else [given, *values]
    column = choices[0] if len(choices) == 1 else pc.coalesce(*choices)
    elsewhere: Target = "resource" if spec.target == "span" else "span"
    for key, value in zip(spec.keys, values, strict=True):
        present = pa.array(_spread(batch, _kinds(batch, key, spec.target), spec.target) != 0)
        shown = value.is_valid() if value is column else _same(value, column)
        hidden = pc.any(pc.and_not(present, shown)).as_py()
        if not hidden and not _kinds(batch, key, elsewhere).any():
            moved.append(key)
    return column


def _kinds(batch: SpanBatch, key: str, target: Target) -> NDArray[np.uint8]:
    return array(batch.attribute_kind(key, target), np.uint8)


def _spread(batch: SpanBatch, values: NDArray[Any], target: Target) -> NDArray[Any]:
    """Give each span the value of its resource."""
    if target == "span":
        return values
    spread: NDArray[Any] = values[array(batch.column("resource"), np.uint32)]
    return spread


def _same(value: pa.Array, column: pa.Array) -> pa.BooleanArray:
    return pc.fill_null(pc.equal(value, column), fill_value=False)


def _values(batch: SpanBatch, key: str, spec: AttributeColumn) -> pa.Array:
    """Return the values of one key that are of the column's type, else null; a row a span."""
    if spec.target == "resource":
        rows = pa.array(array(batch.column("resource"), np.uint32))
        return attribute_column(batch, key, "resource").take(rows)
    if pa.types.is_string(spec.type):
        return attribute_column(batch, key)
    if pa.types.is_list(spec.type):
        return _texts(pa.array(batch.attribute_json(key), _FLAT_TEXT))
    if pa.types.is_boolean(spec.type):
        flags, valid = batch.attribute_bool(key)
        return pa.array(bools(flags), mask=~bools(valid))
    if pa.types.is_floating(spec.type):
        numbers = array(batch.attribute_f64(key), np.float64)
        return pa.array(numbers, mask=np.isnan(numbers))
    return _integers(batch, key, spec.type)


def _integers(batch: SpanBatch, key: str, kind: pa.DataType) -> pa.Array:
    data, present = batch.attribute_i64(key)
    integers, valid = array(data, np.int64), bools(present)
    if kind == pa.int32():
        valid = valid & (integers >= _INT32.min) & (integers <= _INT32.max)
        return pa.array(np.where(valid, integers, 0).astype(np.int32), mask=~valid)
    return pa.array(integers, mask=~valid)


def _texts(spelled: pa.StringArray) -> pa.ListArray:
    """Read lists of text; each distinct spelling is read once, for they are few."""
    codes = spelled.dictionary_encode()
    lists = [_text_list(each) for each in codes.dictionary.to_pylist()]
    return pa.array(lists, pa.list_(_FLAT_TEXT)).take(codes.indices)


def _text_list(spelled: str) -> list[str]:
    """Read a JSON list, which some dialects write as text; other text is a list of one."""
    try:
        items = json.loads(spelled) if spelled.startswith("[") else None
    except (ValueError, RecursionError):  # a client's text that only looks like JSON
        items = None
    if not isinstance(items, list):
        return [spelled]
    return [item if isinstance(item, str) else json.dumps(item) for item in items]


def _cost_parts(batch: SpanBatch, moved: list[str]) -> dict[str, pa.Array]:
    """Take the four parts of a cost apart; null where the attribute is anything else."""
    kinds = _kinds(batch, _PARTS, "span")
    spelled = pa.array(batch.attribute_json(_PARTS), _FLAT_TEXT)
    numbers = pc.fill_null(pc.match_substring_regex(spelled, _FOUR_NUMBERS), fill_value=False)
    good = pc.and_(numbers, pa.array(kinds == _ARRAY))
    if not pc.any(pc.and_not(pa.array(kinds != 0), good)).as_py():
        moved.append(_PARTS)
    inner = pc.utf8_trim(pc.if_else(good, spelled, pa.scalar(None, _FLAT_TEXT)), characters="[]")
    lists = pc.split_pattern(inner, pattern=",")
    return {
        name: pc.list_element(lists, place).cast(pa.float64())
        for place, name in enumerate(_PART_COLUMNS)
    }


def _maps(batch: SpanBatch, moved: tuple[str, ...]) -> dict[str, pa.Array]:
    """Build what has no column, without content. Content keys are open-ended: look, then hide."""
    known = tuple(column.keys[0] for column in CONTENT_COLUMNS)
    rest = _rest(ArrowColumns(batch, moved, known))
    hidden = {key for column in rest.values() for key in _keys(column) if CONTENT_KEYS.match(key)}
    if hidden:
        rest = _rest(ArrowColumns(batch, moved, (*known, *sorted(hidden))))
    return rest | {"events": _events(rest["events"], lambda attributes: attributes)}


def _rest(columns: ArrowColumns) -> dict[str, pa.Array]:
    return {
        "attributes": columns.attributes(),
        "resource_attributes": columns.resource_attributes(),
        "events": columns.events(),
        "links": columns.links(),
    }


def _keys(column: pa.Array) -> list[str]:
    """Return the distinct keys of maps, or of the maps within a list."""
    maps = column if pa.types.is_map(column.type) else column.flatten().field("attributes")
    keys: list[str] = maps.keys.unique().to_pylist()
    return keys


def _events(events: pa.ListArray, edit: Callable[[pa.MapArray], pa.MapArray]) -> pa.ListArray:
    """Round the times of events to microseconds and edit their attributes."""
    items = events.flatten()
    nanos = items.field("time_unix_nano").cast(pa.int64()).to_numpy(zero_copy_only=False)
    times = _micros(_signed(nanos.view(np.uint64)))
    fields = [times, items.field("name"), edit(items.field("attributes"))]
    edited = pa.StructArray.from_arrays(fields, names=["time", "name", "attributes"])
    return pa.ListArray.from_arrays(events.offsets, edited)


def _only_content(maps: pa.MapArray) -> pa.MapArray:
    """Keep the entries that are content; null where none is left."""
    wanted = pa.array([key for key in maps.keys.unique().to_pylist() if CONTENT_KEYS.match(key)])
    mask = pc.is_in(maps.keys, wanted.cast(_FLAT_TEXT)).to_numpy(zero_copy_only=False)
    before = np.concatenate(([0], np.cumsum(mask, dtype=np.int32))).astype(np.int32)
    offsets = before[maps.offsets.to_numpy()]
    empty = np.append(offsets[1:] == offsets[:-1], [False])
    starts = pa.array(offsets, mask=empty)
    chosen = pa.array(mask)
    return pa.MapArray.from_arrays(starts, maps.keys.filter(chosen), maps.items.filter(chosen))


def _any_item(events: pa.ListArray) -> pa.BooleanArray:
    """Say which spans have an event whose attributes hold content."""
    valid = events.flatten().field("attributes").is_valid().to_numpy(zero_copy_only=False)
    before = np.concatenate(([0], np.cumsum(valid)))[events.offsets.to_numpy()]
    return pa.array(before[1:] > before[:-1])
