"""Series that grow: label sets with totals and histograms, counted from whole columns.

A batch is cut into groups of equal labels once; each measure then adds one number a group, so that
Python runs once for each distinct label set and never for a span. The number of label sets is
bounded, whatever clients send.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from spanmill.kernel import bucket_sums, group_rows
from spanmill.model.arrays import array
from spanmill.model.exemplars import Exemplar, Exemplars

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = [
    "Budget", "Codes", "Counted", "Counter", "Family", "Histogram", "Located", "Series", "Table",
]  # fmt: skip

OTHER = "other"
MAX_LABEL_CHARS = 256
"""Longer values are cut: a label is held as long as its series, and clients choose the text."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One label by row: place in `values`, never negative."""

    rows: NDArray[np.int64]
    values: Sequence[str]

    def at(self, rows: NDArray[np.int64]) -> Codes:
        """Return these rows."""
        return Codes(self.rows[rows], self.values)


@dataclass(frozen=True, slots=True)
class Located:
    """Where the rows of a batch count: each row's group, and each group's place in the table.

    No two groups have the same place.
    """

    of_row: NDArray[np.int64]
    places: NDArray[np.int64]
    now: float
    trace_ids: NDArray[np.void] | None = None
    """By row; None where nobody remembers traces."""


@dataclass(slots=True)
class Budget:
    """How many label sets the tables that share it may hold together."""

    limit: int
    used: int = 0

    def take(self) -> bool:
        """Take room for one more; False when there is none."""
        if self.used >= self.limit:
            return False
        self.used += 1
        return True


