"""The processors `attributes` and `resource`: a list of actions, each one pass over columns.

Distinct texts are converted and searched once, however many spans have them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from processors.matching import Matcher, codes_of
from spanmill.component import Reads
from spanmill.kernel import Pattern, Upsert
from spanmill.model.arrays import array, bools
from spanmill.model.spelling import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from processors.attributes import AttributesConfig
    from processors.resource import ResourceConfig
    from spanmill.component import Settings
    from spanmill.config.actions import Action, AttributeValue
    from spanmill.kernel import SpanBatch, Target

    Mask = NDArray[np.bool_]
    Step = Callable[[SpanBatch, Mask], SpanBatch]

__all__ = ["AttributesProcessor", "ResourceProcessor"]

ABSENT = 0
DOUBLE, ARRAY, KVLIST, BYTES, EMPTY = 4, 5, 6, 7, 8
I64_MIN, I64_MAX = -(2**63), 2**63 - 1
PLAIN = frozenset("0123456789+-.eE")
"""What numbers are made of; Python also reads blanks, underscores and digits of other scripts."""


class AttributesProcessor:
    """Changes attributes of the spans that `include` and `exclude` leave."""

    def __init__(self, config: AttributesConfig, settings: Settings) -> None:
        self._steps = [compiled(action, "span") for action in config.actions]
        self._include = Matcher(config.include) if config.include else None
        self._exclude = Matcher(config.exclude) if config.exclude else None
        self.reads = Reads(span=keys_of(config.actions), all_attributes=True)
        for matcher in (self._include, self._exclude):
            if matcher is not None:
                self.reads |= matcher.reads
        settings.logger.debug("actions", count=len(self._steps))

    def start(self) -> None:
        """Nothing to read."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Run the actions in order."""
        mask = np.ones(batch.num_spans, bool)
        if self._include is not None:
            mask &= self._include.mask(batch)
        if self._exclude is not None:
            mask &= ~self._exclude.mask(batch)
        if mask.any():
            for step in self._steps:
                batch = step(batch, mask)
        return (batch,)

    def stop(self) -> None:
        """Nothing to release."""


class ResourceProcessor:
    """Changes attributes of resources, one row for each distinct resource."""

    def __init__(self, config: ResourceConfig, settings: Settings) -> None:
        self._steps = [compiled(action, "resource") for action in config.attributes]
        self.reads = Reads(resource=keys_of(config.attributes), all_attributes=True)
        settings.logger.debug("actions", count=len(self._steps))

    def start(self) -> None:
        """Nothing to read."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Run the actions in order."""
        for step in self._steps:
            batch = step(batch, np.ones(batch.num_resources, bool))
        return (batch,)

    def stop(self) -> None:
        """Nothing to release."""


def keys_of(actions: Sequence[Action]) -> frozenset[str]:
    """Return every key that the actions look at."""
    keys = {action.key for action in actions} | {action.from_attribute for action in actions}
    groups = {
        name
        for action in actions
        if action.action == "extract"
        for name in Pattern(action.pattern).names
    }
    return frozenset((keys | groups) - {""})


def compiled(action: Action, target: Target) -> Step:
    """Return an action as a function from batch to batch."""
    match action.action:
        case "delete":
            return deleting(action, target)
        case "hash":
            return hashing(action, target)
        case "extract":
            return extracting(action, target)
        case "convert":
            return converting(action, target)
        case _:
            return setting(action, target)


def present(batch: SpanBatch, key: str, target: Target) -> Mask:
    """Return the rows that have the attribute."""
    has: Mask = array(batch.attribute_kind(key, target), np.uint8) != ABSENT
    return has


