"""How far costs can be trusted: their sources, estimates, and what gateways say against the list.

Traps: a call without a price that is another view of a priced one (`duplicate`) is no call of its
own; estimates have series of their own, so that they are never added to what is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exporters.prometheus.names import among, known_providers
from spanmill.component import Reads
from spanmill.model.arrays import array
from spanmill.model.label_columns import text_label
from spanmill.model.tally import Codes, Counter, Histogram, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spanmill.kernel import ColumnKey, SpanBatch
    from spanmill.model.tally import Budget, Located

    Numbers = NDArray[np.float64]

__all__ = ["CostQuality"]

PROVIDER = ("gen_ai.provider.name", "gen_ai.system")
SOURCE, REASON = "spanmill.cost.source", "spanmill.cost.reason"
TOTAL, COMPUTED = "spanmill.cost.total", "spanmill.cost.computed"
SAVED, ESTIMATED = "spanmill.cost.saved", "spanmill.cost.estimated"
GUESSES = ("spanmill.usage.estimated_input_tokens", "spanmill.usage.estimated_output_tokens")
CONVENTION = "spanmill.usage.convention"
KEYS: frozenset[ColumnKey] = frozenset({
    PROVIDER, SOURCE, REASON, TOTAL, COMPUTED, SAVED, ESTIMATED, *GUESSES, CONVENTION,
})  # fmt: skip
SOURCES = ("reported", "computed", "estimated", "unpriced")
DRIFT_BUCKETS = (0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.001, 1.01, 1.05, 1.1, 1.25, 2.0, 10.0)
"""What agrees to a thousandth lies in one bucket, between 0.999 and 1.001."""


class CostQuality:
    """Counts by provider what `token_cost` says of its own numbers."""

    def __init__(self, budget: Budget) -> None:
        self.reads = Reads(span=KEYS)
        self._priced = Counter(
            "genai_calls",
            "Model calls by where their cost comes from; what is not unpriced is the coverage.",
            "source",
            SOURCES,
        )
        self._compared = Counter(
            "genai_compared_cost_usd",
            "Cost of calls whose gateway reports one and whose price is known, by either.",
            "by",
            ("reported", "computed"),
        )
        self._drift = Histogram(
            "genai_cost_drift_ratio",
            "Cost that a gateway reports of a call, divided by what its price says.",
            DRIFT_BUCKETS,
        )
        self._saved = Counter(
            "genai_saved_cost_usd", "What calls would have cost that a gateway's cache answered."
        )
        self._guesses = Counter(
            "genai_estimated_tokens",
            "Tokens of calls without usage, by the length of their text.",
            "type",
            ("input", "output"),
        )
        self._estimated = Counter(
            "genai_estimated_cost_usd", "Cost of estimated tokens in US dollars."
        )
        self._conventions = Counter(
            "genai_usage_conventions",
            "Calls with cached tokens, by how it was told whether input includes them.",
        )
        measures = (
            self._priced, self._compared, self._drift, self._saved, self._guesses, self._estimated,
        )  # fmt: skip
        self._calls = Table(("provider",), measures, budget)
        self._rules = Table(("rule", "provider"), (self._conventions,), budget)
        self.tables = (self._calls, self._rules)

    def observe(self, batch: SpanBatch, now: float) -> None:
        """Count the calls of `batch` that were priced, or could not be."""
        codes, names = batch.attribute_dict(SOURCE)
        present = array(codes, np.int32) >= 0
        if not present.any():
            return
        if not present.all():
            batch = batch.filter(present.view(np.uint8))
            codes, names = batch.attribute_dict(SOURCE)
        places = np.array([_place(name) for name in names])[array(codes, np.int32)]
        reason = text_label(*batch.attribute_dict(REASON))
        own = (places < len(SOURCES)) & ~among(reason, ("duplicate",))
        provider = known_providers(text_label(*batch.attribute_dict(PROVIDER)), reason)
        at = self._calls.locate([provider], batch.num_spans, now)
        self._priced.add_to(at, places, np.ones(len(places)), own)
        self._observe_amounts(batch, at)
        self._observe_conventions(batch, provider, now)

    def _observe_amounts(self, batch: SpanBatch, at: Located) -> None:
        computed, total = _amounts(batch, COMPUTED), _amounts(batch, TOTAL)
        both = computed * total > 0
        if both.any():
            pairs = np.where(both, [total, computed], 0.0)
            self._compared.add(at, pairs.T)
            self._drift.add(at, total / np.where(both, computed, 1.0), batch, both)
        for counter, key in ((self._saved, SAVED), (self._estimated, ESTIMATED)):
            if (amounts := _amounts(batch, key)).any():
                counter.add(at, amounts)
        guesses = np.array([_amounts(batch, key) for key in GUESSES])
        if guesses.any():
            self._guesses.add(at, guesses.T)

    def _observe_conventions(self, batch: SpanBatch, provider: Codes, now: float) -> None:
        rule = text_label(*batch.attribute_dict(CONVENTION))
        mask = rule.rows > 0
        if mask.any():
            columns = [Codes(each.rows[mask], each.values) for each in (rule, provider)]
            self._conventions.add(self._rules.locate(columns, int(mask.sum()), now))


def _place(name: str) -> int:
    return SOURCES.index(name) if name in SOURCES else len(SOURCES)


def _amounts(batch: SpanBatch, key: str) -> Numbers:
    """Return finite amounts above 0, and 0 for everything else."""
    amounts = array(batch.attribute_f64(key), np.float64)
    return np.where((amounts > 0) & (amounts < np.inf), amounts, 0.0)
