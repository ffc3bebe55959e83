"""A branch of processors that ends in a log."""

from __future__ import annotations

import errno
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spanmill.kernel import SpanBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spanmill.component import Processor
    from spanmill.engine.ledger import Ledger
    from spanmill.engine.records import RecordNote
    from spanmill.kernel import Placed, Plan
    from spanmill.telemetry import Registry

__all__ = ["Outlet", "Ran", "Step", "joined_runs"]


NOTHING: Counter[str] = Counter()
"""What was dropped where nothing was. Nobody writes to it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One processor of a branch, and what counts the spans that go through it."""

    id: str
    processor: Processor
    incoming: Callable[[float], None]
    outgoing: Callable[[float], None]
    dropped: Callable[[float], None]

    @classmethod
    def of(cls, step_id: str, processor: Processor, registry: Registry) -> Step:
        """Make one that counts in `registry`."""
        incoming, outgoing, dropped = (
            registry.counter(f"processor_{what}_items", processor=step_id)
            for what in ("incoming", "outgoing", "dropped")
        )
        return cls(step_id, processor, incoming, outgoing, dropped)


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out of a branch.

    The batch, how many spans entered, and how many each component dropped.
    """

    batch: SpanBatch
    entered: int
    dropped: Counter[str]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Runs its steps and commits the result. Touched by the engine thread alone."""

    steps: tuple[Step, ...]
    ledger: Ledger
    plan: Plan
    """What its steps and everything that sees its commits read."""

    def run(self, batch: SpanBatch) -> Ran:
        """Run the processors. Raises what a processor raises.

        The account is untouched before `commit`.
        """
        entered = batch.num_spans
        dropped = NOTHING
        for step in self.steps:
            before = batch.num_spans
            out = step.processor.process(batch)
            batch = out[0] if len(out) == 1 else joined(batch, out)
            if lost := before - batch.num_spans:
                dropped = Counter(dropped)
                dropped[step.id] += lost
                step.dropped(lost)
            step.incoming(before)
            step.outgoing(batch.num_spans)
        return Ran(batch, entered, dropped)

    def expect_room(self, ran: Ran) -> None:
        """Raise `OSError` where the log is too full for what came out."""
        if not self.ledger.log.has_room(ran.batch):
            raise OSError(errno.ENOSPC, f"log {self.ledger.name}: full")

    def commit(self, ran: Ran, note: RecordNote) -> Placed:
        """Append one record. Raises `OSError`, and then the account is as it was."""
        meta = self.ledger.account(note, ran.entered, ran.dropped)
        with self.ledger.writing():
            placed = self.ledger.log.append(ran.batch, meta)
        self.ledger.settle(ran.entered, ran.dropped)
        return placed


def joined_runs(runs: Sequence[Ran]) -> Ran:
    """Join what came of several requests of one batch."""
    return Ran(
        SpanBatch.concat([ran.batch for ran in runs]),
        sum(ran.entered for ran in runs),
        sum((ran.dropped for ran in runs), Counter()),
    )


def joined(batch: SpanBatch, out: Sequence[SpanBatch]) -> SpanBatch:
    """Join what a processor returned; nothing at all is an empty batch of the same plan."""
    return SpanBatch.concat(out) if out else batch.filter(bytes(batch.num_spans))