def setting(action: Action, target: Target) -> Step:
    """Insert, update or upsert a value or another attribute."""

    def step(batch: SpanBatch, mask: Mask) -> SpanBatch:
        rows = mask
        if action.action != "upsert":
            has = present(batch, action.key, target)
            rows = mask & (has if action.action == "update" else ~has)
        edits: list[Upsert] = []
        if action.from_attribute:
            valid = rows.view(np.uint8)
            edits.append(batch.copied(action.from_attribute, action.key, valid, target))
            rows = rows & ~present(batch, action.from_attribute, target)
        value = action.default_value if action.value is None else action.value
        if value is not None:
            edits.append(constant(action.key, value, rows))
        return batch.upsert(edits, target)

    return step


def constant(key: str, value: AttributeValue, rows: Mask) -> Upsert:
    """Return one value for all rows."""
    count, valid = len(rows), rows.view(np.uint8)
    if isinstance(value, bool):
        return Upsert.boolean(key, np.full(count, value, np.uint8), valid)
    if isinstance(value, int):
        return Upsert.i64(key, np.full(count, value, np.int64), valid)
    if isinstance(value, float):
        return Upsert.f64(key, np.full(count, value, np.float64), valid)
    return Upsert.text(key, np.where(rows, 0, -1).astype(np.int32), [str(value)])


def deleting(action: Action, target: Target) -> Step:
    """Remove a key, or the keys that an expression finds."""
    keys = [action.key] if action.key else []
    patterns = [action.pattern] if action.pattern else []

    def step(batch: SpanBatch, mask: Mask) -> SpanBatch:
        return batch.remove(keys, patterns, mask.view(np.uint8), target)

    return step


def hashing(action: Action, target: Target) -> Step:
    """Replace values by their SHA-256, of a key and of the keys that an expression finds."""
    keys = [action.key] if action.key else []
    patterns = [action.pattern] if action.pattern else []

    def step(batch: SpanBatch, mask: Mask) -> SpanBatch:
        return batch.hash_attributes(keys, patterns, mask.view(np.uint8), target)

    return step


def of_distinct(
    key: str, values: NDArray[np.generic], rows: Mask, spell: Callable[[float], str]
) -> Upsert:
    """Return texts made from distinct numbers, for some rows."""
    distinct, places = np.unique(values[rows], return_inverse=True)
    codes = np.full(len(rows), -1, np.int32)
    codes[rows] = places
    return Upsert.text(key, codes, [spell(value) for value in distinct.tolist()])


def extracting(action: Action, target: Target) -> Step:
    """Make attributes of the named groups of the first match."""
    pattern = Pattern(action.pattern)
    groups = [(place, name) for place, name in enumerate(pattern.names) if name]

    def step(batch: SpanBatch, mask: Mask) -> SpanBatch:
        codes, names = batch.attribute_dict(action.key, target)
        found = pattern.captures(names)
        edits: list[Upsert] = []
        for place, name in groups:
            texts = [(each[place] or "") if each is not None else "" for each in found]
            has = np.array([each is not None for each in found] + [False], bool)
            rows = mask & has[codes_of(codes)]
            edits.append(
                Upsert.text(name, np.where(rows, codes_of(codes), -1).astype(np.int32), texts)
            )
        return batch.upsert(edits, target)

    return step


def converting(action: Action, target: Target) -> Step:
    """Change the type of scalar values; what cannot be converted stays."""
    convert = {"int": to_int, "double": to_double, "string": to_string}[action.converted_type]

    def step(batch: SpanBatch, mask: Mask) -> SpanBatch:
        return batch.upsert(convert(batch, action.key, mask, target), target)

    return step


def parsed(texts: Sequence[str], read: Callable[[str], float]) -> tuple[list[float], Mask]:
    """Return numbers of texts, and which texts were numbers."""
    values: list[float] = []
    good = np.zeros(len(texts) + 1, bool)
    for place, text in enumerate(texts):
        try:
            values.append(read(text))
        except (ValueError, OverflowError):
            values.append(0)
            continue
        good[place] = True
    return [*values, 0], good


def whole_number(text: str) -> int:
    """Read a whole number as the Collector does. Raises `ValueError`."""
    value = int(text, 10) if PLAIN.issuperset(text) else I64_MAX + 1
    if not I64_MIN <= value <= I64_MAX:
        raise ValueError(text)
    return value


