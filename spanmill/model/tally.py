"""Series that grow: label sets with counts, sums and histograms, counted from whole columns.

A batch is cut into groups of equal labels once; each tally then adds one number a group, so that Python runs once for each
distinct label set and never for a span. The number of label sets is bounded, whatever clients send.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Budget", "Codes", "Counted", "Family", "Groups", "Series", "Tally", "group"]

OTHER = "other"
MAX_LABEL_CHARS = 256
"""Longer values are cut: a label is held as long as its series, and clients choose the text."""
_RADIX_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True)
class Codes:
    """One label by row: place in `values`, never negative."""

    rows: NDArray[np.int64]
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows by equal labels: each row's group, and each group's label values."""

    of_row: NDArray[np.int64]
    labels: Sequence[tuple[str, ...]]

    def where(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the group of each row of the mask."""
        rows: NDArray[np.int64] = self.of_row[mask]
        return rows


def group(columns: Sequence[Codes], num_rows: int) -> Groups:
    """Cut rows into groups of equal labels."""
    packed, size = np.zeros(num_rows, np.int64), 1
    for column in columns:
        if size * len(column.values) >= _RADIX_LIMIT:
            found, packed = np.unique(packed, return_inverse=True)
            size = len(found)
        packed = packed * len(column.values) + column.rows
        size *= len(column.values)
    _, first, of_row = np.unique(packed, return_index=True, return_inverse=True)
    picked = [
        [column.values[code][:MAX_LABEL_CHARS] for code in column.rows[first].tolist()]
        for column in columns
    ]
    labels = list(zip(*picked, strict=True)) if picked else [()] * len(first)
    return Groups(of_row, labels)


@dataclass(slots=True)
class Budget:
    """How many label sets the tallies that share it may hold together."""

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
    """One label set as it stands: its sum, and where the family is a histogram its counts by bucket."""

    labels: tuple[str, ...]
    total: float
    counts: tuple[int, ...]
    seen: float
    """Clock time of its last change."""


@dataclass(frozen=True, slots=True)
class Family:
    """A metric with all its series; `edges` are the bounds of a histogram and empty in a counter."""

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
class Tally:
    """The series of one metric.

    A label set for which the budget has no room is counted under `other` in every label that is not `bounded`; those few
    sets are beyond the budget, so that sums stay right.
    """

    name: str
    text: str
    labels: tuple[str, ...]
    budget: Budget
    edges: tuple[float, ...] = ()
    bounded: frozenset[str] = frozenset()
    _places: dict[tuple[str, ...], int] = field(default_factory=dict)
    _totals: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    _seen: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    _counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), np.int64))

    def add(
        self,
        groups: Groups,
        mask: NDArray[np.bool_],
        amounts: NDArray[np.float64] | None,
        now: float,
        *more: str,
    ) -> None:
        """Add `amounts` of the rows in `mask`, or 1 each; `more` are values of labels behind those of the groups."""
        of_row = groups.where(mask)
        if not len(of_row):
            return
        picked = None if amounts is None else amounts[mask]
        size = len(groups.labels)
        present = np.bincount(of_row, minlength=size)
        totals = np.bincount(of_row, weights=picked, minlength=size)
        found = np.flatnonzero(present)
        places = np.array([self._place((*groups.labels[each], *more)) for each in found.tolist()])
        np.add.at(self._totals, places, totals[found])
        self._seen[places] = now
        if self.edges and picked is not None:
            np.add.at(self._counts, places, self._histogram(of_row, picked, size)[found])

    def _histogram(
        self, of_row: NDArray[np.int64], amounts: NDArray[np.float64], size: int
    ) -> NDArray[np.int64]:
        width = len(self.edges) + 1
        buckets = np.searchsorted(np.array(self.edges), amounts, side="left")
        flat = np.bincount(of_row * width + buckets, minlength=size * width)
        return flat.reshape(size, width)

    def _place(self, labels: tuple[str, ...]) -> int:
        place = self._places.get(labels)
        if place is not None:
            return place
        if not self.budget.take():
            labels = tuple(
                value if name in self.bounded else OTHER
                for name, value in zip(self.labels, labels, strict=True)
            )
            if (place := self._places.get(labels)) is not None:
                return place
        place = len(self._places)
        self._places[labels] = place
        if place >= len(self._totals):
            self._grow(max(64, 2 * place))
        return place

    def _grow(self, rows: int) -> None:
        more = rows - len(self._totals)
        width = len(self.edges) + 1 if self.edges else 0
        counts = self._counts.reshape(-1, width) if len(self._counts) else np.zeros((0, width))
        self._totals = np.append(self._totals, np.zeros(more))
        self._seen = np.append(self._seen, np.zeros(more))
        self._counts = np.vstack([counts, np.zeros((more, width))]).astype(np.int64)

    def family(self) -> Family:
        """Return the metric as it stands."""
        return Family(self.name, self.text, self.labels, self.edges, list(self._series()))

    def _series(self) -> Iterator[Series]:
        totals, seen = self._totals.tolist(), self._seen.tolist()
        counts = self._counts.tolist() if self.edges else []
        for labels, place in self._places.items():
            buckets = tuple(counts[place]) if self.edges else ()
            yield Series(labels, totals[place], buckets, seen[place])

    def expire(self, before: float) -> None:
        """Forget series that did not change since `before`; if they come again they begin at 0."""
        used = len(self._places)
        kept = np.flatnonzero(self._seen[:used] >= before)
        if len(kept) == used:
            return
        names = list(self._places)
        self._places = {names[old]: new for new, old in enumerate(kept.tolist())}
        self._totals, self._seen = self._totals[kept], self._seen[kept]
        self._counts = self._counts[kept]
        self.budget.used = max(self.budget.used - (used - len(kept)), 0)

    def dump(self) -> tuple[str, bytes]:
        """Return what `load` takes up: the shape with the label sets as JSON, and the numbers as bytes."""
        used = len(self._places)
        head = [self.name, self.labels, self.edges, list(self._places)]
        arrays = (self._totals[:used], self._seen[:used], self._counts[:used])
        return json.dumps(head), b"".join(each.tobytes() for each in arrays)

    def load(self, head: str, numbers: bytes) -> bool:
        """Take up what `dump` returned; False where it is of another shape, and then nothing changes."""
        name, labels, edges, places = json.loads(head)
        if (name, tuple(labels), tuple(edges)) != (self.name, self.labels, self.edges):
            return False
        used, width = len(places), len(self.edges) + 1 if self.edges else 0
        values = np.frombuffer(numbers, np.float64, 2 * used).reshape(2, used)
        counts = np.frombuffer(numbers, np.int64, used * width, 16 * used)
        self._places = {tuple(each): place for place, each in enumerate(places)}
        self._totals, self._seen = values[0].copy(), values[1].copy()
        self._counts = counts.reshape(used, width).copy()
        self.budget.used += used
        return True
