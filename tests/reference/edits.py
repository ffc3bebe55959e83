"""Edits on protobuf messages: the slow twin of `upsert`, `remove`, `hash_attributes`, `rename`."""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue

from spanmill.kernel import SpanBatch, Upsert
from tests.reference.otlp import KINDS, as_json
from tests.reference.strategies import KEYS, TEXTS, Maker

if TYPE_CHECKING:
    from collections.abc import MutableSequence

    from spanmill.kernel import Target
    from tests.reference.otlp import Row

_PATTERNS = ("^gen_ai", "a", "^$", "ключ", "tokens$")


@dataclass
class Change:
    """One new value by row; None leaves the row as it is."""

    key: str
    values: list[AnyValue | None]
    edit: Upsert = field(repr=False)


def make_change(maker: Maker, rows: int) -> Change:
    """Draw an edit of any kind."""
    key = maker.choice(KEYS)
    valid = [maker.random() < 0.6 for _ in range(rows)]
    mask = np.array(valid, np.uint8)
    kind = maker.randint(0, 4)
    if kind == 0:
        doubles = [maker.choice((0.5, -1e9, float("inf"))) for _ in range(rows)]
        edit = Upsert.f64(key, np.array(doubles, float), mask)
        return _change(key, valid, [AnyValue(double_value=each) for each in doubles], edit)
    if kind == 1:
        ints = [maker.choice((0, -1, 2**62, 300)) for _ in range(rows)]
        edit = Upsert.i64(key, np.array(ints, np.int64), mask)
        return _change(key, valid, [AnyValue(int_value=each) for each in ints], edit)
    if kind == 2:
        bools = [maker.random() < 0.5 for _ in range(rows)]
        edit = Upsert.boolean(key, np.array(bools, np.uint8), mask)
        return _change(key, valid, [AnyValue(bool_value=each) for each in bools], edit)
    if kind == 3:
        codes = [maker.randrange(len(TEXTS)) if on else -1 for on in valid]
        edit = Upsert.text(key, np.array(codes, np.int32), TEXTS)
        return _change(key, valid, [AnyValue(string_value=TEXTS[code]) for code in codes], edit)
    width = maker.randint(0, 3)
    pieces = [[maker.choice((0.0, 1.5)) for _ in range(width)] for _ in range(rows)]
    edit = Upsert.f64_list(key, np.array(pieces, float).reshape(-1), width, mask)
    return _change(key, valid, [_doubles(piece) for piece in pieces], edit)


def _doubles(values: list[float]) -> AnyValue:
    items = [AnyValue(double_value=value) for value in values]
    return AnyValue(array_value=ArrayValue(values=items))


def _change(key: str, valid: list[bool], values: list[AnyValue], edit: Upsert) -> Change:
    masked = [value if on else None for on, value in zip(valid, values, strict=True)]
    return Change(key, masked, edit)


def upsert(attributes: MutableSequence[KeyValue], new: dict[str, AnyValue]) -> None:
    """Replace the attributes of these keys, or add them."""
    remove(attributes, set(new), ())
    attributes.extend(KeyValue(key=key, value=value) for key, value in new.items())


def remove(
    attributes: MutableSequence[KeyValue], keys: set[str], patterns: tuple[str, ...]
) -> None:
    """Remove the attributes whose key is one of `keys` or fits a pattern."""
    found = [
        index
        for index, pair in enumerate(attributes)
        if pair.key in keys or any(re.search(pattern, pair.key) for pattern in patterns)
    ]
    for index in reversed(found):
        del attributes[index]


def hash_values(
    attributes: MutableSequence[KeyValue], keys: set[str], patterns: tuple[str, ...]
) -> None:
    """Replace the values of the attributes whose key is one of `keys` or fits a pattern."""
    hashed, kept = [], []
    for pair in attributes:
        digest = _digest(pair.value)
        named = pair.key in keys or any(re.search(pattern, pair.key) for pattern in patterns)
        if named and digest is not None:
            hashed.append(KeyValue(key=pair.key, value=AnyValue(string_value=digest)))
        else:
            kept.append(pair)
    kept = [KeyValue.FromString(pair.SerializeToString()) for pair in kept]
    del attributes[:]
    attributes.extend([*kept, *hashed])