def finite(text: str) -> float:
    """Read a number. Raises `ValueError`."""
    value = float(text) if PLAIN.issuperset(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def to_int(batch: SpanBatch, key: str, mask: Mask, target: Target) -> list[Upsert]:
    """Return texts, decimals and booleans as whole numbers."""
    codes, names = batch.attribute_dict(key, target)
    values, good = parsed(names, whole_number)
    text = Upsert.i64(
        key,
        np.array(values, np.int64)[codes_of(codes)],
        (mask & good[codes_of(codes)]).view(np.uint8),
    )
    decimals = array(batch.attribute_f64(key, target), np.float64)
    fits = np.abs(decimals) < I64_MAX  # NaN does not
    number = Upsert.i64(
        key,
        np.where(fits, decimals, 0).astype(np.int64),
        (mask & fits & ~integers(batch, key, target)).view(np.uint8),
    )
    flags, is_bool = batch.attribute_bool(key, target)
    truth = mask & bools(is_bool)
    return [
        text,
        number,
        Upsert.i64(key, array(flags, np.uint8).astype(np.int64), truth.view(np.uint8)),
    ]


def integers(batch: SpanBatch, key: str, target: Target) -> Mask:
    """Return the rows whose value is a whole number already."""
    return bools(batch.attribute_i64(key, target)[1])


def to_double(batch: SpanBatch, key: str, mask: Mask, target: Target) -> list[Upsert]:
    """Return texts, whole numbers and booleans as decimals."""
    codes, names = batch.attribute_dict(key, target)
    values, good = parsed(names, finite)
    text = Upsert.f64(
        key,
        np.array(values, np.float64)[codes_of(codes)],
        (mask & good[codes_of(codes)]).view(np.uint8),
    )
    numbers, _ = batch.attribute_i64(key, target)
    whole = mask & integers(batch, key, target)
    flags, is_bool = batch.attribute_bool(key, target)
    truth = mask & bools(is_bool)
    return [
        text,
        Upsert.f64(key, array(numbers, np.int64).astype(np.float64), whole.view(np.uint8)),
        Upsert.f64(key, array(flags, np.uint8).astype(np.float64), truth.view(np.uint8)),
    ]


def to_string(batch: SpanBatch, key: str, mask: Mask, target: Target) -> list[Upsert]:
    """Return values of all other types as texts: arrays and lists as JSON, bytes in base64."""
    kinds = array(batch.attribute_kind(key, target), np.uint8)
    numbers, _ = batch.attribute_i64(key, target)
    whole = integers(batch, key, target)
    decimals = array(batch.attribute_f64(key, target), np.float64)
    flags, is_bool = batch.attribute_bool(key, target)
    truth = mask & bools(is_bool)
    spelled = np.where(truth, array(flags, np.uint8).astype(np.int32), -1)
    return [
        of_distinct(key, array(numbers, np.int64), mask & whole, str),
        of_distinct(key, decimals, mask & (kinds == DOUBLE), decimal_text),
        Upsert.text(key, spelled, ["false", "true"]),
        Upsert.text(key, np.where(mask & (kinds == EMPTY), 0, -1).astype(np.int32), [""]),
        *structures(batch, key, mask, target),
    ]


def structures(batch: SpanBatch, key: str, mask: Mask, target: Target) -> list[Upsert]:
    """Return arrays, lists and bytes as texts."""
    kinds = array(batch.attribute_kind(key, target), np.uint8)
    rows = np.flatnonzero(mask & np.isin(kinds, (ARRAY, KVLIST, BYTES)))
    if not rows.size:
        return []
    codes = np.full(len(mask), -1, np.int32)
    codes[rows] = np.arange(rows.size)
    texts = batch.attribute_json(key, target)
    return [Upsert.text(key, codes, [texts[row] or "" for row in rows])]
