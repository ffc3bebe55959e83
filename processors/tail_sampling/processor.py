"""Tail sampling: waits for the spans of a trace, then keeps or drops it whole.

Traps: a decision never flips, so late spans follow it for as long as it is remembered; a trace is
decided on what arrived, early when there are more traces than `num_traces`, and never dropped
undecided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from processors.tail_sampling.compiled import compiled
from processors.tail_sampling.rules import FLAG_BITS
from spanmill.component import Decisions, Reads
from spanmill.kernel import TraceTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from processors.tail_sampling.config import TailSamplingConfig
    from spanmill.component import Settings
    from spanmill.kernel import DueTraces, LateSpans, LogRead, Placed, SpanBatch

__all__ = ["TailSamplingProcessor"]

NO_POLICY = "none"
TRACES_AT_ONCE = 2048
LEAST_MEMORY = 100_000
MEMORY_FACTOR = 10


class TailSamplingProcessor:
    """A holder on the kernel's trace table. Policies are in `policies.py`."""

    def __init__(self, config: TailSamplingConfig, settings: Settings) -> None:
        self._clock = settings.clock
        self._first_match = config.sample_on_first_match
        self._policies = compiled(config)
        self._names = [NO_POLICY, *(policy.name for policy in self._policies)]
        self._reasons = ["no policy matched", *(policy.reason for policy in self._policies)]
        self._notes = [note for policy in self._policies for note in policy.rule.notes]
        for place, note in enumerate(self._notes):
            note.place = place
        self.reads = Reads()
        for policy in self._policies:
            self.reads |= policy.rule.reads
        self._table = TraceTable(
            ["max" for _ in self._notes[FLAG_BITS:]],
            config.decision_wait,
            config.decision_wait_after_root_received,
            config.num_traces,
            remembered(config),
        )

    def start(self) -> None:
        """Nothing to read."""

    def observe(self, batch: SpanBatch, placed: Placed) -> Decisions | None:
        """Note the spans in the table; hand back what late spans follow."""
        flags = np.zeros(batch.num_spans, np.uint64)
        for note in self._notes[:FLAG_BITS]:
            flags |= note.note(batch).astype(np.uint64) << np.uint64(note.place)
        values = [np.where(note.note(batch), 1.0, np.nan) for note in self._notes[FLAG_BITS:]]
        late = self._table.update(self._clock(), batch, placed, flags, values)
        return self._late(late) if late.num_traces else None

    def next_decision(self) -> float | None:
        """Return when the oldest wait is over."""
        return self._table.next_due()

    def decide(self, now: float) -> Decisions:
        """Decide the traces whose wait is over, oldest first."""
        return self._decide(self._table.due(now, TRACES_AT_ONCE), now)

    def drain(self) -> Decisions:
        """Decide everything that waits, on what there is."""
        now = self._clock()
        return self._decide(self._table.due(now, 0, everything=True), now)

    def recall(self, read: LogRead, places: Sequence[int]) -> None:
        """Remember decisions from before a restart."""
        found = self._table.recall(read, places, self._names, self._reasons)
        self._names, self._reasons = found

    def low_water(self) -> int | None:
        """Return the oldest record with an undecided span."""
        return self._table.low_water()

    def stop(self) -> None:
        """Nothing to release."""

    def waiting_spans(self) -> int:
        """Return how many spans are undecided."""
        return self._table.num_spans

    def _decide(self, due: DueTraces, now: float) -> Decisions:
        count = due.num_traces
        place = np.zeros(count, np.int32)
        keep = np.zeros(count, bool)
        weight = np.ones(count)
        dropped = np.zeros(count, bool)
        for number, policy in enumerate(self._policies, 1):
            asked = ~dropped & ~keep if policy.spends and self._first_match else ~dropped
            mask, weights = policy.rule.matches(due, asked, now)
            if policy.drops:
                place[mask] = number
                dropped |= mask
                keep &= ~mask
                continue
            first = mask & ~keep
            place[first] = number
            weight = np.where(first, weights, np.where(mask, np.minimum(weight, weights), weight))
            keep |= mask
        weight[~keep] = 1.0
        self._table.remember(due, keep.view(np.uint8), place, place, weight)
        return self._decisions(due, keep.view(np.uint8), place, place, weight)

    def _decisions(
        self,
        due: DueTraces,
        keep: NDArray[np.uint8],
        policy: NDArray[np.int32],
        reason: NDArray[np.int32],
        weight: NDArray[np.float64],
    ) -> Decisions:
        return Decisions(
            num_traces=due.num_traces,
            keep=keep,
            policy=policy,
            policies=tuple(self._names),
            reason=reason,
            reasons=tuple(self._reasons),
            weight=weight,
            trace_ids=due.trace_id(),
            spans=due.num_spans(),
            runs=due.runs(),
        )

    def _late(self, late: LateSpans) -> Decisions:
        return Decisions(
            num_traces=late.num_traces,
            keep=late.keep(),
            policy=late.policy(),
            policies=tuple(self._names),
            reason=late.reason(),
            reasons=tuple(self._reasons),
            weight=late.weight(),
            trace_ids=late.trace_id(),
            spans=late.num_spans_by_trace(),
            runs=late.runs(),
        )


def remembered(config: TailSamplingConfig) -> int:
    """Return how many decisions to remember.

    What the file says, or enough for the traces that wait, ten times over.
    """
    cache = config.decision_cache
    asked = cache.sampled_cache_size + cache.non_sampled_cache_size
    return asked or max(LEAST_MEMORY, MEMORY_FACTOR * config.num_traces)
