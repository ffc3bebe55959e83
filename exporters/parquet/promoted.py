"""Columns that the configuration asks for: copies of attributes, behind the columns of the table.

Traps: the attribute stays in the map, so that a query over the map still works when a column comes
or goes. A value of another type is null in the column.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false
# pyarrow makes its compute functions at run time, and its stubs do not know them

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporters.parquet.names import USER_KEYS
from spanmill.config.values import reveal
from spanmill.model.arrays import array, bools
from spanmill.model.arrow import attribute_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.parquet.config import ColumnConfig, UserIdConfig
    from spanmill.kernel import SpanBatch, Target

__all__ = ["hide_users", "misfits", "promote"]

_TYPES = {"string": pa.utf8(), "int": pa.int64(), "double": pa.float64(), "bool": pa.bool_()}
_EMPTY = 8
_TARGETS: tuple[Target, Target] = ("span", "resource")


def promote(table: pa.Table, batch: SpanBatch, columns: Sequence[ColumnConfig]) -> pa.Table:
    """Append these columns to `table`, which has a row a span."""
    for each in columns:
        kind = _TYPES[each.type]
        field = pa.field(each.column, kind, metadata={"otel.attribute": each.attribute})
        values = pc.coalesce(*(_values(batch, each, target) for target in _TARGETS))
        table = table.append_column(field, values)
    return table


def misfits(table: pa.Table, batch: SpanBatch, columns: Sequence[ColumnConfig]) -> dict[str, int]:
    """Count by column the spans that have the attribute, in another type than the column's."""
    found: dict[str, int] = {}
    for each in columns:
        kinds = [_by_span(batch, _kinds(batch, each, target), target) for target in _TARGETS]
        present = np.zeros(batch.num_spans, bool)
        for kind in kinds:
            present |= (kind != 0) & (kind != _EMPTY)
        empty = table[each.column].is_null().to_numpy()
        if count := int((present & empty).sum()):
            found[each.column] = count
    return found


def hide_users(batch: SpanBatch, config: UserIdConfig) -> SpanBatch:
    """Replace ids of users by their hash, unless the configuration says otherwise."""
    if not config.hash:
        return batch
    secret = reveal(config.secret).encode()
    for target in _TARGETS:
        if any(array(batch.attribute_kind(key, target), np.uint8).any() for key in USER_KEYS):
            batch = batch.hash_attributes(USER_KEYS, target=target, secret=secret)
    return batch


def _kinds(batch: SpanBatch, column: ColumnConfig, target: Target) -> np.ndarray:
    return array(batch.attribute_kind(column.attribute, target), np.uint8)


def _by_span(batch: SpanBatch, rows: np.ndarray, target: Target) -> np.ndarray:
    return rows if target == "span" else rows[array(batch.column("resource"), np.uint32)]


def _values(batch: SpanBatch, column: ColumnConfig, target: Target) -> pa.Array:
    """Return the values of the column's type, a row a span."""
    values = _typed(batch, column, target)
    if target == "span":
        return values
    return values.take(pa.array(array(batch.column("resource"), np.uint32)))


def _typed(batch: SpanBatch, column: ColumnConfig, target: Target) -> pa.Array:
    key = column.attribute
    if column.type == "string":
        return attribute_column(batch, key, target)
    if column.type == "double":
        doubles = array(batch.attribute_f64(key, target), np.float64)
        return pa.array(doubles, mask=np.isnan(doubles))
    if column.type == "bool":
        flags, valid = batch.attribute_bool(key, target)
        return pa.array(bools(flags), mask=~bools(valid))
    numbers, valid = batch.attribute_i64(key, target)
    return pa.array(array(numbers, np.int64), mask=~bools(valid))
