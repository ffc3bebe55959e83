"""Reads the tokens of model calls from columns, in the meaning that the standard gives them.

Afterwards input includes cached tokens and output includes reasoning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from processors.token_cost import dialects
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from processors.token_cost.config import TokenCostConfig
    from spanmill.kernel import SpanBatch

__all__ = ["Tokens", "read_tokens"]

MAX_TOKENS = 1e9
"""More than any call has; beyond it a count is junk."""
EXCLUSIVE_SCOPES = ("strands.telemetry", "openlit")
EXCLUSIVE_VENDORS = ("anthropic", "bedrock", "aws", "strands")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Counts by span, int64; 0 where not reported."""

    input: NDArray[np.int64]
    output: NDArray[np.int64]
    cache_read: NDArray[np.int64]
    cache_write: NDArray[np.int64]
    reasoning: NDArray[np.int64]
    known: NDArray[np.bool_]
    """Some usage is reported; input and output of 0 are none."""
    junk: NDArray[np.bool_]
    """A count is no number of tokens, or the parts exceed the whole."""
    estimated: NDArray[np.bool_]


def read_tokens(
    batch: SpanBatch, config: TokenCostConfig, provider: list[str], codes: NDArray[np.int32]
) -> Tokens:
    """Read, repair and where allowed estimate the tokens of every span."""
    junk = np.zeros(batch.num_spans, bool)
    counts = [
        count(batch, keys, junk)
        for keys in (
            dialects.INPUT,
            dialects.OUTPUT,
            dialects.CACHE_READ,
            dialects.CACHE_WRITE,
            dialects.REASONING,
        )
    ]
    read, written, cache_read, cache_write, reasoning = counts
    cached = cache_read + cache_write
    read = np.where(exclusive(batch, config, provider, codes, counts), read + cached, read)
    known = (read > 0) | (written > 0)
    junk |= (cached > read) | (reasoning > written)
    estimated = np.zeros(batch.num_spans, bool)
    if config.estimate.enabled and not known.all():
        guesses = [
            guess(batch, keys, config) for keys in (dialects.INPUT_TEXT, dialects.OUTPUT_TEXT)
        ]
        estimated = ~known & ~junk & ((guesses[0] > 0) | (guesses[1] > 0))
        read = np.where(estimated, guesses[0], read)
        written = np.where(estimated, guesses[1], written)
    return Tokens(
        read, written, cache_read, cache_write, reasoning, known | estimated, junk, estimated
    )


def count(batch: SpanBatch, keys: tuple[str, ...], junk: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Read one count; values that cannot be counts are 0 and marked in `junk`."""
    values = array(batch.attribute_f64(keys), np.float64)
    good = (values >= 0) & (values <= MAX_TOKENS) & (values == np.floor(values))
    junk |= (array(batch.attribute_kind(keys), np.uint8) > 0) & ~good
    return np.where(good, values, 0.0).astype(np.int64)


def guess(batch: SpanBatch, keys: tuple[str, ...], config: TokenCostConfig) -> NDArray[np.int64]:
    """Estimate tokens from the length of the text."""
    length = array(batch.attribute_length(keys), np.uint32)
    return np.ceil(np.minimum(length / config.estimate.bytes_per_token, MAX_TOKENS)).astype(
        np.int64
    )


def exclusive(
    batch: SpanBatch,
    config: TokenCostConfig,
    provider: list[str],
    codes: NDArray[np.int32],
    counts: list[NDArray[np.int64]],
) -> NDArray[np.bool_]:
    """Tell where reported input leaves cached tokens out.

    By instrumentation, then by the total, then because it cannot be otherwise.
    """
    read, written, cached = counts[0], counts[1], counts[2] + counts[3]
    has_cache = cached > 0
    if config.input_tokens != "auto" or not has_cache.any():
        return has_cache & (config.input_tokens == "exclusive")
    vendors = np.array(
        [*(any(each in name.lower() for each in EXCLUSIVE_VENDORS) for name in provider), False]
    )
    scopes, names = batch.text_dict("scope_name")
    known = np.array([*(name.startswith(EXCLUSIVE_SCOPES) for name in names), False])
    ruled = known[array(scopes, np.int32)] & vendors[codes]
    total = array(batch.attribute_f64(dialects.TOTAL), np.float64)
    by_total = total == read + written + cached
    inclusive = total == read + written
    mask: NDArray[np.bool_] = has_cache & (ruled | by_total | (~inclusive & (read < cached)))
    return mask
