"""Labels of metrics as columns: codes into few distinct texts, from fields and attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from spanmill.model.arrays import array
from spanmill.model.spelling import decimal_text
from spanmill.model.tally import Codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from spanmill.kernel import Buffer, ColumnKey, SpanBatch

__all__ = ["attribute_label", "enum_label", "resource_label", "text_label"]

_ABSENT, _STRING, _BOOL, _INT, _DOUBLE, _ARRAY, _KVLIST, _BYTES = range(8)


def text_label(codes: Buffer, values: list[str], default: str = "") -> Codes:
    """Build a label from a dictionary column; `default` where a row has none."""
    return Codes(np.add(array(codes, np.int32), 1, dtype=np.int64), [default, *values])


def enum_label(numbers: Buffer, names: tuple[str, ...]) -> Codes:
    """Build a label from a small number; one beyond `names` counts as the first."""
    rows = array(numbers, np.uint8).astype(np.int64)
    return Codes(np.where(rows < len(names), rows, 0), names)


def resource_label(batch: SpanBatch, key: ColumnKey, default: str = "") -> Codes:
    """Build a label from a text attribute of the resource."""
    label = text_label(*batch.attribute_dict(key, "resource"), default)
    return Codes(label.rows[_resources(batch)], label.values)


def attribute_label(batch: SpanBatch, key: ColumnKey, default: str = "") -> Codes:
    """Build a label from an attribute of the span or else of the resource.

    Numbers, booleans and lists are spelt as in JSON, bytes in base64.
    """
    kinds = array(batch.attribute_kind(key), np.uint8)
    rows, values = _texts(batch, key, "span")
    absent = kinds == _ABSENT
    if batch.num_resources and absent.any():
        inherited, more = _texts(batch, key, "resource")
        inherited = np.where(inherited < 0, -1, inherited + len(values))
        rows = np.where(absent, inherited[_resources(batch)], rows)
        values = [*values, *more]
    return Codes(np.where(rows < 0, len(values), rows), [*values, default])


def _resources(batch: SpanBatch) -> NDArray[np.uint32]:
    return array(batch.column("resource"), np.uint32)


def _texts(
    batch: SpanBatch, key: ColumnKey, place: Literal["span", "resource"]
) -> tuple[NDArray[np.int64], list[str]]:
    """Return codes, -1 where there is no value, and the texts; those may repeat."""
    kinds = array(batch.attribute_kind(key, place), np.uint8)
    codes, values = batch.attribute_dict(key, place)
    rows = array(codes, np.int32).astype(np.int64)
    if not (kinds > _STRING).any():
        return rows, values
    rows, values = rows.copy(), list(values)
    _fill(rows, values, kinds == _INT, array(batch.attribute_i64(key, place)[0], np.int64), str)
    decimals = array(batch.attribute_f64(key, place), np.float64)
    _fill(rows, values, kinds == _DOUBLE, decimals, decimal_text)
    flags = array(batch.attribute_bool(key, place)[0], np.uint8)
    _fill(rows, values, kinds == _BOOL, flags, ("false", "true").__getitem__)
    if (lists := np.flatnonzero((kinds >= _ARRAY) & (kinds <= _BYTES))).size:
        texts = batch.attribute_json(key, place)
        rows[lists] = np.arange(lists.size) + len(values)
        values += [texts[row] or "" for row in lists.tolist()]
    return rows, values


def _fill(
    rows: NDArray[np.int64],
    values: list[str],
    mask: NDArray[np.bool_],
    numbers: NDArray[np.int64] | NDArray[np.float64] | NDArray[np.uint8],
    spell: Callable[[Any], str],
) -> None:
    if not mask.any():
        return
    found, of_row = np.unique(numbers[mask], return_inverse=True)
    rows[mask] = of_row + len(values)
    values += [spell(each) for each in found.tolist()]