@dataclass(frozen=True, slots=True)
class Series:
    """One label set as it stands: its sum, and in a histogram its counts by bucket."""

    labels: tuple[str, ...]
    total: float
    counts: tuple[int, ...]
    seen: float
    """Clock time of the last change of its labels."""
    exemplars: tuple[Exemplar, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A metric with all its series; `edges` bound a histogram and are empty in a counter."""

    name: str
    text: str
    labels: tuple[str, ...]
    edges: tuple[float, ...]
    series: Sequence[Series]


@runtime_checkable
class Counted(Protocol):
    """A fold whose series can be served."""

    def families(self) -> Sequence[Family]:
        """Return everything counted so far, at one moment."""
        ...


@dataclass(slots=True)
class Counter:
    """Totals by label set, and by one more label whose values are known beforehand."""

    name: str
    text: str
    more: str = ""
    """Name of that label; empty where there is none."""
    values: tuple[str, ...] = ("",)
    array: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 1)))

    @property
    def width(self) -> int:
        """Return how many numbers a label set has."""
        return len(self.values)

    def add(self, at: Located, *columns: NDArray[np.float64]) -> None:
        """Add a column an entry of `values`; none at all adds 1 for every row."""
        groups = len(at.places)
        sums = [np.bincount(at.of_row, each, groups) for each in columns or (None,)]
        self.array[at.places] += np.array(sums).T

    def add_to(
        self,
        at: Located,
        which: NDArray[np.int64],
        amounts: NDArray[np.float64],
        mask: NDArray[np.bool_],
    ) -> None:
        """Add one amount a row of the mask, to the entry `which` of `values`."""
        width, groups = self.width, len(at.places)
        cells = at.of_row[mask] * width + which[mask]
        sums = np.bincount(cells, amounts[mask], groups * width)
        self.array[at.places] += sums.reshape(groups, width)

    def family(self, labels: tuple[str, ...], rows: list[tuple[tuple[str, ...], float]]) -> Family:
        """Return the metric as it stands; totals that are 0 are left out."""
        series = [
            Series((*own, value) if self.more else own, total, (), seen)
            for (own, seen), totals in zip(rows, self.array.tolist(), strict=False)
            for value, total in zip(self.values, totals, strict=True)
            if total
        ]
        names = (*labels, self.more) if self.more else labels
        return Family(self.name, self.text, names, (), series)


@dataclass(slots=True)
class Histogram:
    """Counts by bucket, exact up to 2^53, and in the last place the sum of what was observed."""

    name: str
    text: str
    edges: tuple[float, ...]
    remembers_traces: bool = False
    """Whether each bucket names the newest trace that fell into it."""
    fixed: tuple[str, str] = ("", "")
    """One more label and its value, which tell it from another histogram of the same name."""
    array: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 1)))
    exemplars: Exemplars | None = field(init=False)
    _bounds: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self._bounds = np.array(self.edges, np.float64)
        self.exemplars = Exemplars(len(self.edges) + 1) if self.remembers_traces else None

    @property
    def width(self) -> int:
        """Return how many numbers a label set has."""
        return len(self.edges) + 2

    def add(
        self,
        at: Located,
        amounts: NDArray[np.float64],
        mask: NDArray[np.bool_] | None = None,
    ) -> None:
        """Observe one amount a row, in the rows of the mask."""
        of_row = at.of_row
        if mask is not None:
            of_row, amounts = of_row[mask], amounts[mask]
            if not len(of_row):
                return
        if self.exemplars is not None and at.trace_ids is not None:
            traces = at.trace_ids if mask is None else at.trace_ids[mask]
            buckets = self._bounds.searchsorted(amounts)
            self.exemplars.note(at.places[of_row], buckets, amounts, traces, at.now)
        groups = len(at.places)
        found = array(bucket_sums(of_row, amounts, self._bounds, groups), np.float64)
        self.array[at.places] += found.reshape(groups, self.width)

    def family(self, labels: tuple[str, ...], rows: list[tuple[tuple[str, ...], float]]) -> Family:
        """Return the metric as it stands; label sets without an observation are left out."""
        counts = self.array[:, :-1].astype(np.int64).tolist()
        sums = self.array[:, -1].tolist()
        label, value = self.fixed
        more = (value,) if label else ()
        series = [
            Series((*own, *more), total, tuple(buckets), seen, self._exemplars_at(place))
            for place, ((own, seen), total, buckets) in enumerate(
                zip(rows, sums, counts, strict=False)
            )
            if any(buckets)
        ]
        names = (*labels, label) if label else labels
        return Family(self.name, self.text, names, self.edges, series)

    def _exemplars_at(self, place: int) -> tuple[Exemplar, ...]:
        return self.exemplars.at(place) if self.exemplars is not None else ()


@dataclass(slots=True)
class Table:
    """Measures that share their label sets.

    A label set for which the budget has no room is counted under `other` in every label that is not
    `bounded`; those few sets are beyond the budget, so that sums stay right.
    """

    labels: tuple[str, ...]
    measures: tuple[Counter | Histogram, ...]
    budget: Budget
    bounded: frozenset[str] = frozenset()
    _places: dict[tuple[str, ...], int] = field(default_factory=dict)
    _seen: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        self._resize(64)

    def locate(
        self,
        columns: Sequence[Codes],
        num_rows: int,
        now: float,
        trace_ids: NDArray[np.void] | None = None,
    ) -> Located:
        """Find the place of every row, and make those that are new."""
        first, of_row = _groups(columns, num_rows)
        texts = [
            [column.values[code][:MAX_LABEL_CHARS] for code in column.rows[first].tolist()]
            for column in columns
        ]
        known, own = self._places, zip(*texts, strict=True) if texts else iter([()] * len(first))
        found = [self._place(each) if (at := known.get(each)) is None else at for each in own]
        places = np.array(found, np.int64)
        if len(set(found)) != len(found):  # labels that were cut, or that share `other`
            places, merged = np.unique(places, return_inverse=True)
            of_row = merged[of_row]
        self._seen[places] = now
        return Located(of_row, places, now, trace_ids)

    def _place(self, labels: tuple[str, ...]) -> int:
        overflow = self._overflow(labels)
        if labels != overflow and not self.budget.take():
            labels = overflow
            if (place := self._places.get(labels)) is not None:
                return place
        place = len(self._places)
        self._places[labels] = place
        if place >= len(self._seen):
            self._resize(2 * place)
        return place

    def _overflow(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            value if name in self.bounded else OTHER
            for name, value in zip(self.labels, labels, strict=True)
        )

    def _charged(self) -> int:
        """Return how many label sets count towards the budget."""
        return sum(each != self._overflow(each) for each in self._places)

    def _resize(self, rows: int) -> None:
        self._pick(np.arange(min(len(self._seen), rows)), rows)

    def _pick(self, kept: NDArray[np.int64], rows: int) -> None:
        """Keep these places in this order, and make room for `rows`."""
        seen = np.zeros(rows)
        seen[: len(kept)] = self._seen[kept]
        self._seen = seen
        for measure in self.measures:
            array = np.zeros((rows, measure.width))
            if len(kept):
                array[: len(kept)] = measure.array[kept]
            measure.array = array
            if isinstance(measure, Histogram) and measure.exemplars is not None:
                measure.exemplars.pick(kept, rows)

    def families(self) -> Iterator[Family]:
        """Return every measure as it stands."""
        rows = list(zip(self._places, self._seen.tolist(), strict=False))
        for measure in self.measures:
            yield measure.family(self.labels, rows)

    def expire(self, before: float) -> None:
        """Forget label sets not seen since `before`; if they come again they begin at 0."""
        used = len(self._places)
        kept = np.flatnonzero(self._seen[:used] >= before)
        if len(kept) == used:
            return
        names, charged = list(self._places), self._charged()
        self._pick(kept, len(self._seen))
        self._places = {names[old]: new for new, old in enumerate(kept.tolist())}
        self.budget.used += self._charged() - charged

    def dump(self) -> tuple[str, bytes]:
        """Return what `load` takes up: shape and label sets as JSON, and the numbers as bytes."""
        used = len(self._places)
        arrays = [self._seen[:used], *(each.array[:used] for each in self.measures)]
        head = json.dumps([self._shape(), list(self._places)])
        return head, b"".join(each.tobytes() for each in arrays)

    def load(self, head: str, numbers: bytes) -> bool:
        """Take up what `dump` returned; False where it is of another shape.

        Raises:
            ValueError: where it is damaged. In both cases nothing changes.
        """
        shape, places = json.loads(head)
        if shape != json.loads(json.dumps(self._shape())):
            return False
        used, at, charged = len(places), 0, self._charged()
        if len(numbers) != 8 * used * (1 + sum(each.width for each in self.measures)):
            raise ValueError("the numbers are cut short")
        self._places = {tuple(each): place for place, each in enumerate(places)}
        self._resize(max(64, used))
        self._seen[:used] = np.frombuffer(numbers, np.float64, used)
        at += 8 * used
        for measure in self.measures:
            cells = np.frombuffer(numbers, np.float64, used * measure.width, at)
            measure.array[:used] = cells.reshape(used, measure.width)
            at += 8 * len(cells)
        self.budget.used += self._charged() - charged
        return True

    def _shape(self) -> list[object]:
        measures = [
            [each.name, (*each.edges, *each.fixed)]
            if isinstance(each, Histogram)
            else [each.name, (each.more, each.values)]
            for each in self.measures
        ]
        return [self.labels, measures]


def _groups(columns: Sequence[Codes], num_rows: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cut rows into groups of equal codes: one row of each group, and each row's group."""
    codes, sizes = [each.rows for each in columns], [len(each.values) for each in columns]
    first, of_row = group_rows(codes, sizes, num_rows)
    return array(first, np.int64), array(of_row, np.int64)
