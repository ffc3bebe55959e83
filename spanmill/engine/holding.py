"""One holder between its log and the logs behind it.

Observe, decide, move what is kept, remember what was decided.

Traps: decisions and the kept spans are one record, so a crash has both or neither. A record of
decisions is held in the log behind for as long as the holder's own log still has spans of those
traces, because it is what a restart decides by. While a log behind takes no records, decisions wait
in line, nothing more is decided, and the holder's own log lets nothing go.
"""

from __future__ import annotations

from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from spanmill.engine.ledger import last_note
from spanmill.engine.outlet import Ran, joined_runs
from spanmill.engine.records import RecordNote
from spanmill.kernel import append_kept, read_runs, stored_decisions
from spanmill.model.arrays import array, trace_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Decisions, Holder
    from spanmill.engine.outlet import Outlet
    from spanmill.kernel import Bufferable, Log, Placed, Plan, SpanBatch
    from spanmill.telemetry import Registry

__all__ = ["Holding"]

CATCH_UP_BYTES = 8 << 20
TICK_S = 0.25
MOST_DECISIONS = 16


@dataclass(slots=True)
class Moving:
    """Decisions on their way into the logs behind, and how far they came."""

    decisions: Decisions
    dropped: Counter[str]
    source_head: int
    """Newest record of the holder's log when they were made."""
    placed: list[int] = field(default_factory=list)


