"""The policies of tail sampling, each in two halves.

What it notes of every span, and what it says of a whole trace.

The first half runs on columns as batches arrive and leaves flags (joined by "or") in the trace
table; the second runs on a column of traces when they are due. No policy ever sees the bytes
of a span.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from processors.matching import chosen
from spanmill.component import Reads
from spanmill.kernel import Pattern
from spanmill.model.arrays import array, bools

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from spanmill.kernel import Buffer, DueTraces, SpanBatch

    Mask = NDArray[np.bool_]
    Weights = NDArray[np.float64]

__all__ = [
    "FLAG_BITS",
    "All",
    "Always",
    "LargerThan",
    "Latency",
    "Not",
    "Noted",
    "Probabilistic",
    "RateLimiting",
    "Rule",
    "any_boolean",
    "any_number",
    "any_status",
    "any_string",
]

FLAG_BITS = 64
"""Notes that the table keeps as bits of one word; each further one is a value column of 8 bytes a
trace.
"""
FNV_OFFSET = 0xCBF29CE484222325
FNV_PRIME = 0x100000001B3
DEFAULT_SALT = "default-hash-seed"
"""What the Collector's policy hashes where no salt is given."""
SERVER_KIND = 2
ERROR_STATUS = 2
CLIENT_ERRORS = range(400, 500)
NOTHING = Reads()
HTTP_STATUS = ("http.response.status_code", "http.status_code")


class Rule(Protocol):
    """What a trace must show to match."""

    @property
    def reads(self) -> Reads:
        """What it looks at."""
        ...

    @property
    def notes(self) -> Sequence[Noted]:
        """Leaves that need a flag of every span."""
        ...

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:
        """Say which of the traces in `among` match, and how many traces each match stands for."""
        ...


def certain(mask: Mask) -> tuple[Mask, Weights]:
    """Matches that stand for themselves."""
    return mask, np.ones(len(mask))


class Always:
    """Matches every trace."""

    reads = Reads()
    notes: Sequence[Noted] = ()

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:  # noqa: ARG002 one shape for all
        """See `Rule`."""
        return certain(among.copy())


@dataclass
class Noted:
    """Matches when any span of the trace shows what `note` looks for.

    `place` is given by the processor: a bit of the flags, beyond them a column of values.
    """

    reads: Reads
    note: Callable[[SpanBatch], Mask]
    place: int = -1

    @property
    def notes(self) -> Sequence[Noted]:
        """See `Rule`."""
        return (self,)

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:  # noqa: ARG002 one shape for all
        """See `Rule`."""
        if self.place >= FLAG_BITS:  # NaN, which no span has changed, is not above 0
            return certain(among & (array(due.value(self.place - FLAG_BITS), np.float64) > 0))
        flags = array(due.flags(), np.uint64)
        return certain(among & ((flags >> np.uint64(self.place)) & np.uint64(1)).astype(bool))


@dataclass(frozen=True)
class Latency:
    """Matches when the trace lasts longer than `above_ms`.

    And not longer than `upto_ms` where that is not 0.
    """

    above_ms: float
    upto_ms: float
    reads: Reads = NOTHING
    notes: Sequence[Noted] = ()

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:  # noqa: ARG002 one shape for all
        """See `Rule`."""
        start = array(due.start_unix_nano(), np.uint64)
        end = np.maximum(array(due.end_unix_nano(), np.uint64), start)
        lasted_ms = (end - start) / 1e6
        mask = among & (lasted_ms > self.above_ms)
        return certain(mask & (lasted_ms <= self.upto_ms) if self.upto_ms else mask)


@dataclass(frozen=True)
class LargerThan:
    """Matches when the spans of the trace take more than `limit` bytes."""

    limit: int
    reads: Reads = NOTHING
    notes: Sequence[Noted] = ()

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:  # noqa: ARG002 one shape for all
        """See `Rule`."""
        return certain(among & (array(due.num_bytes(), np.uint64) > self.limit))


@dataclass(frozen=True)
class Probabilistic:
    """Matches a share of all trace ids, the same ones everywhere.

    64-bit FNV-1a over the salt and the id, as the Collector.
    """

    percentage: float
    salt: str
    reads: Reads = NOTHING
    notes: Sequence[Noted] = ()

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:  # noqa: ARG002 one shape for all
        """See `Rule`."""
        share = min(max(self.percentage / 100.0, 0.0), 1.0)
        if share in (0.0, 1.0):
            return certain(among & bool(share))
        ids = array(due.trace_id(), np.uint8).reshape(-1, 16)
        hashed = np.full(len(ids), fnv1a((self.salt or DEFAULT_SALT).encode()), np.uint64)
        for place in range(16):
            hashed = (hashed ^ ids[:, place]) * np.uint64(FNV_PRIME)
        return among & (hashed <= np.uint64(int(share * 0xFFFFFFFFFFFFFFFF))), np.full(
            len(ids), 1 / share
        )


def fnv1a(data: bytes) -> int:
    """Return the 64-bit FNV-1a hash."""
    value = FNV_OFFSET
    for byte in data:
        value = ((value ^ byte) * FNV_PRIME) & 0xFFFFFFFFFFFFFFFF
    return value


