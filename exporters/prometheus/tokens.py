"""Tokens of a batch of calls, as columns that do not overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from exporters.prometheus.model_calls import ModelCalls, Numbers
    from spanmill.kernel import ColumnKey

__all__ = ["INPUT", "OUTPUT", "TOKEN_KEYS", "TOKEN_TYPES", "token_columns"]

INPUT = ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
OUTPUT = ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
CACHE_READ = ("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens")
CACHE_WRITE = (
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
)
REASONING = ("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens")
TOKEN_KEYS: tuple[ColumnKey, ...] = (INPUT, CACHE_READ, CACHE_WRITE, OUTPUT, REASONING)
TOKEN_TYPES = ("input_uncached", "cache_read", "cache_write", "output", "reasoning")
MAX_TOKENS = 1e9
"""More in one call is no count of tokens; it is left out."""


def token_columns(calls: ModelCalls) -> Numbers:
    """Return a row an entry of `TOKEN_TYPES`; what cannot be a number of tokens is 0."""
    tokens = np.zeros((len(TOKEN_KEYS), len(calls)))
    for row, key in zip(tokens, TOKEN_KEYS, strict=True):
        if (counts := calls.numbers(key)) is not None:
            np.copyto(row, counts, where=(counts > 0) & (counts < MAX_TOKENS))
    given, read, write, out, thought = tokens
    cached = read + write
    given -= np.where(given >= cached, cached, 0.0)
    out -= np.where(out >= thought, thought, 0.0)
    return tokens