class Holding:
    """Drives one holder. Called by the engine thread alone."""

    def __init__(
        self,
        name: str,
        holder: Holder,
        source: Log,
        outlets: Sequence[Outlet],
        plan: Plan,
        note: Callable[[], RecordNote],
        registry: Registry,
        logger: FilteringBoundLogger,
    ) -> None:
        self.name = name
        self.holder = holder
        self.source = source
        self.outlets = outlets
        self._plan = plan
        self.note = note
        self._registry = registry
        self._logger = logger
        self._cursor = source.cursor(f"holder:{name}")
        self._pins = [outlet.ledger.log.cursor(f"decisions:{name}") for outlet in outlets]
        self._pinned: deque[tuple[tuple[int, ...], int]] = deque()
        self._moving: deque[Moving] = deque()
        self._decided: float | None = None

    def attach(self) -> None:
        """Remember the decisions that still matter, then observe what is undecided in the log."""
        decided_to = self._recall()
        sequence = self._cursor.sequence
        while read := self.source.read(sequence + 1, CATCH_UP_BYTES, self._plan):
            for part, placed in read.placed():
                late = self.holder.observe(part, placed)
                if (
                    placed.sequence > decided_to
                ):  # else they went on with the decisions that name this record
                    self._settle(late)
            sequence = read.last
        self._release()

    def go_on_from(self, other: Holding) -> None:
        """Take over from the driver of the same holder in the graph before.

        Nothing has to be read again.
        """
        self._pinned, self._moving = other._pinned, other._moving

    def _recall(self) -> int:
        """Read the decisions that the first log behind still holds.

        Return the newest record that they cover.
        """
        log = self.outlets[0].ledger.log
        sequence = self._pins[0].sequence
        while read := log.read(sequence + 1, CATCH_UP_BYTES, self._plan):
            for trace_id, keep, policy, reason, weight, _ in stored_decisions(read):
                self.holder.recall(trace_id, keep=keep, policy=policy, reason=reason, weight=weight)
            for number, _, meta in read.metas():
                self._pinned.append(((number,), RecordNote.decode(meta).source_head))
            sequence = read.last
        newest = last_note(log)
        return newest.source_head if newest else 0

    def observe(self, batch: SpanBatch, placed: Placed) -> None:
        """Hand over a batch that was just committed; spans of decided traces go on at once."""
        self._settle(self.holder.observe(batch, placed))

    def due(self) -> float | None:
        """Return the clock time of the next decision.

        Decisions come in ticks, so that one record holds many.
        """
        due = 0.0 if self._moving else self.holder.next_decision()
        return due if due is None or self._decided is None else max(due, self._decided + TICK_S)

    def tick(self, now: float) -> None:
        """Decide what is due and let the log go. Raises `OSError` from the logs behind."""
        if self._decided is not None and now < self._decided:
            self._decided = None  # the clock was set back
        due = self.due()
        if due is None or due > now:
            return
        self._decided = now
        self._move()
        for _ in range(MOST_DECISIONS):  # what is left then is due at the next tick
            left = self.holder.next_decision()
            if self._moving or left is None or left > now:
                break
            self._settle(self.holder.decide(now))
        self._release()

    def undecided(self) -> int:
        """Return how many spans wait, for a decision or for room in the logs behind."""
        moving = sum(int(array(each.decisions.spans, np.uint32).sum()) for each in self._moving)
        return self.holder.waiting_spans() + moving

    def drain(self) -> None:
        """Decide everything."""
        self._settle(self.holder.drain())
        self._release()

    def _settle(self, decisions: Decisions | None) -> None:
        """Get in line, and move on at once where nobody is before."""
        if decisions is None or decisions.num_traces == 0:
            return
        self._moving.append(Moving(decisions, self._count(decisions), self.source.head))
        if len(self._moving) == 1:
            with suppress(OSError):  # the next tick tries again, and says so
                self._move()

    def _move(self) -> None:
        """Write what is in line. Raises `OSError`; what was not written stays in line."""
        while self._moving:
            first = self._moving[0]
            for outlet in self.outlets[len(first.placed) :]:
                first.placed.append(self._append(outlet, first))
            self._pinned.append((tuple(first.placed), first.source_head))
            self._moving.popleft()

    def _append(self, outlet: Outlet, moving: Moving) -> int:
        """Write the decisions and the kept spans as one record.

        Through the branch's processors where it has any.
        """
        decisions, dropped = moving.decisions, moving.dropped
        batch, rows = None, None
        if outlet.steps:
            read, _ = read_runs(self.source, decisions.runs, decisions.keep, outlet.plan)
            ran = self._run(outlet, read)
            batch, rows = ran.batch, places(ran.batch, decisions.trace_ids)
            dropped = dropped + ran.dropped
        entered = decisions.runs.num_spans
        ledger = outlet.ledger
        note = self.note()._replace(source_head=moving.source_head)
        placed = append_kept(
            self.source,
            ledger.log,
            decisions.runs,
            decisions.keep,
            decisions.trace_ids,
            decisions.policy,
            decisions.policies,
            decisions.reason,
            decisions.reasons,
            decisions.weight,
            ledger.account(note, entered, dropped),
            batch,
            rows,
        )
        ledger.settle(entered, dropped)
        ledger.catch_up()
        return placed.sequence if placed is not None else ledger.log.head

    def _run(self, outlet: Outlet, batch: SpanBatch) -> Ran:
        """Run the branch's processors; halve a batch that fails until only the bad span is lost.

        Nobody is left to refuse it to, and without its processors it must not move on.
        """
        try:
            return outlet.run(batch)
        except BaseException as error:  # a fault, a kernel's panic too, must not end the thread
            if batch.num_spans > 1:
                halves = batch.split(max_spans=(batch.num_spans + 1) // 2, max_bytes=1 << 62)
                return joined_runs([self._run(outlet, half) for half in halves])
            self._logger.exception("processor failed", error=type(error).__name__)
        self._registry.count("processor_failed_items", batch.num_spans)
        return Ran(batch.filter(bytes(batch.num_spans)), 1, Counter({"fault": batch.num_spans}))

    def _count(self, decisions: Decisions) -> Counter[str]:
        """Count traces and spans by policy and decision; return the dropped spans by policy."""
        dropped: Counter[str] = Counter()
        keep = array(decisions.keep, np.uint8).astype(np.int64)
        policy = array(decisions.policy, np.int32).astype(np.int64)
        spans = array(decisions.spans, np.uint32)
        group = policy * 2 + keep
        width = 2 * len(decisions.policies)
        traces = np.bincount(group, minlength=width)
        weights = np.bincount(group, weights=spans, minlength=width).astype(np.int64)
        for place in np.flatnonzero(traces).tolist():
            labels = {
                "policy": decisions.policies[place // 2],
                "decision": "sampled" if place % 2 else "dropped",
            }
            self._registry.count("sampling_decisions", int(traces[place]), **labels)
            self._registry.count("sampling_spans", int(weights[place]), **labels)
            if not place % 2:
                dropped[labels["policy"]] += int(weights[place])
        return dropped

    def _release(self) -> None:
        if self._moving:
            return
        low = self.holder.low_water()
        done = self.source.head if low is None else low - 1
        if done > self._cursor.sequence:
            self._cursor.advance(done, [0] * 8)
        while self._pinned and self._pinned[0][1] <= done:
            placed, _ = self._pinned.popleft()
            for pin, sequence in zip(self._pins, placed, strict=False):
                pin.advance(sequence, [0] * 8)


def places(batch: SpanBatch, decided: Bufferable) -> NDArray[np.uint32]:
    """Return the row of each span's trace among the ids `decided`."""
    traces = trace_ids(decided)
    order = np.argsort(traces)
    spans = trace_ids(batch.column("trace_id"))
    return order[np.searchsorted(traces[order], spans)].astype(np.uint32)
