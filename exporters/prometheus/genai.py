"""Cost, tokens and times of model calls, by provider and model, from the attributes that `token_cost` writes.

Traps: a call that is seen twice (by the SDK and by the gateway) is billed once, and `spanmill.cost.counted` says by which
span; tokens follow it. Of a parent that is billed only for what exceeds its children, tokens count by the same share. Kinds of tokens
do not overlap, so that their sum is the number of tokens: cache reads and writes are taken out of the input, reasoning out
of the output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from spanmill.component import Reads
from spanmill.model.label_columns import attribute_label, resource_label, text_label
from spanmill.model.span_metrics import SERVICE
from spanmill.model.tally import Codes, Tally, group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from spanmill.kernel import ColumnKey, SpanBatch
    from spanmill.model.span_metrics import Dimension
    from spanmill.model.tally import Budget, Groups

    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

__all__ = ["GenAiMetrics"]

OPERATION = "gen_ai.operation.name"
PROVIDER = ("gen_ai.provider.name", "gen_ai.system")
MODEL = ("gen_ai.response.model", "gen_ai.request.model")
INPUT = ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
OUTPUT = ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
CACHE_READ = ("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens")
CACHE_WRITE = (
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
)
REASONING = ("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens")
FIRST_CHUNK_S = "gen_ai.response.time_to_first_chunk"
TOTAL, COUNTED = "spanmill.cost.total", "spanmill.cost.counted"
SOURCE, REASON = "spanmill.cost.source", "spanmill.cost.reason"
KEYS: frozenset[ColumnKey] = frozenset({
    OPERATION, PROVIDER, MODEL, INPUT, OUTPUT, CACHE_READ, CACHE_WRITE, REASONING, FIRST_CHUNK_S,
    TOTAL, COUNTED, SOURCE, REASON,
})  # fmt: skip
NO_CALLS = frozenset({
    "invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "plan", "retrieval", "fetch_response",
})  # fmt: skip
"""Operations that stand around model calls or beside them."""
NOT_ITS_OWN = frozenset({"duplicate", "non_inference"})
"""Reasons of unpriced spans that are no call of their own."""
UNPRICED, UNKNOWN_MODEL, OTHER = "unpriced", "unknown_model", "other"
SOURCES = ("reported", "computed", "estimated")
COST_BUCKETS_USD = (1e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 50.0)
FIRST_CHUNK_BUCKETS_S = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0)
MAX_TOKENS = 1e9
"""More in one call is no count of tokens; it is left out."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The model calls of a batch: columns of the rows that are one."""

    groups: Groups
    own: Mask
    """Rows that are a call and not another span's view of one."""
    source: Codes
    counted: Numbers
    share: Numbers
    """How much of each call counts here, 0 to 1."""


