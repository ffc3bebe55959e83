"""Columns of a batch as pyarrow arrays, over the kernel's buffers without a copy.

Times are `timestamp('ns', tz='UTC')`: the wire's unsigned nanoseconds end in the year 2554,
Arrow's signed ones in 2262, so a time behind that wraps to before 1970; nobody's clock is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from spanmill.kernel import ArrowParts, Buffer, ColumnKey, SpanBatch, Target, TextColumn

__all__ = ["ArrowColumns", "attribute_column", "codes_column", "text_column"]

_TEXT = pa.utf8()
_MAP = pa.map_(_TEXT, _TEXT)


def text_column(batch: SpanBatch, name: TextColumn) -> pa.StringArray:
    """Build a text field of the span; null where it is empty."""
    return _text(batch.num_spans, *batch.text_arrow(name))


def attribute_column(batch: SpanBatch, key: ColumnKey, target: Target = "span") -> pa.StringArray:
    """Build the string values of a planned attribute; null where it is absent or no string."""
    rows = {"span": batch.num_spans, "resource": batch.num_resources, "scope": batch.num_scopes}
    return _text(rows[target], *batch.attribute_arrow(key, target))


def codes_column(codes: Buffer, values: list[str]) -> pa.DictionaryArray:
    """Build a dictionary column of int32 codes, where -1 is null, and their distinct values."""
    rows = np.frombuffer(memoryview(codes), np.int32)
    return pa.DictionaryArray.from_arrays(rows, pa.array(values, _TEXT), mask=rows < 0)


class ArrowColumns:
    """Maps, events and links of a batch, for a columnar file.

    Values are text: strings as they are, numbers and booleans in JSON spelling, arrays and lists as
    JSON, bytes as base64.

    Args:
        batch: The spans; a row each.
        moved: Keys with a column of their own; left out of the maps of spans and resources.
        hidden: Keys that are left out of every map.
    """

    def __init__(
        self, batch: SpanBatch, moved: tuple[str, ...] = (), hidden: tuple[str, ...] = ()
    ) -> None:
        self._batch = batch
        self._parts = batch.to_arrow(moved, hidden)

    def attributes(self) -> pa.MapArray:
        """Build the attributes of each span."""
        return _map(self._parts, "attributes")

    def resource_attributes(self) -> pa.MapArray:
        """Build the attributes of each span's resource."""
        rows = pa.py_buffer(self._batch.column("resource"))
        indices = pa.Array.from_buffers(pa.uint32(), self._batch.num_spans, [None, rows])
        return _map(self._parts, "resource_attributes").take(indices)

    def events(self) -> pa.ListArray:
        """Build a list of (time_unix_nano, name, attributes) for each span."""
        length = self._parts.length("events")
        times = [None, pa.py_buffer(self._parts.buffer("events.time_unix_nano"))]
        fields = {
            "time_unix_nano": pa.Array.from_buffers(pa.timestamp("ns", "UTC"), length, times),
            "name": _named_text(self._parts, "events.name", length),
            "attributes": _map(self._parts, "events.attributes"),
        }
        return self._lists("events", fields)

    def links(self) -> pa.ListArray:
        """Build a list of (trace_id, span_id, attributes) for each span; ids in hex."""
        length = self._parts.length("links")
        fields = {
            "trace_id": _named_text(self._parts, "links.trace_id", length),
            "span_id": _named_text(self._parts, "links.span_id", length),
            "attributes": _map(self._parts, "links.attributes"),
        }
        return self._lists("links", fields)

    def _lists(self, name: str, fields: dict[str, pa.Array]) -> pa.ListArray:
        items = pa.StructArray.from_arrays(list(fields.values()), names=list(fields))
        offsets = pa.py_buffer(self._parts.buffer(f"{name}.offsets"))
        return pa.Array.from_buffers(
            pa.list_(items.type), self._batch.num_spans, [None, offsets], children=[items]
        )


def _text(length: int, offsets: Buffer, data: Buffer, validity: Buffer) -> pa.StringArray:
    buffers = [pa.py_buffer(validity), pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(_TEXT, length, buffers)


def _named_text(parts: ArrowParts, name: str, length: int) -> pa.StringArray:
    pieces = (parts.buffer(f"{name}.{piece}") for piece in ("offsets", "data", "validity"))
    return _text(length, *pieces)


def _map(parts: ArrowParts, name: str) -> pa.MapArray:
    length, entries = parts.length(name), parts.length(f"{name}.keys")
    keys = _named_text(parts, f"{name}.keys", entries)
    values = _named_text(parts, f"{name}.values", entries)
    items = pa.StructArray.from_arrays(
        [keys, values],
        fields=[pa.field("key", _TEXT, nullable=False), pa.field("value", _TEXT)],
    )
    offsets = pa.py_buffer(parts.buffer(f"{name}.offsets"))
    return pa.Array.from_buffers(_MAP, length, [None, offsets], children=[items])
