"""Numbers and booleans as texts, in the Collector's spelling."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["decimal_text", "flag_text"]


def decimal_text(value: float) -> str:
    """Spell a number as the Collector does: with an exponent only from 1e21 and below 1e-6.

    What is no number of JSON is `NaN`, `Infinity` or `-Infinity`.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-6 <= abs(value) < 1e21:  # noqa: PLR2004  # see above
        return np.format_float_positional(value, trim="-")
    return repr(value).replace("e-0", "e-")


def flag_text(value: bool) -> str:  # noqa: FBT001  # it is the value
    """Spell a boolean as JSON does."""
    return str(value).lower()
