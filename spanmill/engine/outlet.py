"""A branch of processors that ends in a log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spanmill.kernel import SpanBatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.component import Processor
    from spanmill.engine.ledger import Ledger
    from spanmill.engine.records import RecordNote
    from spanmill.kernel import Placed, Plan
    from spanmill.telemetry import Registry

__all__ = ["Outlet", "Ran", "Step", "joined_runs"]


@dataclass(frozen=True, slots=True)
class Step:
    """One processor of a branch."""

    id: str
    processor: Processor


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
    registry: Registry

    def run(self, batch: SpanBatch) -> Ran:
        """Run the processors. Raises what a processor raises.

        The account is untouched before `commit`.
        """
        entered = batch.num_spans
        dropped: Counter[str] = Counter()
        for step in self.steps:
            before = batch.num_spans
            out = step.processor.process(batch)
            batch = out[0] if len(out) == 1 else joined(batch, out)
            if lost := before - batch.num_spans:
                dropped[step.id] += lost
                self.registry.count("processor_dropped_items", lost, processor=step.id)
            self.registry.count("processor_incoming_items", before, processor=step.id)
            self.registry.count("processor_outgoing_items", batch.num_spans, processor=step.id)
        return Ran(batch, entered, dropped)

    def commit(self, ran: Ran, note: RecordNote) -> Placed:
        """Append one record. Raises `OSError`, and then the account is as it was."""
        placed = self.ledger.log.append(
            ran.batch, self.ledger.account(note, ran.entered, ran.dropped)
        )
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
