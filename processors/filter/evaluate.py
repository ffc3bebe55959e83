"""Evaluate the conditions of `filter` as masks over columns.

A value has one of three kinds in each row: text, number or boolean; or it is absent. Values of
different kinds are unequal and never ordered. Texts are compared once for each distinct text.
"""

from __future__ import annotations

import operator
from base64 import b64decode
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from processors.filter.expression import And, Attribute, Comparison, Field, IsMatch, Not, Or
from processors.matching import codes_of, fits_spelled, text_field
from spanmill.component import Reads
from spanmill.model.arrays import array, bools
from spanmill.model.spelling import decimal_text, flag_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from processors.filter.expression import Expression, LiteralValue, Operand
    from spanmill.kernel import Pattern, SpanBatch, SpanColumn, TextColumn

    Mask = NDArray[np.bool_]

__all__ = ["evaluate", "reads_of"]

ABSENT, ARRAY, BYTES, EMPTY = 0, 5, 7, 8
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TEXT_FIELDS: dict[str, TextColumn] = {
    "name": "name",
    "status.message": "status_message",
    "scope.name": "scope_name",
    "scope.version": "scope_version",
}
NUMBER_FIELDS: dict[str, tuple[SpanColumn, type[np.integer[Any]]]] = {
    "kind": ("kind", np.uint8),
    "status.code": ("status", np.uint8),
    "duration": ("duration_ns", np.int64),
}


@dataclass(frozen=True, slots=True)
class Column:
    """The values of an operand by span.

    Text codes (-1 where none), numbers (NaN where none), whole ones once more where `is_whole`,
    because a float holds only 53 bits of an id, booleans where `is_flag`.
    """

    codes: NDArray[np.int32]
    names: list[str]
    number: NDArray[np.float64]
    whole: NDArray[np.int64]
    is_whole: Mask
    flag: Mask
    is_flag: Mask
    present: Mask


def reads_of(expression: Expression) -> Reads:
    """Return what a condition reads."""
    match expression:
        case And() | Or():
            return reduce(operator.or_, map(reads_of, expression.parts), Reads())
        case Not():
            return reads_of(expression.inner)
        case IsMatch():
            return reads_operand(expression.operand)
        case Comparison():
            right = expression.right
            reads = reads_operand(expression.left)
            return reads | reads_operand(right) if isinstance(right, Field | Attribute) else reads


def reads_operand(operand: Operand) -> Reads:
    """Return what an operand reads."""
    if isinstance(operand, Field):
        return Reads()
    if operand.target == "resource":
        return Reads(resource=frozenset({operand.key}))
    return Reads(span=frozenset({operand.key}))


def evaluate(expression: Expression, batch: SpanBatch) -> Mask:
    """Return the spans for which the condition is true."""
    match expression:
        case And():
            return reduce(operator.and_, (evaluate(part, batch) for part in expression.parts))
        case Or():
            return reduce(operator.or_, (evaluate(part, batch) for part in expression.parts))
        case Not():
            return ~evaluate(expression.inner, batch)
        case IsMatch():
            pattern, operand = expression.pattern, expression.operand
            found = matches(pattern, read(operand, batch))
            return found | in_structures(pattern, operand, batch)
        case Comparison():
            return compare(expression, batch)


def matches(pattern: Pattern, column: Column) -> Mask:
    """Look for an expression in texts, and in numbers and booleans as the text that they make."""

    def fits(names: list[str]) -> Mask:
        return bools(pattern.matches(names))

    texts: Mask = np.append(fits(column.names), np.False_)[column.codes]
    is_decimal = ~column.is_whole & ~np.isnan(column.number)
    return (
        texts
        | fits_spelled(column.whole, column.is_whole, str, fits)
        | fits_spelled(column.number, is_decimal, decimal_text, fits)
        | fits_spelled(column.flag, column.is_flag, flag_text, fits)
    )


def in_structures(pattern: Pattern, operand: Operand, batch: SpanBatch) -> Mask:
    """Look for an expression in lists and maps as JSON, and in bytes as hexadecimal digits."""
    if isinstance(operand, Field):
        return np.zeros(batch.num_spans, bool)
    kinds = array(batch.attribute_kind(operand.key, operand.target), np.uint8)
    found = np.zeros(len(kinds), bool)
    rows = np.flatnonzero((kinds >= ARRAY) & (kinds <= BYTES))
    if rows.size:
        texts = batch.attribute_json(operand.key, operand.target)
        spelled = [texts[row] or "" for row in rows.tolist()]
        as_bytes = (kinds[rows] == BYTES).tolist()
        pairs = zip(spelled, as_bytes, strict=True)
        found[rows] = bools(
            pattern.matches([b64decode(text).hex() if raw else text for text, raw in pairs])
        )
    if operand.target == "span":
        return found
    return found[array(batch.column("resource"), np.uint32)]


