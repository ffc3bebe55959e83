"""Metrics of model calls under the names of the GenAI semantic conventions, for dashboards of them.

Names and labels are spelt as OpenTelemetry's exporters spell them for Prometheus.
Source: semantic conventions 1.41, `gen-ai-metrics`, buckets included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spanmill.model.tally import Histogram, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.prometheus.model_calls import ModelCalls, Numbers
    from spanmill.model.tally import Budget, Codes, Located

__all__ = ["ERROR_TYPE", "Conventions"]

LABELS = (
    "gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model",
    "gen_ai_response_model", "service_name", "error_type",
)  # fmt: skip
ERROR_TYPE = "error.type"
NUM_INPUT_TYPES = 3
"""The first rows of tokens are input."""
TOKEN_BUCKETS = tuple(float(4**power) for power in range(14))
DURATION_BUCKETS_S = tuple(0.01 * 2**power for power in range(14))


class Conventions:
    """Counts calls that are calls of their own. Not safe for several threads."""

    def __init__(self, budget: Budget, *, exemplars: bool = False) -> None:
        self._used = tuple(
            Histogram(
                "gen_ai_client_token_usage",
                "Billed tokens of single model calls; input includes cached ones.",
                TOKEN_BUCKETS,
                exemplars,
                ("gen_ai_token_type", kind),
            )
            for kind in ("input", "output")
        )
        self._duration = Histogram(
            "gen_ai_client_operation_duration_seconds",
            "Durations of model calls.",
            DURATION_BUCKETS_S,
            exemplars,
        )
        self._first_chunk = Histogram(
            "gen_ai_client_operation_time_to_first_chunk_seconds",
            "Time until the first chunk of a streamed answer.",
            DURATION_BUCKETS_S,
            exemplars,
        )
        measures = (*self._used, self._duration, self._first_chunk)
        self._calls = Table(LABELS, measures, budget)
        self.tables = (self._calls,)

    def observe(
        self,
        calls: ModelCalls,
        columns: Sequence[Codes],
        tokens: Numbers,
        seconds: tuple[Numbers, Numbers | None],
        at: Located,
    ) -> None:
        """Count calls, which others count `at`.

        `columns` are those of `LABELS` but for the last, `tokens` is a row an entry of
        `TOKEN_TYPES`, and `seconds` are durations and times to the first chunk, NaN where there is
        none, None where no call has one.
        """
        error = calls.text(ERROR_TYPE)
        at = self._calls.locate([*columns, error], len(calls), at.now, at.trace_ids)
        given, said = tokens[:NUM_INPUT_TYPES].sum(axis=0), tokens[NUM_INPUT_TYPES:].sum(axis=0)
        for histogram, amounts in zip(self._used, (given, said), strict=True):
            histogram.add(at, amounts, amounts > 0)
        duration, first = seconds
        self._duration.add(at, duration)
        if first is not None:
            self._first_chunk.add(at, first, (first >= 0) & (first < np.inf))
