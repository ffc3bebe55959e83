"""The share of model calls that have a cost, out of the counter of calls by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily

if TYPE_CHECKING:
    from prometheus_client import Metric

__all__ = ["CALLS", "coverage"]

CALLS = "genai_calls"
"""The counter, with a label `source`."""
PRICED = frozenset({"reported", "computed"})


def coverage(calls: Metric, name: str) -> GaugeMetricFamily:
    """Return the gauge called `name`: calls with a known cost by all calls, by other labels."""
    text = "Share of the model calls of genai_calls whose cost is known, 0 to 1."
    gauge = GaugeMetricFamily(name, text)
    sums: dict[tuple[tuple[str, str], ...], list[float]] = {}
    for each in calls.samples:
        labels = tuple((key, value) for key, value in each.labels.items() if key != "source")
        known, every = sums.setdefault(labels, [0.0, 0.0])
        priced = each.value if each.labels["source"] in PRICED else 0.0
        sums[labels] = [known + priced, every + each.value]
    for labels, (known, every) in sums.items():
        gauge.add_sample(name, dict(labels), known / every)
    return gauge
