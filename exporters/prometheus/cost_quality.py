"""How far costs can be trusted: their sources, estimates, and what gateways say against the list.

Traps: a call without a price that is another view of a priced one (`duplicate`) is no call of its
own; estimates have series of their own, so that they are never added to what is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exporters.prometheus.names import among
from spanmill.component import Reads
from spanmill.model.tally import Counter, Histogram, Table

if TYPE_CHECKING:
    from exporters.prometheus.model_calls import ModelCalls, Numbers
    from spanmill.kernel import ColumnKey
    from spanmill.model.tally import Budget, Located

__all__ = ["CostQuality"]

COMPUTED = "spanmill.cost.computed"
SAVED, ESTIMATED = "spanmill.cost.saved", "spanmill.cost.estimated"
GUESSES = ("spanmill.usage.estimated_input_tokens", "spanmill.usage.estimated_output_tokens")
CONVENTION = "spanmill.usage.convention"
KEYS: frozenset[ColumnKey] = frozenset({COMPUTED, SAVED, ESTIMATED, *GUESSES, CONVENTION})
SOURCES = ("reported", "computed", "estimated", "unpriced", "incomplete")
"""The last one is no source: what is computed from the beginning of an answer that broke off."""
INCOMPLETE = frozenset({"usage_incomplete"})
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
        saved = Counter(
            "genai_saved_cost_usd", "What calls would have cost that a gateway's cache answered."
        )
        guesses = Counter(
            "genai_estimated_tokens",
            "Tokens of calls without usage, by the length of their text.",
            "type",
            ("input", "output"),
        )
        estimated = Counter("genai_estimated_cost_usd", "Cost of estimated tokens in US dollars.")
        self._conventions = Counter(
            "genai_usage_conventions",
            "Calls with cached tokens, by how it was told whether input includes them.",
        )
        self._amounts = ((saved, (SAVED,)), (guesses, GUESSES), (estimated, (ESTIMATED,)))
        measures = (self._priced, self._compared, self._drift, saved, guesses, estimated)
        self._calls = Table(("provider",), measures, budget)
        self._rules = Table(("rule", "provider"), (self._conventions,), budget)
        self.tables = (self._calls, self._rules)

    def observe(self, calls: ModelCalls, now: float) -> None:
        """Count the calls that were priced, or could not be."""
        calls = calls.only(calls.source.rows > 0)
        if not len(calls):
            return
        source = calls.source
        places = np.array([_place(name) for name in source.values])[source.rows]
        if not INCOMPLETE.isdisjoint(calls.reason.values):
            places[among(calls.reason, INCOMPLETE)] = SOURCES.index("incomplete")
        own = (places < len(SOURCES)) & ~among(calls.reason, ("duplicate",))
        at = self._calls.locate([calls.provider], len(calls), now)
        self._priced.add_to(at, places, np.ones(len(calls)), own)
        self._observe_amounts(calls, at)
        if calls.batch.has_attribute(CONVENTION):
            rule = calls.text(CONVENTION)
            told = np.flatnonzero(rule.rows > 0)
            columns = [rule.at(told), calls.provider.at(told)]
            self._conventions.add(self._rules.locate(columns, len(told), now))

    def _observe_amounts(self, calls: ModelCalls, at: Located) -> None:
        computed, total = calls.numbers(COMPUTED), calls.total
        if computed is not None:
            both = (computed > 0) & (computed < np.inf) & (total > 0) & (total < np.inf)
            self._compared.add(at, *np.where(both, [total, computed], 0.0))
            self._drift.add(at, total / np.where(both, computed, 1.0), both)
        for counter, keys in self._amounts:
            columns = [calls.numbers(key) for key in keys]
            if any(each is not None for each in columns):
                counter.add(at, *(_finite(each, len(calls)) for each in columns))


def _place(name: str) -> int:
    return SOURCES.index(name) if name in SOURCES else len(SOURCES)


def _finite(amounts: Numbers | None, num_rows: int) -> Numbers:
    """Return finite amounts above 0, and 0 for everything else."""
    if amounts is None:
        return np.zeros(num_rows)
    return np.where((amounts > 0) & (amounts < np.inf), amounts, 0.0)
