"""One exporter's way through its log: read, send, retry, cut what is refused, move the cursor.

Traps: the cursor moves only over records that are finished in unbroken order, and its counters
belong to exactly those records, so that both survive a crash together. While the peer is down, one
call probes and the others wait.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from threading import Condition, Event, Lock, Thread
from typing import TYPE_CHECKING, cast

from spanmill.component import Reads
from spanmill.engine.calls import Calls
from spanmill.engine.gate import Gate, delay
from spanmill.engine.ledger import unread
from spanmill.engine.losses import Losses
from spanmill.engine.payload import Payload
from spanmill.engine.records import records_of
from spanmill.engine.status import DeliveryState
from spanmill.engine.tally import EXPORTED, FAILED, MISSED, exporter_cursor
from spanmill.errors import Rejected, RetryLater

if TYPE_CHECKING:
    from collections.abc import Callable

    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Exporter, Records
    from spanmill.kernel import Log, LogRead, Plan, SpanBatch
    from spanmill.telemetry import Registry

__all__ = ["Delivering"]

IDLE_S = 0.5


class Stopped(Exception):
    """The engine is stopping; what was not finished stays in the log."""


@dataclass(slots=True)
class Chunk:
    """Records under way, and what became of them; their spans are let go as soon as they are given.

    An exporter may hold records for minutes.
    """

    last: int
    done: bool = False
    counts: Counter[int] = field(default_factory=Counter)


class Delivering:
    """Drives one exporter with `delivery.consumers` threads."""

    def __init__(
        self,
        name: str,
        exporter: Exporter,
        log: Log,
        plan: Plan,
        clock: Callable[[], float],
        registry: Registry,
        logger: FilteringBoundLogger,
    ) -> None:
        self.name = name
        self.exporter = exporter
        self.log = log
        self._plan = plan
        self._clock = clock
        self._registry = registry
        self._sent = registry.counter("exporter_sent_spans", exporter=name)
        self._logger = logger.bind(component=name)
        self._losses = Losses(clock, self._logger)
        self._cursor = exporter_cursor(log, name, self._logger)
        self._options = exporter.delivery
        self._calls = Calls(exporter.delivery, log)
        self._blind = exporter.reads == Reads()
        self._turn = Lock()
        self._lock = Condition()
        self._position = self._cursor.sequence
        self._began = -math.inf
        self._chunks: list[Chunk] = []
        self._held_to: int | None = None
        self._stop = Event()
        self._finish_at: int | None = None
        self._gate = Gate()
        self._threads: list[Thread] = []
        self._last_error = ""

    def start(self) -> None:
        """Begin where the cursor stands."""
        self._position = self._cursor.sequence
        for number in range(self._options.consumers):
            thread = Thread(target=self._run, name=f"{self.name}-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def finish(self) -> None:
        """Work off what is in the log now, and then end. Returns at once."""
        with self._lock:
            self._finish_at = self.log.head

    def join(self, deadline: float) -> bool:
        """Wait for the end. False when the monotonic `deadline` comes first; then it goes on."""
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0.0))
        return not any(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Begin nothing more; what was not finished stays in the log. Returns at once."""
        self._stop.set()
        self._gate.interrupt()

    def forget(self) -> None:
        """Give up the cursor: the log waits for this exporter no longer."""
        self.log.drop_cursor(f"exporter:{self.name}")

    @property
    def is_bounded(self) -> bool:
        """Whether only so much may wait for the exporter."""
        return self._options.queue_size > 0

    def is_behind(self) -> bool:
        """Whether so much waits that new data must be refused."""
        return self._calls.is_behind(self._position)

    def state(self) -> DeliveryState:
        """Return a consistent view.

        Counters and cursor belong together, `live` is counted in the log.
        """
        with self._lock:
            counters = self._cursor.counters
            sequence = self._cursor.sequence
            return DeliveryState(
                exported=counters[EXPORTED],
                failed={
                    reason: counters[slot] for reason, slot in FAILED.items() if counters[slot]
                },
                missed=counters[MISSED],
                live=self.log.spans_after(sequence),
                lag_records=self.log.head - sequence,
                in_flight=sum(not each.done for each in self._chunks),
                queue_full=self.is_behind(),
                healthy=self._gate.is_open,
                last_error=self._last_error,
            )

    # --- one consumer thread

    def _run(self) -> None:
        try:
            while not self._stop.is_set() and self._step():
                pass
            self._flush()
        except Stopped:
            return
        finally:
            self._losses.settle(is_end=True)

    def _step(self) -> bool:
        """Work on the next records. False when there is nothing more to do."""
        try:
            with self._turn:
                taken = self._next()
            if taken is not None:
                self._work(*taken)
        except OSError as error:  # the records are still there; after a stop the log is closed
            if not self._stop.wait(IDLE_S):
                self._last_error = str(error)
                self._logger.warning("the log cannot be read", error=str(error))
            return True
        return taken is not None

    def _next(self) -> tuple[Chunk, LogRead] | None:
        """Wait for records, one consumer at a time. None when there is nothing more to do."""
        while not self._stop.is_set():
            self._losses.settle()
            self._flush_if_due()
            is_due = self._calls.gather(self._position, self._began, self._is_ending)
            if self._options.discards:
                self._discard()
            elif is_due and (taken := self._take()) is not None:
                return taken
            if self._finished():
                return None
            self.log.wait(self._position, self._patience())
        return None

    def _is_ending(self) -> bool:
        return self._finish_at is not None or self._stop.is_set()

    def _finished(self) -> bool:
        with self._lock:
            return self._finish_at is not None and self._position >= self._finish_at

    def _due(self) -> float | None:
        """When the exporter wants to flush. None where it cannot say, which it is asked again."""
        try:
            return self.exporter.next_flush()
        except BaseException as error:  # a fault must not end the thread
            if self._last_error != type(error).__name__:
                self._logger.exception("exporter failed", error=type(error).__name__)
            self._last_error = type(error).__name__
            return None

    def _patience(self) -> float:
        due = self._due()
        wait = IDLE_S if due is None else min(IDLE_S, max(due - self._clock(), 0.0))
        return 0.01 if self._finish_at is not None else wait

    def _take(self) -> tuple[Chunk, LogRead] | None:
        with self._lock:
            first, last, head = self._position + 1, self._finish_at, self.log.head
            read = self.log.read(first, self._calls.max_bytes, self._plan, last)
            if read is None:
                self._pass_over(head if last is None else min(head, last))
                return None
            chunk = Chunk(read.last)
            self._lose(chunk, unread(self.log, self._position, read))
            self._position = read.last
            self._began = time.monotonic()
            self._chunks.append(chunk)
            return chunk, read

    def _pass_over(self, last: int) -> None:
        """Move on behind the newest records where the disk has damaged them all."""
        if last > self._position:
            chunk = Chunk(last)
            self._lose(chunk, self.log.spans_after(self._position, last))
            self._position = last
            self._chunks.append(chunk)
            self._complete(chunk, held=False)

    def _lose(self, chunk: Chunk, spans: int) -> None:
        if spans:
            self._give_up(chunk, spans, "damaged", "records of the log are damaged")

    def _discard(self) -> None:
        """Move over everything that waits, for an exporter that wants nothing of it."""
        with self._lock:
            head = self.log.head
            if head == self._position:
                return
            self._began = time.monotonic()
            spans = self.log.spans_after(self._position, head)
            self._position = head
            self._chunks.append(Chunk(head, done=True, counts=Counter({EXPORTED: spans})))
            self._advance()

    def _work(self, chunk: Chunk, read: LogRead) -> None:
        records = records_of(read, self.log)
        batch = cast("SpanBatch", Payload(read)) if self._blind else read.batch
        parts = self._calls.cut(batch) if batch.num_spans else ()
        held = [self._deliver(chunk, part, records, self._clock()) for part in parts]
        now_ns = self._clock() * 1e9
        self._registry.observe_latencies(
            self.name,
            [
                ((now_ns - meta.received_unix_nano) / 1e9, spans)
                for (_, spans, _), meta in zip(read.metas(), records.metas, strict=True)
            ],
        )
        self._complete(chunk, held=any(held))

    def _deliver(self, chunk: Chunk, batch: SpanBatch, records: Records, since: float) -> bool:
        try:
            held = self._attempt(batch, records, since)
        except Rejected as error:
            return self._cut(chunk, batch, records, since, error)
        except RetryLater as error:
            self._give_up(chunk, batch.num_spans, "expired", error.reason)
            return False
        except Stopped:
            raise
        except BaseException as error:  # a fault, a kernel's panic too, must not end the thread
            self._logger.exception("exporter failed", error=type(error).__name__)
            self._give_up(chunk, batch.num_spans, "internal", type(error).__name__)
            return False
        chunk.counts[EXPORTED] += batch.num_spans
        return held

    def _cut(
        self, chunk: Chunk, batch: SpanBatch, records: Records, since: float, error: Rejected
    ) -> bool:
        if error.num_spans is not None:
            lost = min(error.num_spans, batch.num_spans)
            chunk.counts[EXPORTED] += batch.num_spans - lost
            self._give_up(chunk, lost, "partial_success", error.reason)
            return False
        if batch.num_spans == 1 or error.whole:
            self._give_up(chunk, batch.num_spans, "rejected", error.reason)
            return False
        halves = batch.split(max_spans=(batch.num_spans + 1) // 2, max_bytes=1 << 62)
        held = [self._deliver(chunk, half, records, since) for half in halves]
        return any(held)

    def _give_up(self, chunk: Chunk, spans: int, reason: str, message: str) -> None:
        chunk.counts[FAILED[reason]] += spans
        self._last_error = message
        self._registry.count("exporter_send_failed_spans", spans, exporter=self.name, reason=reason)
        self._losses.tell(spans, reason, message)

    def _attempt(self, batch: SpanBatch, records: Records, since: float) -> bool:
        """Call the exporter until it answers for good; raises what it says then."""
        failures = 0
        while True:
            if not self._gate.enter(self._stop):
                raise Stopped
            try:
                held = not self.exporter.export(batch, records)
            except RetryLater as error:
                failures += 1
                self._note_retry(error)
                if not self._options.retry or self._is_over(since):
                    self._gate.leave()
                    raise
                if not self._gate.pause(delay(self._options, failures, error), self._stop):
                    raise Stopped from error
                continue
            except BaseException:
                self._gate.leave()
                raise
            self._gate.leave()
            return held

    def _note_retry(self, error: RetryLater) -> None:
        if self._gate.is_open:
            self._logger.warning("peer cannot take spans now, retrying", error=error.reason)
        self._last_error = error.reason
        self._registry.count("exporter_send_failed_requests", exporter=self.name, outcome="retry")

    def _is_over(self, since: float) -> bool:
        limit = self._options.max_elapsed_s
        return limit > 0 and self._clock() - since >= limit

    # --- completion

    def _complete(self, chunk: Chunk, *, held: bool) -> None:
        with self._lock:
            chunk.done = True
            self._lock.notify_all()
            if held or self._held_to is not None:
                self._held_to = chunk.last
                return
            self._advance()

    def _advance(self) -> None:
        """Move the cursor over what is done. Raises `OSError`, and then the next call does it."""
        done = list(takewhile(lambda chunk: chunk.done, self._chunks))
        if not done:
            return
        counts = sum((chunk.counts for chunk in done), Counter[int]())
        counters = [before + counts[slot] for slot, before in enumerate(self._cursor.counters)]
        self._cursor.advance(done[-1].last, counters)
        self._sent(counts[EXPORTED])
        del self._chunks[: len(done)]

    def _flush_if_due(self) -> None:
        due = self._due()
        if due is not None and due <= self._clock():
            self._flush()

    def _flush(self) -> None:
        if self._held_to is None:
            return
        failures = 0
        while True:
            try:
                self.exporter.flush()
                break
            except RetryLater as error:
                failures += 1
                self._note_retry(error)
                if self._stop.wait(delay(self._options, failures, error)):
                    raise Stopped from error
            except Rejected as error:
                self._lose_held("rejected", error.reason)
                break
            except BaseException as error:  # a fault must not end the thread
                self._logger.exception("exporter failed", error=type(error).__name__)
                self._lose_held("internal", type(error).__name__)
                break
        with self._lock:
            self._held_to = None
            self._advance()

    def _lose_held(self, reason: str, message: str) -> None:
        for chunk in takewhile(lambda chunk: chunk.done, self._chunks):
            self._give_up(chunk, chunk.counts.pop(EXPORTED, 0), reason, message)
