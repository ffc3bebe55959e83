"""The processor `token_cost`: one pass of the kernel, which asks for what it does not know yet."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import numpy as np

from processors.token_cost.dialects import JSON_SOURCES
from processors.token_cost.explain import explained
from processors.token_cost.price_list import newest_price, price_list_version, read_list
from processors.token_cost.prices import REASONS, PriceBook
from processors.token_cost.rules import compiled
from processors.token_cost.tables import OWN, columns, other_names, specification
from spanmill.component import Reads
from spanmill.kernel import Pricer
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from processors.token_cost.config import TokenCostConfig
    from spanmill.component import Settings
    from spanmill.kernel import CostReport, SpanBatch

__all__ = ["TokenCostProcessor"]

SOURCES = ("reported", "computed", "estimated", "unpriced")
MOVED = frozenset({
    "operation", "provider", "response_model", "request_model", "response_id", "input", "output",
    "cache_read", "cache_write", "reasoning", "input_audio", "output_audio", "input_image",
    "output_image", "first_chunk", "conversation", "agent", "session", "user", "stream",
    "finish_reasons",
})  # fmt: skip
"""Fields whose values are written under the standard's name."""

MAX_LISTED = 50
LIBRARY_NAMES = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cache_read": "cache_read_tokens",
    "cache_write": "cache_write_tokens",
    "cache_write_1h": "cache_write_1h_tokens",
    "reasoning": "output_reasoning_tokens",
}


class TokenCostProcessor:
    """Prices model calls and says which part of a cost is counted once."""

    def __init__(self, config: TokenCostConfig, settings: Settings) -> None:
        self._config, self._settings = config, settings
        fields = columns(config)
        self._pricer = Pricer(specification(config, fields))
        self._rules = compiled(config.rules, config.currencies)
        self._book = PriceBook(self._rules, self._pricer)
        self._others = other_names(config)
        self._originals = sorted(
            {key for name, names in fields.items() if name in MOVED for key in names[1:]}
        )
        self._watched = ExitStack()
        self.reads = Reads(span=frozenset({*fields.values(), *(each.key for each in JSON_SOURCES)}))

    def start(self) -> None:
        """Read the price list, so that no request waits for it."""
        read_list()
        self.stop()
        metrics = self._settings.metrics
        self._watched.callback(metrics.watch(self._count))
        self._watched.callback(
            metrics.level("price_data_age_seconds", self._age_s, prices=price_list_version())
        )

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Write the cost of every model call of the batch."""
        now = int(self._settings.clock())
        priced, report = batch.price(self._pricer, now)
        while priced is None:
            if report.stale:
                # what a client writes under these names would be counted as money
                batch = batch.remove(OWN)
            self._answer(report)
            priced, report = batch.price(self._pricer, now)
        return (self._cleaned(priced, report),)

    def stop(self) -> None:
        """Count the last calls, and say no longer how old the prices are."""
        self._watched.close()

    def _age_s(self) -> float:
        now = datetime.fromtimestamp(self._settings.clock(), UTC)
        newest = newest_price(now.date())
        if newest is None:
            return float("nan")
        return (now - datetime.combine(newest, time(), UTC)).total_seconds()

    def details(self) -> Mapping[str, Any]:
        """Return which prices these are, rules that met no call, and models without a price."""
        today = datetime.fromtimestamp(self._settings.clock(), UTC).date()
        newest = newest_price(today)
        calls: Counter[tuple[str, str, str]] = Counter()
        for names, reason, number in self._pricer.unpriced(MAX_LISTED):
            provider, response, request, _, _ = names
            calls[provider, response or request, REASONS[reason]] += number
        return {
            "price_version": price_list_version(),
            "newest_price_since": str(newest) if newest else "",
            "rules_without_calls": [
                {
                    "rule": f"rules.{place}",
                    "model": self._rules[place].model,
                    "provider": self._rules[place].provider,
                }
                for place in self._book.unmet()
            ],
            "unpriced": [
                {"provider": provider, "model": model, "reason": reason, "calls": number}
                for (provider, model, reason), number in calls.most_common()
            ],
        }

    def explain(
        self, names: Mapping[str, str], counts: Mapping[str, int], when: datetime
    ) -> Sequence[tuple[str, str]]:
        """Return how a call is priced, as pairs of a heading and a text."""
        asked = (names["provider"], "", names["model"], names["tier"], "")
        given = {LIBRARY_NAMES[name]: count for name, count in counts.items()}
        return explained(self._rules, asked, given, when)

    def _answer(self, report: CostReport) -> None:
        for names in report.models:
            self._book.answer_model(names)
        for usage in report.usages:
            self._book.answer_usage(usage)

    def _cleaned(self, batch: SpanBatch, report: CostReport) -> SpanBatch:
        """Remove names that others have taken the place of."""
        if renamed := report.renamed:
            mask = np.zeros(batch.num_spans, np.uint8)
            mask[renamed] = 1
            batch = batch.remove(self._others, mask=mask)
        if self._config.drop_originals and self._config.normalize:
            calls: NDArray[np.uint8] = array(batch.attribute_kind(OWN), np.uint8)
            batch = batch.remove(self._originals, mask=np.minimum(calls, 1))
        return batch

    def _count(self) -> None:
        sources, reasons = self._pricer.take_counts()
        count = self._settings.metrics.count
        for place, number in sources:
            count("calls", number, source=SOURCES[place])
        for place, number in reasons:
            count("unpriced_calls", number, reason=REASONS[place])
