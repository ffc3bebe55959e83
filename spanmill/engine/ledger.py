"""A log with its account.

What entered the branches that write it, what they dropped, and who watches its commits.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from spanmill.engine.records import RecordNote
from spanmill.kernel import Plan

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from spanmill.engine.folding import Folding
    from spanmill.engine.holding import Holding
    from spanmill.kernel import Log, LogRead, Placed, SpanBatch

__all__ = ["EMPTY_PLAN", "Ledger", "last_note", "unread"]

EMPTY_PLAN = Plan()


class Ledger:
    """Touched by the engine thread alone.

    The totals ride on every record, so the newest one restores them.
    """

    def __init__(self, name: str, log: Log) -> None:
        self.name = name
        self.log = log
        newest = last_note(log)
        self.accepted = newest.accepted if newest else log.total_spans
        self.decided = newest.decided if newest else 0
        self.dropped: Counter[str] = Counter(newest.dropped if newest else {})
        self.folds: list[Folding] = []
        self.holding: Holding | None = None
        self.fault = ""
        """What the disk said to the newest append, where it refused it."""

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """Name the log in an `OSError` of an append, and remember it until one succeeds."""
        try:
            yield
        except OSError as error:
            self.fault = error.strerror or str(error)
            raise OSError(error.errno, f"log {self.name}: {self.fault}") from error
        self.fault = ""

    def account(self, note: RecordNote, entered: int, dropped: Mapping[str, int]) -> bytes:
        """Return the note of a record, with the totals as they are once it is committed."""
        total = self.dropped + Counter(dropped) if dropped else self.dropped
        decided = self.decided + (entered if note.source else 0)
        return note.with_totals(self.accepted + entered, total, decided).encode()

    def settle(self, entered: int, dropped: Mapping[str, int], *, by_holder: bool = False) -> None:
        """Count what was committed."""
        self.accepted += entered
        if by_holder:
            self.decided += entered
        if dropped:
            self.dropped.update(dropped)

    def settle_as(self, other: Ledger) -> None:
        """Take over the totals of the ledger that kept this log's account until now."""
        self.accepted, self.decided = other.accepted, other.decided
        self.dropped, self.fault = Counter(other.dropped), other.fault

    def whole(self, ledgers: Sequence[Ledger]) -> tuple[int, int, Counter[str]]:
        """Return what came on all ways from receivers, what waits there, and what was dropped."""
        accepted, waiting, dropped = self.accepted - self.decided, 0, self.dropped.copy()
        for before in ledgers:
            holding = before.holding
            for outlet in holding.outlets if holding is not None else ():
                if holding is not None and outlet.ledger is self:
                    there = before.whole(ledgers)
                    accepted += there[0]
                    waiting += there[1] + holding.undecided()
                    dropped += there[2]
        return accepted, waiting, dropped

    def observe(self, batch: SpanBatch, placed: Placed) -> None:
        """Let the folds and the holder see a batch that was just committed."""
        for fold in self.folds:
            fold.observe(batch, placed.sequence)
        if self.holding is not None:
            self.holding.observe(batch, placed)

    def catch_up(self) -> None:
        """Let the folds read what was committed without a batch in memory."""
        for fold in self.folds:
            fold.catch_up()

    def tick(self, now: float) -> None:
        """Let the folds keep their state, and the holder decide.

        Raises `OSError` from the logs behind the holder.
        """
        for fold in self.folds:
            fold.tick(now)
        if self.holding is not None:
            self.holding.tick(now)


def last_note(log: Log) -> RecordNote | None:
    """Return the note of the newest record that is there; on a damaged disk that is not the head.

    What came behind it counts as accepted, as far as the log knows of it.
    """
    for number in range(log.head, log.tail - 1, -1):
        if read := log.read(number, 0, EMPTY_PLAN, number):
            note = RecordNote.decode(read.metas()[-1][2])
            return note._replace(accepted=note.accepted + log.spans_after(number))
    return None


def unread(log: Log, sequence: int, read: LogRead) -> int:
    """Return how many spans behind record `sequence` a read passed over, which are damaged."""
    if read.first == sequence + 1:  # the records of a read follow each other
        return 0
    return log.spans_after(sequence, read.last) - sum(spans for _, spans, _ in read.metas())
