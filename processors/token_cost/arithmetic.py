"""Multiplies tokens by prices, exactly, for whole columns.

Below 2**53 pico-dollars ($9,007) an integer over 10**12 is the double nearest to the exact
decimal, which is what `float(calc_price(...).total_price)` returns too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from genai_prices.types import Usage

from processors.token_cost.prices import LEVELS, UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from processors.token_cost.prices import PriceRow

__all__ = ["price_spans"]

PICO = 10**12
EXACT = 2**53


def price_spans(
    rows: NDArray[np.int64], counts: Sequence[NDArray[np.int64]], prices: Sequence[PriceRow]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return totals, NaN where usage contradicts itself, and parts as they are written.

    `rows` names the price row of each span; `counts` are input, cache read, cache write, output,
    reasoning. Parts are input, output, cache read, cache write, four columns.
    """
    used, local = np.unique(rows, return_inverse=True)
    table = [prices[row] for row in used.tolist()]
    blank = ((0,) * len(UNITS),) * LEVELS
    pico = np.array([each.pico or blank for each in table], np.int64)
    starts = np.array([each.starts or (0,) * (LEVELS - 1) for each in table], np.int64)
    priced = np.array([each.priced for each in table], bool)[local]
    level = (counts[0][:, None] > starts[local]).sum(axis=1)
    sub = [np.where(priced[:, unit], counts[unit], 0) for unit in (1, 2, 4)]
    leaves = np.stack(
        [counts[0] - sub[0] - sub[1], sub[0], sub[1], counts[3] - sub[2], sub[2]], axis=1
    )
    cost = pico[local, level] * leaves
    total = cost.sum(axis=1)
    dollars = total / PICO
    for place in np.flatnonzero(total >= EXACT).tolist():
        dollars[place] = int(total[place]) / PICO  # Python divides integers of any size correctly
    parts = np.stack([cost[:, 0], cost[:, 3] + cost[:, 4], cost[:, 1], cost[:, 2]], axis=1) / PICO
    odd = np.array([each.pico is None for each in table], bool)[local]
    if odd.any():
        by_library(np.flatnonzero(odd), rows, counts, prices, dollars, parts)
    wrong = (leaves < 0).any(axis=1)
    dollars[wrong] = np.nan
    return dollars, parts


def by_library(
    places: NDArray[np.intp],
    rows: NDArray[np.int64],
    counts: Sequence[NDArray[np.int64]],
    prices: Sequence[PriceRow],
    dollars: NDArray[np.float64],
    parts: NDArray[np.float64],
) -> None:
    """Compute what no integer row can hold, once for each distinct usage."""
    keys = np.stack([rows, *counts], axis=1)[places]
    distinct, back = np.unique(keys, axis=0, return_inverse=True)
    for index, (row, *usage) in enumerate(distinct.tolist()):
        where = places[back.reshape(-1) == index]
        names = ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens")
        given = {**dict(zip(names, usage, strict=False)), "output_reasoning_tokens": usage[4]}
        try:
            price = prices[row].price.calc_price(Usage(**given))
        except ValueError:
            dollars[where] = np.nan
            continue
        dollars[where] = float(price["total_price"])
        parts[where] = (float(price["input_price"]), float(price["output_price"]), 0.0, 0.0)