class RateLimiting:
    """Matches while a bucket of spans lasts: `rate` flow in a second, at most `burst` are in it."""

    reads = Reads()
    notes: Sequence[Noted] = ()

    def __init__(self, rate: int, burst: int) -> None:
        self._rate = rate
        self._burst = burst or 2 * rate
        self._level = float(self._burst)
        self._at: float | None = None

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:
        """See `Rule`."""
        passed = 0.0 if self._at is None else max(now - self._at, 0.0)
        self._level = min(self._level + passed * self._rate, self._burst)
        self._at = now
        mask = np.zeros(len(among), bool)
        sizes = array(due.num_spans(), np.uint32)
        for place in np.flatnonzero(
            among
        ).tolist():  # a trace at a time: what one takes, the next lacks
            if sizes[place] <= self._level:
                self._level -= float(sizes[place])
                mask[place] = True
        return certain(mask)


class All:
    """Matches what all of its parts match. A part only sees what the parts before it matched."""

    def __init__(self, parts: Sequence[Rule]) -> None:
        self._parts = parts
        self.reads = Reads()
        for part in parts:
            self.reads |= part.reads
        self.notes: Sequence[Noted] = [note for part in parts for note in part.notes]

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:
        """See `Rule`."""
        mask, weights = certain(among)
        for part in self._parts:
            mask, each = part.matches(due, mask, now)
            weights = weights * each
        return mask, weights


class Not:
    """Matches what its part does not."""

    def __init__(self, part: Rule) -> None:
        self._part = part
        self.reads = part.reads
        self.notes = part.notes

    def matches(self, due: DueTraces, among: Mask, now: float) -> tuple[Mask, Weights]:
        """See `Rule`."""
        mask, weights = self._part.matches(due, among, now)
        share = np.divide(1.0, weights)
        return among & ~mask, np.divide(
            1.0, 1.0 - share, out=np.ones(len(share)), where=share < 1.0
        )


# --- what a span can show
# ---------------------------------------------------------------------------------------------


def any_status(codes: Sequence[int], *, except_client_errors: bool) -> Noted:
    """Note spans whose status is one of `codes`.

    With the exception, an ERROR by a 4xx answer of a SERVER span is none.
    """
    wanted = np.zeros(256, np.bool_)
    wanted[list(codes)] = True

    def note(batch: SpanBatch) -> Mask:
        status = array(batch.column("status"), np.uint8)
        mask = wanted[status]
        if except_client_errors and mask.any():
            kind = array(batch.column("kind"), np.uint8)
            answer = batch.attribute_f64(HTTP_STATUS)
            code = array(answer, np.float64)
            mask &= ~(
                (status == ERROR_STATUS)
                & (kind == SERVER_KIND)
                & (code >= CLIENT_ERRORS.start)
                & (code < CLIENT_ERRORS.stop)
            )
        return mask

    return Noted(Reads(span=frozenset({HTTP_STATUS} if except_client_errors else ())), note)


def any_string(key: str, values: Sequence[str], *, regex: bool) -> Noted:
    """Note spans whose own or whose resource's attribute `key` is one of `values`.

    Or matches one of them as an expression.
    """
    patterns = [Pattern(value) for value in values] if regex else []
    exact = frozenset(values)

    def fits(names: list[str]) -> Mask:
        if not patterns:
            return np.fromiter((name in exact for name in names), bool, len(names))
        found = [array(pattern.matches(names), np.uint8) for pattern in patterns]
        return np.bitwise_or.reduce(found).astype(bool) if names else np.zeros(0, bool)

    def note(batch: SpanBatch) -> Mask:
        mask = chosen(*batch.attribute_dict(key), fits)
        resource = array(batch.column("resource"), np.uint32)
        return mask | chosen(*batch.attribute_dict(key, "resource"), fits)[resource]

    return Noted(Reads(span=frozenset({key}), resource=frozenset({key})), note)


def any_number(key: str, low: float, high: float) -> Noted:
    """Note spans whose numeric attribute `key`, or the resource's, lies from `low` to `high`."""

    def fits(values: Buffer) -> Mask:
        number = array(values, np.float64)  # NaN, which is no number, lies nowhere
        return (number >= low) & (number <= high)

    def note(batch: SpanBatch) -> Mask:
        resource = array(batch.column("resource"), np.uint32)
        return fits(batch.attribute_f64(key)) | fits(batch.attribute_f64(key, "resource"))[resource]

    return Noted(Reads(span=frozenset({key}), resource=frozenset({key})), note)


def any_boolean(key: str, *, value: bool) -> Noted:
    """Note spans whose own or whose resource's boolean attribute `key` is `value`."""

    def fits(values: Buffer, valid: Buffer) -> Mask:
        same: Mask = bools(values) == value
        return bools(valid) & same

    def note(batch: SpanBatch) -> Mask:
        resource = array(batch.column("resource"), np.uint32)
        own = fits(*batch.attribute_bool(key))
        return own | fits(*batch.attribute_bool(key, "resource"))[resource]

    return Noted(Reads(span=frozenset({key}), resource=frozenset({key})), note)
