"""The fold of the `prometheus` exporter: request rates, errors and latency of all spans, cost and tokens of model calls."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from exporters.prometheus.genai import GenAiMetrics
from spanmill.component import Reads
from spanmill.model import tally_state
from spanmill.model.span_metrics import SERVICE, Dimension, SpanMetrics, SpanMetricsShape
from spanmill.model.tally import Budget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.prometheus.config import PrometheusConfig
    from spanmill.component import Settings
    from spanmill.kernel import SpanBatch
    from spanmill.model.tally import Family

__all__ = ["PrometheusFold"]


class PrometheusFold:
    """Counts on the engine's thread, is read by scrapes: a lock keeps each scrape at one moment."""

    def __init__(self, config: PrometheusConfig, settings: Settings) -> None:
        dimensions = tuple(
            Dimension(each.name, each.attribute, each.default) for each in config.labels
        )
        budget = Budget(config.max_series)
        shape = SpanMetricsShape(dimensions=dimensions, buckets_s=config.buckets)
        self._spans = SpanMetrics(shape, budget)
        self._genai = GenAiMetrics(dimensions, config.buckets, budget)
        self._tables = (self._spans.table, *self._genai.tables)
        self._expiration_s = config.metric_expiration
        self._clock = settings.clock
        self._logger = settings.logger
        self._lock = Lock()
        keys = self._spans.attributes
        self.reads = self._genai.reads | Reads(span=keys, resource=keys | {SERVICE})

    def start(self) -> None:
        """Nothing to open."""

    def observe(self, batch: SpanBatch, sequence: int) -> None:
        """Count `batch`."""
        del sequence
        now = self._clock()
        with self._lock:
            self._spans.observe(batch, now)
            self._genai.observe(batch, now)

    def families(self) -> Sequence[Family]:
        """Return everything counted so far, without what expired."""
        with self._lock:
            if self._expiration_s > 0:
                before = self._clock() - self._expiration_s
                for table in self._tables:
                    table.expire(before)
            return [family for table in self._tables for family in table.families()]

    def snapshot(self) -> bytes:
        """Return the state, exact to the last bit."""
        with self._lock:
            return tally_state.dump(self._tables)

    def restore(self, state: bytes) -> None:
        """Take up a state; series whose labels or buckets the configuration has changed begin at 0."""
        with self._lock:
            try:
                missing = tally_state.load(self._tables, state)
            except ValueError as error:
                self._logger.warning("the state of metrics is damaged, they begin at 0", error=str(error))
                return
        if missing:
            self._logger.warning("metrics of a new shape begin at 0", metrics=missing)

    def stop(self) -> None:
        """Nothing to close."""
