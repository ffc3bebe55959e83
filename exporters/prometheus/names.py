"""Names of models and providers as labels, bounded: clients make names up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spanmill.model.tally import Codes

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

__all__ = ["OTHER", "among", "known_models", "known_providers"]

OTHER = "other"
UNKNOWN_PROVIDER = frozenset({"unknown_provider"})
UNKNOWN_MODEL = UNKNOWN_PROVIDER | {"unknown_model"}
"""Reasons of calls whose names no price list and no rule has."""


def known_models(label: Codes, reason: Codes) -> Codes:
    """Return the label of models with one value for all that nobody knows."""
    return _with_other(label, reason, UNKNOWN_MODEL)


def known_providers(label: Codes, reason: Codes) -> Codes:
    """Return the label of providers, likewise."""
    return _with_other(label, reason, UNKNOWN_PROVIDER)


def _with_other(label: Codes, reason: Codes, reasons: frozenset[str]) -> Codes:
    if reasons.isdisjoint(reason.values):
        return label
    rows = np.where(among(reason, reasons), len(label.values), label.rows)
    return Codes(rows, [*label.values, OTHER])


def among(codes: Codes, texts: Collection[str]) -> NDArray[np.bool_]:
    """Return the rows whose text is one of `texts`."""
    table = np.fromiter((each in texts for each in codes.values), bool, len(codes.values))
    rows: NDArray[np.bool_] = table[codes.rows]
    return rows
