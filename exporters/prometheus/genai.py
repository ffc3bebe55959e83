"""Cost, tokens and times of model calls, by provider and model, as `token_cost` left them.

Traps: a call that is seen twice (by the SDK and by the gateway) is billed once, and
`spanmill.cost.counted` says by which span; tokens follow it. Of a parent that is billed only for
what exceeds its children, tokens count by the same share. Kinds of tokens do not overlap, so that
their sum is the number of tokens: cache reads and writes are taken out of the input, reasoning out
of the output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exporters.prometheus.conventions import ERROR_TYPE, Conventions
from exporters.prometheus.model_calls import PRICED, REQUEST_MODEL, RESPONSE_MODEL
from exporters.prometheus.names import among, known_models
from exporters.prometheus.tokens import TOKEN_KEYS, TOKEN_TYPES, token_columns
from spanmill.component import Reads
from spanmill.model.arrays import array, trace_ids
from spanmill.model.label_columns import attribute_label, resource_label
from spanmill.model.span_metrics import SERVICE
from spanmill.model.tally import Codes, Counter, Histogram, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.prometheus.model_calls import Mask, ModelCalls, Numbers
    from spanmill.kernel import ColumnKey
    from spanmill.model.span_metrics import Dimension
    from spanmill.model.tally import Budget, Located

__all__ = ["GenAiMetrics"]

OPERATION = "gen_ai.operation.name"
FIRST_CHUNK_S = "gen_ai.response.time_to_first_chunk"
KEYS: frozenset[ColumnKey] = frozenset({
    OPERATION, RESPONSE_MODEL, REQUEST_MODEL, *TOKEN_KEYS, FIRST_CHUNK_S,
})  # fmt: skip
NO_CALLS = frozenset({
    "invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "plan", "retrieval",
    "fetch_response",
})  # fmt: skip
"""Operations that stand around model calls or beside them."""
NOT_ITS_OWN = frozenset({"duplicate", "non_inference"})
"""Reasons of unpriced spans that are no call of their own."""
UNPRICED = frozenset({"unpriced", "estimated"})
COST_BUCKETS_USD = (1e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 50.0)
FIRST_CHUNK_BUCKETS_S = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0)


class GenAiMetrics:
    """Counts the model calls of the batches that it sees. Not safe for several threads."""

    def __init__(
        self,
        dimensions: Sequence[Dimension],
        buckets_s: tuple[float, ...],
        budget: Budget,
        *,
        exemplars: bool = False,
        conventions: bool = True,
    ) -> None:
        self._dimensions = dimensions
        self._conventions = Conventions(budget, exemplars=exemplars) if conventions else None
        keys = KEYS | {ERROR_TYPE} if conventions else KEYS
        self.reads = Reads(
            span=keys | {each.attribute for each in dimensions},
            resource=frozenset({SERVICE, *(each.attribute for each in dimensions)}),
        )
        self._cost = Counter(
            "genai_cost_usd", "Cost of model calls in US dollars.", "source", PRICED
        )
        self._tokens = Counter(
            "genai_tokens", "Tokens of model calls; the types do not overlap.", "type", TOKEN_TYPES
        )
        self._saved = Counter(
            "genai_saved_tokens",
            "Tokens of calls that a gateway's cache answered, which no provider bills.",
            "type",
            TOKEN_TYPES,
        )
        self._request_cost = Histogram(
            "genai_request_cost_usd",
            "Cost of single model calls in US dollars.",
            COST_BUCKETS_USD,
            exemplars,
        )
        self._first_chunk = Histogram(
            "genai_time_to_first_chunk_seconds",
            "Time until the first chunk of a streamed answer.",
            FIRST_CHUNK_BUCKETS_S,
            exemplars,
        )
        self._duration = Histogram(
            "genai_request_duration_seconds", "Durations of model calls.", buckets_s, exemplars
        )
        self._unpriced = Counter(
            "genai_unpriced_calls", "Model calls without a price, by the reason why."
        )
        labels = ("provider", "model", "operation", "service", *(each.label for each in dimensions))
        measures = (
            self._cost, self._tokens, self._saved, self._request_cost, self._first_chunk,
            self._duration,
        )  # fmt: skip
        self._calls = Table(labels, measures, budget)
        self._reasons = Table(("reason", "provider"), (self._unpriced,), budget)
        more_tables = self._conventions.tables if self._conventions is not None else ()
        self.tables = (self._calls, self._reasons, *more_tables)

    def observe(self, calls: ModelCalls, now: float) -> None:
        """Count what bills of its own say."""
        operation = calls.text(OPERATION)
        own = _own_calls(calls, operation)
        calls, operation = calls.only(own), operation.at(np.flatnonzero(own))
        if not len(calls):
            return
        batch, rows = calls.batch, calls.rows
        service = resource_label(batch, SERVICE).at(rows)
        response, request = (
            known_models(calls.text(key), calls.reason) for key in (RESPONSE_MODEL, REQUEST_MODEL)
        )
        columns = [calls.provider, _first(response, request), operation, service]
        columns += [
            attribute_label(batch, each.attribute, each.default).at(rows)
            for each in self._dimensions
        ]
        traces = None
        if self._duration.remembers_traces:
            traces = trace_ids(batch.column("trace_id"))[rows]
        at = self._calls.locate(columns, len(calls), now, traces)
        tokens = self._observe_money(calls, at)
        duration = array(batch.column("duration_ns"), np.int64)[rows].astype(np.float64) * 1e-9
        self._duration.add(at, duration)
        first = calls.numbers(FIRST_CHUNK_S)
        if first is not None:
            self._first_chunk.add(at, first, (first >= 0) & (first < np.inf))
        self._observe_unpriced(calls, now)
        if self._conventions is not None:
            columns = [operation, calls.provider, request, response, service]
            self._conventions.observe(calls, columns, tokens, (duration, first), at)

    def _observe_money(self, calls: ModelCalls, at: Located) -> Numbers:
        """Count what is billed. Returns billed tokens, a row an entry of `TOKEN_TYPES`."""
        source, counted, total = calls.source, calls.counted, calls.total
        places = np.array([_place(PRICED, each) for each in source.values])[source.rows]
        billed = (places < len(PRICED)) & (counted > 0) & (counted < np.inf)
        tokens = token_columns(calls)
        if billed.any():
            self._cost.add_to(at, places, counted, billed)
            self._request_cost.add(at, counted, billed)
            partly = billed & (total > counted)
            if partly.any():
                tokens[:, partly] = np.rint(tokens[:, partly] * (counted[partly] / total[partly]))
        # no gateway reports 0: this is what a call costs that its cache answered
        if "reported" in source.values:
            hit = (places == PRICED.index("reported")) & (total == 0)
            self._saved.add(at, *np.where(hit, tokens, 0.0))
            tokens[:, hit] = 0.0
        self._tokens.add(at, *tokens)
        return tokens

    def _observe_unpriced(self, calls: ModelCalls, now: float) -> None:
        if not UNPRICED.isdisjoint(calls.source.values):
            lost = calls.only(among(calls.source, UNPRICED))
            self._unpriced.add(self._reasons.locate([lost.reason, lost.provider], len(lost), now))


def _own_calls(calls: ModelCalls, operation: Codes) -> Mask:
    """Return the rows that are a model call and not another span's view of one."""
    priced = among(calls.source, PRICED)
    own: Mask = priced & (calls.counted > 0)
    if own.all():
        return own
    free = priced & (calls.total == 0)
    unbilled = ~priced & ~among(calls.reason, NOT_ITS_OWN)
    own |= (free | unbilled) & ~among(operation, NO_CALLS)
    return own


def _first(first: Codes, second: Codes) -> Codes:
    """Return the first label where it has a value, else the second."""
    absent = first.rows == 0  # every label begins with the value of rows that have none
    if not absent.any():
        return first
    rows = np.where(absent, second.rows + len(first.values), first.rows)
    return Codes(rows, [*first.values, *second.values])


def _place(names: tuple[str, ...], text: str) -> int:
    return names.index(text) if text in names else len(names)
