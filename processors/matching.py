"""Which spans an `include` or `exclude` block of `attributes` means, as a mask over columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spanmill.component import Reads
from spanmill.config.actions import SPAN_KINDS
from spanmill.kernel import Pattern
from spanmill.model.arrays import array, bools
from spanmill.model.spelling import decimal_text, flag_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from spanmill.config.actions import AttributeValue, Library, Match, MatchAttribute
    from spanmill.kernel import Bufferable, SpanBatch, Target, TextColumn

    Mask = NDArray[np.bool_]
    Fits = Callable[[list[str]], Mask]

__all__ = [
    "Matcher",
    "chosen",
    "codes_of",
    "fits_spelled",
    "text_field",
]

SERVICE = "service.name"


def fits_spelled(values: NDArray[Any], rows: Mask, spell: Callable[[Any], str], fits: Fits) -> Mask:
    """Return which of `rows` hold a number or a boolean that fits as text; asked once a value."""
    found = np.zeros(len(rows), bool)
    distinct, places = np.unique(values[rows], return_inverse=True)
    found[rows] = fits([spell(value) for value in distinct.tolist()])[places]
    return found


def codes_of(codes: Bufferable) -> NDArray[np.int32]:
    """Return dictionary codes as an array."""
    return array(codes, np.int32)


def chosen(codes: Bufferable, names: list[str], fits: Fits) -> Mask:
    """Return the rows whose text fits; a row without a text does not."""
    table = np.append(fits(names), np.False_)  # the last place is where code -1 points
    rows: Mask = table[codes_of(codes)]
    return rows


def text_field(batch: SpanBatch, column: TextColumn) -> tuple[NDArray[np.int32], list[str]]:
    """Return codes and texts of a field by span; an absent text is an empty one, as in OTLP."""
    codes, names = batch.text_dict(column)
    found = codes_of(codes)
    return np.where(found < 0, len(names), found).astype(np.int32), [*names, ""]


class Matcher:
    """A compiled block. All lists that are given must match, and of each list one entry."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._regexp = match.match_type == "regexp"
        self.reads = Reads(
            span=frozenset(each.key for each in match.attributes),
            resource=frozenset({each.key for each in match.resources} | {SERVICE}),
        )

    def mask(self, batch: SpanBatch) -> Mask:
        """Return the spans that match."""
        match = self._match
        mask = np.ones(batch.num_spans, bool)
        if match.services:
            found = chosen(*batch.attribute_dict(SERVICE, "resource"), self._fits(match.services))
            mask &= found[array(batch.column("resource"), np.uint32)]
        if match.span_names:
            mask &= chosen(*text_field(batch, "name"), self._fits(match.span_names))
        if match.span_kinds:
            fits = self._fits(match.span_kinds)(list(SPAN_KINDS))
            kinds = array(batch.column("kind"), np.uint8)
            mask &= np.append(fits, np.False_)[np.minimum(kinds, len(SPAN_KINDS))]
        for attribute in match.attributes:
            mask &= self._has(batch, attribute, "span")
        for attribute in match.resources:
            rows = self._has(batch, attribute, "resource")
            mask &= rows[array(batch.column("resource"), np.uint32)]
        if match.libraries:
            mask &= self._from_library(batch, match.libraries)
        return mask

    def _fits(self, texts: Sequence[str]) -> Fits:
        if not self._regexp:
            wanted = frozenset(texts)
            return lambda names: np.fromiter((name in wanted for name in names), bool, len(names))
        patterns = [Pattern(text) for text in texts]

        def fits(names: list[str]) -> Mask:
            found = np.zeros(len(names), bool)
            for pattern in patterns:
                found |= bools(pattern.matches(names))
            return found

        return fits

    def _has(self, batch: SpanBatch, attribute: MatchAttribute, target: Target) -> Mask:
        key, value = attribute.key, attribute.value
        if value is None:
            return array(batch.attribute_kind(key, target), np.uint8) > 0
        if isinstance(value, str):
            found = chosen(*batch.attribute_dict(key, target), self._fits([value]))
            return found | self._spelled(batch, key, value, target) if self._regexp else found
        return equal(batch, key, value, target)

    def _spelled(self, batch: SpanBatch, key: str, text: str, target: Target) -> Mask:
        """An expression also looks at booleans and numbers, as text."""
        whole, is_whole = batch.attribute_i64(key, target)
        numbers = array(batch.attribute_f64(key, target), np.float64)
        flags, is_flag = batch.attribute_bool(key, target)
        is_number, fits = ~bools(is_whole) & ~np.isnan(numbers), self._fits([text])
        return (
            fits_spelled(array(whole, np.int64), bools(is_whole), str, fits)
            | fits_spelled(numbers, is_number, decimal_text, fits)
            | fits_spelled(bools(flags), bools(is_flag), flag_text, fits)
        )

    def _from_library(self, batch: SpanBatch, libraries: Sequence[Library]) -> Mask:
        mask = np.zeros(batch.num_spans, bool)
        for library in libraries:
            found = chosen(*text_field(batch, "scope_name"), self._fits([library.name]))
            if library.version is not None:
                versions = text_field(batch, "scope_version")
                found &= chosen(*versions, self._fits([library.version]))
            mask |= found
        return mask


def equal(batch: SpanBatch, key: str, value: AttributeValue, target: Target) -> Mask:
    """Return the rows whose boolean or number is `value`."""
    if isinstance(value, bool):
        flags, valid = batch.attribute_bool(key, target)
        same: Mask = bools(flags) == value
        return same & bools(valid)
    if isinstance(value, int):
        numbers, valid = batch.attribute_i64(key, target)
        whole: Mask = array(numbers, np.int64) == value
        return whole & bools(valid)
    mask: Mask = array(batch.attribute_f64(key, target), np.float64) == value
    return mask
