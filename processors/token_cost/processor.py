"""The processor `token_cost`: a look-up for each distinct model, column arithmetic, one write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from processors.token_cost import dialects
from processors.token_cost.arithmetic import price_spans
from processors.token_cost.prices import PriceBook
from processors.token_cost.tokens import read_tokens
from processors.token_cost.tree import ancestors, depths, parents
from spanmill.component import Reads
from spanmill.kernel import Upsert
from spanmill.model.arrays import array, bools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from processors.token_cost.config import TokenCostConfig
    from processors.token_cost.tokens import Tokens
    from spanmill.component import Settings
    from spanmill.kernel import ColumnKey, SpanBatch

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.int32]

__all__ = ["TokenCostProcessor"]

REASONS = (
    "", "no_model", "unknown_provider", "unknown_model", "no_usage", "unit_not_reported",
    "usage_inconsistent",
)  # fmt: skip
SOURCES = ("reported", "computed", "estimated", "unpriced")
REPORTED, COMPUTED, ESTIMATED, UNPRICED = range(4)
NONE, CALL, SUM = range(3)
STANDARD = {
    "gen_ai.usage.input_tokens": "input",
    "gen_ai.usage.output_tokens": "output",
    "gen_ai.usage.cache_read.input_tokens": "cache_read",
    "gen_ai.usage.cache_creation.input_tokens": "cache_write",
}
STANDARD_TEXT: dict[str, tuple[str, ...]] = {
    "gen_ai.provider.name": dialects.PROVIDER,
    "gen_ai.request.model": dialects.REQUEST_MODEL,
}
MINUTE_NS = np.uint64(60 * 10**9)


class TokenCostProcessor:
    """Prices model calls and says which part of a cost is counted once."""

    def __init__(self, config: TokenCostConfig, settings: Settings) -> None:
        self._config, self._settings = config, settings
        self._book = PriceBook(config.rules)
        keys: set[ColumnKey] = {*dialects.FIELDS}
        if config.estimate.enabled:
            keys |= {dialects.INPUT_TEXT, dialects.OUTPUT_TEXT}
        if config.write_gen_ai_cost:
            keys.add("gen_ai.usage.cost")
        if config.normalize:
            keys |= {*STANDARD, *STANDARD_TEXT, "gen_ai.usage.cache_write.input_tokens"}
        self.reads = Reads(span=frozenset(keys))

    def start(self) -> None:
        """Nothing to read."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Write the cost of every model call of the batch."""
        if not batch.num_spans:
            return (batch,)
        provider, vendors = text(batch, dialects.PROVIDER)
        tokens = read_tokens(batch, self._config, vendors, provider)
        kind = kinds(batch, tokens)
        if not kind.any():
            return (batch,)
        edits = self._price(batch, tokens, kind)
        if self._config.normalize:
            edits += normalized(batch, tokens, kind)
        return (batch.upsert(edits),)

    def stop(self) -> None:
        """Nothing to release."""

    def _price(self, batch: SpanBatch, tokens: Tokens, kind: NDArray[np.int8]) -> list[Upsert]:
        count = batch.num_spans
        rows, reason, from_rule = self._rows(batch, kind)
        reason = np.where(tokens.junk, REASONS.index("usage_inconsistent"), reason)
        reason = np.where(
            ~tokens.known & ~tokens.junk & (rows >= 0), REASONS.index("no_usage"), reason
        )
        total, parts = np.full(count, np.nan), np.zeros((count, 4))
        ready = np.flatnonzero((reason == 0) & (rows >= 0))
        if len(ready):
            counts = [
                each[ready]
                for each in (
                    tokens.input,
                    tokens.cache_read,
                    tokens.cache_write,
                    tokens.output,
                    tokens.reasoning,
                )
            ]
            total[ready], parts[ready] = price_spans(rows[ready], counts, self._book.rows)
        computed = ~np.isnan(total)
        reason = np.where((reason == 0) & ~computed, REASONS.index("usage_inconsistent"), reason)
        source = np.where(computed, np.where(tokens.estimated, ESTIMATED, COMPUTED), UNPRICED)
        self._take_reported(batch, kind, total, source)
        counted = counted_once(batch, kind, total, tokens)
        # an agent or chain without a price says nothing of its own
        shown = (kind == CALL) | ((kind == SUM) & (source != UNPRICED))
        return self._edits(
            batch, shown, (total, parts, counted), (source, reason), computed & ~from_rule
        )

    def _rows(
        self, batch: SpanBatch, kind: NDArray[np.int8]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Mask]:
        """Look up each distinct model once, and once a minute where its price depends on time."""
        count = batch.num_spans
        fields = [
            text(batch, keys)
            for keys in (
                dialects.PROVIDER,
                dialects.RESPONSE_MODEL,
                dialects.REQUEST_MODEL,
                dialects.SERVICE_TIER,
            )
        ]
        chosen = np.flatnonzero(kind)
        mixed = np.zeros(len(chosen), np.int64)
        for codes, names in fields:
            mixed = np.unique(mixed * (len(names) + 1) + codes[chosen] + 1, return_inverse=True)[
                1
            ].reshape(-1)
        _, first, back = np.unique(mixed, return_index=True, return_inverse=True)
        found = [
            self._book.find(
                *((names[codes[row]] if codes[row] >= 0 else "") for codes, names in fields)
            )
            for row in chosen[first].tolist()
        ]
        rows, reason = np.full(count, -1, np.int64), np.zeros(count, np.int64)
        from_rule = np.zeros(count, bool)
        rows[chosen] = np.array([each.row for each in found], np.int64)[back]
        reason[chosen] = np.array([REASONS.index(each.reason) for each in found], np.int64)[back]
        from_rule[chosen] = np.array([each.from_rule for each in found], bool)[back]
        timed = np.array([each.model is not None for each in found], bool)[back]
        if timed.any():
            at, which = chosen[timed], back[timed].astype(np.int64)
            minute = self._minutes(batch)[at]
            pairs, again = np.unique(which * 2**40 + minute, return_inverse=True)
            rows[at] = np.array(
                [
                    self._book.row_at(found[pair >> 40], pair & (2**40 - 1))
                    for pair in pairs.tolist()
                ],
                np.int64,
            )[again]
            reason[at] = np.where(rows[at] < 0, REASONS.index("unit_not_reported"), reason[at])
        return rows, reason, from_rule

    def _minutes(self, batch: SpanBatch) -> NDArray[np.int64]:
        """Return when spans started, in minutes since the epoch.

        A span without a start began now.
        """
        minute = (array(batch.column("start_unix_nano"), np.uint64) // MINUTE_NS).astype(np.int64)
        return np.where(minute == 0, int(self._settings.clock() // 60), minute)

    def _take_reported(
        self,
        batch: SpanBatch,
        kind: NDArray[np.int8],
        total: NDArray[np.float64],
        source: NDArray[np.int64],
    ) -> None:
        """Put reported costs in place of computed ones.

        A reported 0 is what gateways say of models that they do not know.
        """
        if self._config.reported_cost == "prefer":
            reported = array(batch.attribute_f64(dialects.REPORTED), np.float64)
            good = (kind != NONE) & np.isfinite(reported) & (reported > 0)
            total[good], source[good] = reported[good], REPORTED
        flags, valid = batch.attribute_bool(dialects.CACHE_HIT)
        words, names = text(batch, (dialects.CACHE_HIT))
        hit = bools(flags) & bools(valid)
        hit |= np.array([*(name.lower() == "true" for name in names), False])[words]
        hit &= kind == CALL
        total[hit], source[hit] = 0.0, REPORTED

    def _edits(
        self,
        batch: SpanBatch,
        shown: Mask,
        money: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
        why: tuple[NDArray[np.int64], NDArray[np.int64]],
        listed: Mask,
    ) -> list[Upsert]:
        (total, parts, counted), (source, reason) = money, why
        priced = shown & (source != UNPRICED)
        computed = priced & (source != REPORTED)
        flags = priced.astype(np.uint8)
        edits = [
            Upsert.f64("spanmill.cost.total", total, flags),
            Upsert.f64("spanmill.cost.counted", counted, flags),
            Upsert.f64_list("spanmill.cost.parts", parts.reshape(-1), 4, computed.astype(np.uint8)),
            Upsert.text("spanmill.cost.source", codes_where(shown, source), SOURCES),
            Upsert.text("spanmill.cost.reason", codes_where(shown & ~priced, reason), REASONS),
            Upsert.text(
                "spanmill.cost.price_version",
                codes_where(computed, np.where(listed, 0, 1)),
                (self._book.version, "rule"),
            ),
        ]
        if self._config.write_gen_ai_cost:
            absent = array(batch.attribute_kind("gen_ai.usage.cost"), np.uint8) == 0
            edits.append(Upsert.f64("gen_ai.usage.cost", total, (priced & absent).astype(np.uint8)))
        self._count(source[shown], reason[shown & ~priced])
        return edits

    def _count(self, source: NDArray[np.int64], reason: NDArray[np.int64]) -> None:
        for code, number in enumerate(np.bincount(source, minlength=len(SOURCES)).tolist()):
            if number:
                self._settings.metrics.count("calls", number, source=SOURCES[code])
        for code, number in enumerate(np.bincount(reason, minlength=len(REASONS)).tolist()):
            if number:
                self._settings.metrics.count("unpriced_calls", number, reason=REASONS[code])


def text(batch: SpanBatch, key: ColumnKey) -> tuple[Codes, list[str]]:
    """Return the codes and distinct texts of a column; -1 is the last place of a longer table."""
    codes, names = batch.attribute_dict(key)
    return array(codes, np.int32), names


def codes_where(mask: Mask, codes: NDArray[np.int64]) -> Codes:
    """Return codes for the spans of a mask and -1 for all others."""
    return np.where(mask, codes, -1).astype(np.int32)


def kinds(batch: SpanBatch, tokens: Tokens) -> NDArray[np.int8]:
    """Tell calls of a model, sums over such calls, and everything else apart."""
    codes, names = text(batch, dialects.OPERATION)
    sums = np.array([*(name.lower() in dialects.AGGREGATE for name in names), False])[codes]
    never = np.array([*(name.lower() in dialects.NEVER for name in names), False])[codes]
    model = np.zeros(batch.num_spans, bool)
    for keys in (dialects.RESPONSE_MODEL, dialects.REQUEST_MODEL):
        model |= text(batch, keys)[0] >= 0
    reported = (tokens.known & ~tokens.estimated) | tokens.junk
    call = (model | reported) & ~sums & ~never
    return np.where(call, CALL, np.where(sums & reported, SUM, NONE)).astype(np.int8)


def counted_once(
    batch: SpanBatch, kind: NDArray[np.int8], total: NDArray[np.float64], tokens: Tokens
) -> NDArray[np.float64]:
    """Return what each span adds to a sum over spans.

    Of calls with the same response id the deepest counts. Of nested calls the inner ones count, and
    the outer one with the share of its tokens that they do not have.
    A sum counts only where nothing below it did.
    """
    counted = np.where(np.isnan(total), 0.0, total)
    relevant = (kind != NONE) & ~np.isnan(total)
    if relevant.sum() < 2:  # noqa: PLR2004  # one call cannot be counted twice
        return counted
    near = ancestors(parents(batch), relevant)
    depth = depths(near)
    duplicate = repeated(batch, kind == CALL, depth)
    counted[duplicate] = 0.0
    size = (tokens.input + tokens.output).astype(np.float64)
    below, tokens_below = np.zeros(len(near), bool), np.zeros(len(near))
    for level in range(int(depth[relevant].max()), -1, -1):
        rows = np.flatnonzero(relevant & (depth == level))
        with np.errstate(invalid="ignore", divide="ignore"):
            rest = np.where(
                size[rows] > 0, np.maximum(size[rows] - tokens_below[rows], 0) / size[rows], 0.0
            )
        share = np.where(below[rows], np.where(kind[rows] == SUM, 0.0, rest), 1.0)
        counted[rows] *= share
        counts = below[rows] | ((kind[rows] == CALL) & ~duplicate[rows]) | (kind[rows] == SUM)
        covered = np.where(
            kind[rows] == CALL,
            np.maximum(size[rows] * ~duplicate[rows], tokens_below[rows]),
            tokens_below[rows],
        )
        up = near[rows] >= 0
        np.logical_or.at(below, near[rows][up], counts[up])
        np.add.at(tokens_below, near[rows][up], covered[up])
    return counted


def repeated(batch: SpanBatch, call: Mask, depth: NDArray[np.int64]) -> Mask:
    """Return the calls whose response id a deeper or later call has too."""
    codes, _ = text(batch, dialects.RESPONSE_ID)
    mask = np.zeros(len(codes), bool)
    rows = np.flatnonzero(call & (codes >= 0))
    rows = rows[np.lexsort((depth[rows], codes[rows]))]
    mask[rows[:-1]] = codes[rows[:-1]] == codes[rows[1:]]
    return mask


def normalized(batch: SpanBatch, tokens: Tokens, kind: NDArray[np.int8]) -> list[Upsert]:
    """Return the standard's names where a call has only those of another dialect."""
    call = kind == CALL
    wanted = call & tokens.known & ~tokens.estimated & ~tokens.junk
    edits = []
    for key, field in STANDARD.items():
        values: NDArray[np.int64] = getattr(tokens, field)
        absent = array(batch.attribute_kind(key), np.uint8) == 0
        if field == "cache_write":
            absent &= (
                array(batch.attribute_kind("gen_ai.usage.cache_write.input_tokens"), np.uint8) == 0
            )
        edits.append(Upsert.i64(key, values, (wanted & absent & (values > 0)).astype(np.uint8)))
    for key, keys in STANDARD_TEXT.items():
        codes, names = text(batch, keys)
        absent = array(batch.attribute_kind(key), np.uint8) == 0
        edits.append(Upsert.text(key, codes_where(call & absent, codes.astype(np.int64)), names))
    return edits