def compare(expression: Comparison, batch: SpanBatch) -> Mask:
    """Compare an operand with a literal or with another operand."""
    left, right = read(expression.left, batch), expression.right
    if expression.operator == "!=":
        return ~equal_or_ordered(left, right, "==", batch)
    return equal_or_ordered(left, right, expression.operator, batch)


def equal_or_ordered(
    left: Column, right: Operand | LiteralValue, symbol: str, batch: SpanBatch
) -> Mask:
    """Compare by any operator but `!=`, which is the opposite of `==`."""
    if isinstance(right, Field | Attribute):
        return between(left, read(right, batch), symbol)
    if right is None:
        return ~left.present if symbol == "==" else np.zeros(len(left.present), bool)
    if isinstance(right, bool):
        return (
            left.is_flag & (left.flag == right)
            if symbol == "=="
            else np.zeros(len(left.flag), bool)
        )
    if isinstance(right, str):
        order = COMPARE[symbol]
        table = np.fromiter((order(name, right) for name in left.names), bool, len(left.names))
        rows: Mask = np.append(table, np.False_)[left.codes]
        return rows
    mask: Mask = COMPARE[symbol](left.number, right)
    if isinstance(right, int):
        mask = np.where(left.is_whole, COMPARE[symbol](left.whole, right), mask)
    return mask


def between(left: Column, right: Column, symbol: str) -> Mask:
    """Compare two operands row by row."""
    ranks = {name: rank for rank, name in enumerate(sorted({*left.names, *right.names}))}
    texts = [
        np.array([*(ranks[name] for name in side.names), -1], np.int64)[side.codes]
        for side in (left, right)
    ]
    order = COMPARE[symbol]
    both_text = (left.codes >= 0) & (right.codes >= 0)
    both_whole = left.is_whole & right.is_whole
    numbers = np.where(both_whole, order(left.whole, right.whole), order(left.number, right.number))
    mask: Mask = (both_text & order(texts[0], texts[1])) | numbers
    if symbol == "==":
        mask |= left.is_flag & right.is_flag & (left.flag == right.flag)
        mask |= ~left.present & ~right.present
    return mask


def read(operand: Operand, batch: SpanBatch) -> Column:
    """Read an operand of every span."""
    if isinstance(operand, Field):
        return read_field(operand.name, batch)
    column = read_attribute(operand, batch)
    if operand.target == "span":
        return column
    row = array(batch.column("resource"), np.uint32)
    return Column(
        column.codes[row],
        column.names,
        column.number[row],
        column.whole[row],
        column.is_whole[row],
        column.flag[row],
        column.is_flag[row],
        column.present[row],
    )


def not_nil(kinds: NDArray[np.uint8]) -> Mask:
    """Return the rows that are not nil: an attribute with an empty value is, as in OTTL."""
    has: Mask = (kinds > ABSENT) & (kinds < EMPTY)
    return has


def read_attribute(operand: Attribute, batch: SpanBatch) -> Column:
    """Read an attribute in each row of its target."""
    key, target = operand.key, operand.target
    codes, names = batch.attribute_dict(key, target)
    whole, is_whole = batch.attribute_i64(key, target)
    flags, is_flag = batch.attribute_bool(key, target)
    return Column(
        codes_of(codes),
        names,
        array(batch.attribute_f64(key, target), np.float64),
        array(whole, np.int64),
        bools(is_whole),
        bools(flags),
        bools(is_flag),
        not_nil(array(batch.attribute_kind(key, target), np.uint8)),
    )


def read_field(name: str, batch: SpanBatch) -> Column:
    """Read a field of the span or of its scope."""
    count = batch.num_spans
    no_number, zero = np.full(count, np.nan), np.zeros(count, np.int64)
    false = np.zeros(count, bool)
    if name in NUMBER_FIELDS:
        column, kind = NUMBER_FIELDS[name]
        none, whole = np.full(count, -1, np.int32), array(batch.column(column), kind)
        return Column(
            none, [], whole.astype(np.float64), whole.astype(np.int64), ~false, false, false, ~false
        )
    if name in TEXT_FIELDS:
        codes, names = text_field(batch, TEXT_FIELDS[name])
        return Column(codes, names, no_number, zero, false, false, false, ~false)
    has = array(batch.column("parent_span_id"), np.uint64) != 0
    return Column(has.astype(np.int32), ["", "a parent"], no_number, zero, false, false, false, has)