def _digest(value: AnyValue) -> str | None:
    kind = value.WhichOneof("value")
    if kind == "string_value":
        data = value.string_value.encode()
        if not data:
            return None
    elif kind == "bool_value":
        data = bytes([value.bool_value])
    elif kind == "int_value":
        data = struct.pack("<q", value.int_value)
    elif kind == "double_value":
        data = struct.pack("<d", value.double_value)
    elif kind == "bytes_value":
        data = value.bytes_value
    elif kind is None or kind not in KINDS:
        return None
    else:
        data = as_json(value).encode()
    return hashlib.sha256(data).hexdigest()


class Edited:
    """A batch and its twin, edited alike."""

    def __init__(self, batch: SpanBatch, rows: list[Row], maker: Maker) -> None:
        self.batch = batch
        self.rows = rows
        self.maker = maker

    def step(self) -> None:
        """Make one random edit of both."""
        steps = (self._upsert, self._remove, self._hash, self._rename, self._cut)
        self.maker.choice(steps)()

    def _upsert(self) -> None:
        target = self._target()
        of, size = self._table(target)
        changes = [make_change(self.maker, size) for _ in range(self.maker.randint(1, 3))]
        self.batch = self.batch.upsert([change.edit for change in changes], target)
        for row, at in zip(self.rows, of, strict=True):
            new: dict[str, AnyValue] = {}
            for change in changes:
                value = change.values[at]
                if value is not None:
                    new.pop(change.key, None)
                    new[change.key] = value
            if new:
                upsert(attributes_of(row, target), new)

    def _remove(self) -> None:
        target = self._target()
        of, size = self._table(target)
        keys = {self.maker.choice(KEYS) for _ in range(self.maker.randint(0, 2))}
        patterns = (self.maker.choice(_PATTERNS),) if self.maker.random() < 0.5 else ()
        mask = [self.maker.random() < 0.7 for _ in range(size)]
        raw = np.array(mask, np.uint8)
        self.batch = self.batch.remove(sorted(keys), patterns, raw, target)
        for row, at in zip(self.rows, of, strict=True):
            if mask[at]:
                remove(attributes_of(row, target), keys, patterns)

    def _hash(self) -> None:
        target = self._target()
        of, size = self._table(target)
        keys, patterns = {self.maker.choice(KEYS)}, (self.maker.choice(_PATTERNS),)
        mask = [self.maker.random() < 0.7 for _ in range(size)]
        raw = np.array(mask, np.uint8)
        self.batch = self.batch.hash_attributes(sorted(keys), patterns, raw, target)
        for row, at in zip(self.rows, of, strict=True):
            if mask[at]:
                hash_values(attributes_of(row, target), keys, patterns)

    def _rename(self) -> None:
        codes = [self.maker.randint(-1, len(TEXTS) - 1) for _ in self.rows]
        self.batch = self.batch.rename(np.array(codes, np.int32), TEXTS)
        for row, code in zip(self.rows, codes, strict=True):
            if code >= 0:
                row.span.name = TEXTS[code]

    def _cut(self) -> None:
        keep = [self.maker.random() < 0.8 for _ in self.rows]
        kept = self.batch.filter(np.array(keep, np.uint8))
        rest = self.batch.filter(np.array(keep, np.uint8) ^ 1)
        self.batch = SpanBatch.concat([rest, kept])
        pairs = list(zip(self.rows, keep, strict=True))
        self.rows = [row for row, on in pairs if not on] + [row for row, on in pairs if on]

    def _target(self) -> Target:
        targets: tuple[Target, ...] = ("span", "span", "resource", "scope")
        return self.maker.choice(targets)

    def _table(self, target: Target) -> tuple[list[int], int]:
        if target == "span":
            return list(range(len(self.rows))), len(self.rows)
        size = self.batch.num_resources if target == "resource" else self.batch.num_scopes
        return np.frombuffer(memoryview(self.batch.column(target)), np.uint32).tolist(), size


def attributes_of(row: Row, target: Target) -> MutableSequence[KeyValue]:
    """Find the attributes that an edit of `target` is about."""
    if target == "span":
        return row.span.attributes
    return row.resource.attributes if target == "resource" else row.scope.attributes