class GenAiMetrics:
    """Counts the model calls of the batches that it sees. Not safe for several threads."""

    def __init__(
        self, dimensions: Sequence[Dimension], buckets_s: tuple[float, ...], budget: Budget
    ) -> None:
        self._dimensions = dimensions
        self.reads = Reads(
            span=KEYS | {each.attribute for each in dimensions},
            resource=frozenset({SERVICE, *(each.attribute for each in dimensions)}),
        )
        more = tuple(each.label for each in dimensions)
        by = ("provider", "model", "operation", "service", *more)
        bounded = frozenset({"operation", "source", "type", "reason"})
        self._cost = Tally(
            "genai_cost_usd", "Cost of model calls in US dollars.",
            (*by, "source"), budget, bounded=bounded,
        )  # fmt: skip
        self._tokens = Tally(
            "genai_tokens", "Tokens of model calls; the types do not overlap.",
            (*by, "type"), budget, bounded=bounded,
        )  # fmt: skip
        self._unpriced = Tally(
            "genai_unpriced_calls", "Model calls without a price, by the reason why.",
            ("reason", "provider"), budget, bounded=bounded,
        )  # fmt: skip
        self._request_cost = Tally(
            "genai_request_cost_usd", "Cost of single model calls in US dollars.",
            by, budget, COST_BUCKETS_USD, bounded,
        )  # fmt: skip
        self._first_chunk = Tally(
            "genai_time_to_first_chunk_seconds", "Time until the first chunk of a streamed answer.",
            by, budget, FIRST_CHUNK_BUCKETS_S, bounded,
        )  # fmt: skip
        self._duration = Tally(
            "genai_request_duration_seconds", "Durations of model calls.",
            by, budget, buckets_s, bounded,
        )  # fmt: skip
        self.tallies = (
            self._cost, self._tokens, self._unpriced, self._request_cost, self._first_chunk,
            self._duration,
        )  # fmt: skip

    def observe(self, batch: SpanBatch, now: float) -> None:
        """Count the model calls of `batch`."""
        batch = _model_spans(batch)
        if batch.num_spans == 0:
            return
        calls = self._calls(batch)
        self._observe_cost(calls, now)
        self._observe_unpriced(batch, calls.source, now)
        self._observe_tokens(batch, calls, now)
        nanos = np.frombuffer(batch.column("duration_ns"), np.int64)
        self._duration.add(calls.groups, calls.own, nanos * 1e-9, now)
        first = np.frombuffer(batch.attribute_f64(FIRST_CHUNK_S))
        self._first_chunk.add(calls.groups, calls.own & (first >= 0) & (first < np.inf), first, now)

    def _calls(self, batch: SpanBatch) -> Calls:
        source = text_label(*batch.attribute_dict(SOURCE))
        reason = text_label(*batch.attribute_dict(REASON))
        total = np.frombuffer(batch.attribute_f64(TOTAL))
        counted = np.nan_to_num(np.frombuffer(batch.attribute_f64(COUNTED)), posinf=0.0)
        operation = attribute_label(batch, OPERATION)
        billed = (counted > 0) & _among(source, SOURCES)
        free = _among(source, SOURCES) & (total == 0)
        unbilled = ~_among(source, SOURCES) & ~_among(reason, NOT_ITS_OWN)
        own = billed | ((free | unbilled) & ~_among(operation, NO_CALLS))
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(billed & (total > 0), np.minimum(counted / total, 1.0), 1.0)
        columns = [
            attribute_label(batch, PROVIDER),
            _model(batch, reason),
            operation,
            resource_label(batch, SERVICE),
        ]
        columns += [attribute_label(batch, each.attribute, each.default) for each in self._dimensions]
        return Calls(
            group(columns, batch.num_spans), own, source, np.where(billed, counted, 0.0), share
        )

    def _observe_cost(self, calls: Calls, now: float) -> None:
        billed = calls.counted > 0
        for source in SOURCES:
            mask = billed & _among(calls.source, (source,))
            self._cost.add(calls.groups, mask, calls.counted, now, source)
        self._request_cost.add(calls.groups, billed, calls.counted, now)

    def _observe_unpriced(self, batch: SpanBatch, source: Codes, now: float) -> None:
        reason = text_label(*batch.attribute_dict(REASON))
        mask = _among(source, (UNPRICED,)) & ~_among(reason, NOT_ITS_OWN)
        if mask.any():
            groups = group([reason, attribute_label(batch, PROVIDER)], batch.num_spans)
            self._unpriced.add(groups, mask, None, now)

    def _observe_tokens(self, batch: SpanBatch, calls: Calls, now: float) -> None:
        given, out = _tokens(batch, INPUT), _tokens(batch, OUTPUT)
        read, write = _tokens(batch, CACHE_READ), _tokens(batch, CACHE_WRITE)
        thought = _tokens(batch, REASONING)
        inclusive = given >= read + write
        kinds = {
            "input_uncached": np.where(inclusive, given - read - write, given),
            "cache_read": read,
            "cache_write": write,
            "output": np.where(out >= thought, out - thought, out),
            "reasoning": thought,
        }
        for kind, tokens in kinds.items():
            amounts = np.rint(tokens * calls.share)
            self._tokens.add(calls.groups, calls.own & (amounts > 0), amounts, now, kind)


def _model_spans(batch: SpanBatch) -> SpanBatch:
    """Return the spans that say anything about a model: most spans of a trace do not."""
    present = np.zeros(batch.num_spans, bool)
    for key in (MODEL, SOURCE, INPUT, OUTPUT):
        present |= np.frombuffer(batch.attribute_kind(key), np.uint8) != 0
    return batch if present.all() else batch.filter(present.view(np.uint8))


def _among(codes: Codes, texts: Sequence[str] | frozenset[str]) -> Mask:
    table = np.fromiter((each in texts for each in codes.values), bool, len(codes.values))
    rows: Mask = table[codes.rows]
    return rows


def _model(batch: SpanBatch, reason: Codes) -> Codes:
    """Return the model as label; those that no price list knows share one, because clients make names up."""
    label = attribute_label(batch, MODEL)
    unknown = _among(reason, (UNKNOWN_MODEL,))
    rows = np.where(unknown, len(label.values), label.rows)
    return Codes(rows, [*label.values, OTHER])


def _tokens(batch: SpanBatch, key: ColumnKey) -> Numbers:
    """Return counts of tokens; what cannot be one is 0."""
    numbers = np.frombuffer(batch.attribute_f64(key))
    return np.where((numbers > 0) & (numbers <= MAX_TOKENS), numbers, 0.0)
