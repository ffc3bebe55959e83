"""One holder between its log and the logs behind it.

Observe, decide, move what is kept, remember what was decided.

Traps: decisions and the kept spans are one record, so a crash has both or neither. A record of
decisions is what a restart decides by: the log behind holds it for as long as the holder's own log
still has spans of those traces, and the newest ones longer, for spans that come late. While a log
behind takes no records, decisions wait in line, nothing more is decided, and the holder's own log
lets nothing go. Of several logs behind the last one tells a restart: what it has the others have.
"""

from __future__ import annotations

import errno
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from spanmill.engine.ledger import EMPTY_PLAN, unread
from spanmill.engine.outlet import Ran, joined_runs
from spanmill.engine.records import RecordNote
from spanmill.kernel import append_kept, read_runs
from spanmill.model.arrays import array, trace_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Decisions, Holder
    from spanmill.engine.outlet import Outlet
    from spanmill.kernel import Bufferable, Log, LogRead, Placed, Plan, SpanBatch
    from spanmill.telemetry import Registry

__all__ = ["Holding"]

CATCH_UP_BYTES = 8 << 20
RECALL_BYTES = 1 << 20
"""Decisions take several times their bytes while they are read."""
MOST_HELD_BYTES = 64 << 20
HELD_SHARE = 8
"""So much of the newest records of a log behind stays for spans that come late, but of what the log
may take no more than one part in so many.
"""
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
        self._last = outlets[-1].ledger
        self._pins = [outlet.ledger.log.cursor(f"decisions:{name}") for outlet in outlets]
        self._pinned: deque[tuple[dict[str, int], int]] = deque()
        self._moving: deque[Moving] = deque()
        self._decided: float | None = None
        self._damaged = 0
        """Spans that are not there to be decided; the next decisions count them as dropped."""

    def attach(self) -> None:
        """Remember the decisions that still matter, then observe what is undecided in the log.

        At first only decisions that may be about what is still in the log: late spans there went on
        with them, up to the newest record that they name. Then all, for what came after.
        """
        log, begin = self._last.log, self._cursor.sequence + 1
        start = min(self._pins[-1].sequence, log.last_before(held_bytes(log)))
        if begin <= self.source.head:
            self._find_pinned(start)
        if self._pinned:
            (placed, _), (_, decided_to) = self._pinned[0], self._pinned[-1]
            self._recall(placed[self._last.name] - 1)
            self._replay(begin, decided_to, settles=False)
            begin = decided_to + 1
        self._recall(start)
        self._replay(begin, self.source.head, settles=True)
        self._release()

    def go_on_from(self, other: Holding) -> None:
        """Take over from the driver of the same holder in the graph before.

        Nothing has to be read again.
        """
        self._pinned, self._moving = other._pinned, other._moving

    def _find_pinned(self, sequence: int) -> None:
        """Find the records whose decisions may be about what is still in the holder's log."""
        done = self._cursor.sequence
        for _, own in self._own(sequence):
            opened = list(takewhile(lambda each: each[1] > done, map(decided, reversed(own))))
            self._pinned += [({self._last.name: number}, head) for number, head in opened[::-1]]

    def _recall(self, sequence: int) -> None:
        """Let the holder take up the decisions behind a record of the last log behind."""
        for read, own in self._own(sequence):
            self.holder.recall(read, [number - read.first for number, _ in own])

    def _own(self, sequence: int) -> Iterator[tuple[LogRead, list[tuple[int, bytes]]]]:
        """Read on behind a record of the last log behind, with the notes of this holder's."""
        is_own = partial(RecordNote.is_from, self.source.id)
        while read := self._last.log.read(sequence + 1, RECALL_BYTES, EMPTY_PLAN):
            yield read, [(number, meta) for number, _, meta in read.metas() if is_own(meta)]
            sequence = read.last

    def _replay(self, first: int, last: int, *, settles: bool) -> None:
        """Show records to the holder; late spans in them go on now, or went on before."""
        while first <= last and (read := self.source.read(first, CATCH_UP_BYTES, self._plan, last)):
            if settles and (lost := unread(self.source, first - 1, read)):
                self._damaged += lost
                self._logger.warning("records of the log are damaged", log=self.name, spans=lost)
            for batch, placed in read.placed():
                late = self.holder.observe(batch, placed)
                if settles:
                    self._settle(late)
            first = read.last + 1

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
        if due is None:
            self._release()
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
        dropped = self._count(decisions) + Counter(damaged=self._damaged)
        self._damaged = 0
        self._moving.append(Moving(decisions, dropped, self.source.head))
        if len(self._moving) == 1:
            with suppress(OSError):  # the next tick tries again, and says so
                self._move()

    def _move(self) -> None:
        """Write what is in line. Raises `OSError`; what was not written stays in line."""
        while self._moving:
            first = self._moving[0]
            if not first.placed:
                self._expect_room()
            while len(first.placed) < len(self.outlets):
                self._place(first)
            names = (outlet.ledger.name for outlet in self.outlets)
            self._pinned.append((dict(zip(names, first.placed, strict=False)), first.source_head))
            self._moving.popleft()

    def _expect_room(self) -> None:
        """Raise `OSError` where a log behind is full: the others wait too.

        What one of them had and the last one not, a restart would decide and write once more.
        """
        for number, outlet in enumerate(self.outlets):
            if outlet.ledger.log.full:
                self._make_room(number)
                raise OSError(errno.ENOSPC, f"log {outlet.ledger.name}: full")

    def _make_room(self, number: int) -> None:
        """Let what late spans may go by give way to spans."""
        self._unpin(number, 0)

    def _place(self, moving: Moving) -> None:
        """Write what is in line to the next log behind."""
        number = len(moving.placed)
        try:
            moving.placed.append(self._append(self.outlets[number], moving))
        except OSError as error:
            if error.errno == errno.ENOSPC:
                self._make_room(number)
            raise

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
        note = self.note()._replace(source_head=moving.source_head, source=self.source.id)
        with ledger.writing():
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
        ledger.settle(entered, dropped, by_holder=True)
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
            self._pinned.popleft()
        for number in range(len(self.outlets)):
            self._unpin(number, held_bytes(self.outlets[number].ledger.log))

    def _unpin(self, number: int, held: int) -> None:
        """Let records of a log behind go that the source is done with, but the newest `held`."""
        pin, ledger = self._pins[number], self.outlets[number].ledger
        last = ledger.log.last_before(held)
        if self._pinned:
            last = min(last, self._pinned[0][0].get(ledger.name, 1) - 1)
        if last > pin.sequence:
            pin.advance(last, [0] * 8)


def held_bytes(log: Log) -> int:
    """Return how much of a log behind stays for spans that come late."""
    return min(MOST_HELD_BYTES, log.max_bytes // HELD_SHARE)


def decided(placed: tuple[int, bytes]) -> tuple[int, int]:
    """Return a record's number, and the newest record of the holder's log when it decided."""
    number, note = placed
    return number, RecordNote.decode(note).source_head


def places(batch: SpanBatch, decided: Bufferable) -> NDArray[np.uint32]:
    """Return the row of each span's trace among the ids `decided`."""
    traces = trace_ids(decided)
    order = np.argsort(traces)
    spans = trace_ids(batch.column("trace_id"))
    return order[np.searchsorted(traces[order], spans)].astype(np.uint32)
