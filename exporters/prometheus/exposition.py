"""Families of several folds as samples of `prometheus_client`.

Traps: a family may appear once in a page, so those of the same name are added up. Where their
histograms differ in bounds, only the bounds that all share are served: cumulative counts are exact
there and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from prometheus_client import Metric, samples
from prometheus_client.core import GaugeMetricFamily

from exporters.prometheus.coverage import CALLS, coverage
from spanmill import __version__
from spanmill.model.metric_names import label_name, metric_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spanmill.model.exemplars import Exemplar
    from spanmill.model.tally import Counted, Family

__all__ = ["Exposition"]

INFINITY = float("inf")
Labels = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Sum:
    """One label set over all folds; `counts` are cumulative."""

    total: float
    counts: list[int]
    seen: float
    exemplars: tuple[Exemplar, ...]

    def add(self, other: _Sum) -> None:
        self.total += other.total
        self.counts = [a + b for a, b in zip(self.counts, other.counts, strict=True)]
        self.seen = max(self.seen, other.seen)
        self.exemplars += other.exemplars

    def exemplar_by_edge(self, edges: list[float]) -> dict[float, Exemplar]:
        """Return the newest observation of each bucket."""
        by_time = sorted(self.exemplars, key=lambda each: each.seen)
        return {edges[bisect_left(edges, each.amount)]: each for each in by_time}


class Exposition:
    """A `Collector` of `prometheus_client` over the folds that `folds` returns."""

    def __init__(
        self,
        folds: Callable[[], Sequence[Counted]],
        *,
        namespace: str = "",
        const_labels: Mapping[str, str] | None = None,
        timestamps: bool = False,
    ) -> None:
        self._folds = folds
        self._prefix = f"{metric_name(namespace)}_" if namespace else ""
        self._const = {label_name(key): value for key, value in (const_labels or {}).items()}
        self._timestamps = timestamps

    def collect(self) -> Iterator[Metric]:
        """Return every metric; one without a series yet has its help and type."""
        info = GaugeMetricFamily("spanmill_build_info", "Always 1.", labels=["version"])
        info.add_metric([__version__], 1)
        yield info
        by_name: dict[str, list[Family]] = {}
        for fold in self._folds():
            for family in fold.families():
                by_name.setdefault(family.name, []).append(family)
        for name, families in by_name.items():
            metric = self._metric(families)
            yield metric
            if name == CALLS:
                yield coverage(metric, f"{self._prefix}genai_cost_coverage_ratio")

    def _metric(self, families: Sequence[Family]) -> Metric:
        edges = _shared_edges(families)
        name = self._prefix + families[0].name
        metric = Metric(name, families[0].text, "histogram" if edges else "counter")
        for labels, summed in _sums(families, edges).items():
            stamp = summed.seen if self._timestamps else None
            own = self._const | dict(labels)
            if not edges:
                metric.add_sample(f"{name}_total", own, summed.total, stamp)
                continue
            traces = summed.exemplar_by_edge(edges)
            for edge, count in zip(edges, summed.counts, strict=True):
                bucket = {**own, "le": _bound(edge)}
                trace = _exemplar(traces.get(edge))
                metric.add_sample(f"{name}_bucket", bucket, count, stamp, trace)
            metric.add_sample(f"{name}_count", own, summed.counts[-1], stamp)
            metric.add_sample(f"{name}_sum", own, summed.total, stamp)
        return metric


def _bound(edge: float) -> str:
    return "+Inf" if edge == INFINITY else str(float(edge))


def _exemplar(trace: Exemplar | None) -> samples.Exemplar | None:
    if trace is None:
        return None
    return samples.Exemplar({"trace_id": trace.trace_id}, trace.amount, trace.seen)


def _shared_edges(families: Sequence[Family]) -> list[float]:
    if not families[0].edges:
        return []
    shared = set(families[0].edges).intersection(*(each.edges for each in families))
    return [*sorted(shared), INFINITY]


def _sums(families: Sequence[Family], edges: list[float]) -> dict[Labels, _Sum]:
    sums: dict[Labels, _Sum] = {}
    for family in families:
        places = [[*family.edges, INFINITY].index(each) for each in edges]
        for series in family.series:
            cumulative = list(accumulate(series.counts))
            counts = [cumulative[place] for place in places]
            labels = tuple(sorted(zip(family.labels, series.labels, strict=True)))
            own = _Sum(series.total, counts, series.seen, series.exemplars)
            if (known := sums.get(labels)) is None:
                sums[labels] = own
            else:
                known.add(own)
    return sums
