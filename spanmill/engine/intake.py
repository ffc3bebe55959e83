"""The engine thread.

Pull a group, run the branches, commit, answer, let folds and holders see it, decide what is due.

Traps: a client hears "ok" after the commit of every branch and not before. If a processor raises,
the group's requests run once more, one at a time, so that only the one that fails is refused.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING

import numpy as np

from spanmill.engine.losses import PERIOD_S
from spanmill.engine.outlet import Ran, joined_runs
from spanmill.engine.records import RecordNote
from spanmill.engine.sources import SourceCounts, by_source, receiver_of
from spanmill.heap import release
from spanmill.kernel import Verdict
from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from structlog.typing import FilteringBoundLogger

    from spanmill.engine.delivery import Delivering
    from spanmill.engine.ledger import Ledger
    from spanmill.engine.outlet import Outlet
    from spanmill.kernel import Group, Placed, Plan, RequestQueue, Source, SpanBatch
    from spanmill.telemetry import Registry

__all__ = ["Engine", "Flow"]

Committed = tuple["Ledger", Ran, "Placed"]

UNAVAILABLE = 14
RETRY_AFTER_S = 1.0
MAX_WAIT_S = 0.25
RELEASE_INTERVAL_S = 0.1
"""Free memory goes back to the system so often while memory is short."""
GROUP_BYTES = 4 << 20


@dataclass(frozen=True)
class Flow:
    """What the engine thread runs: one configuration, cut and built. Replaced whole by a reload."""

    plan: Plan
    routes: Mapping[str, tuple[Outlet, ...]]
    """Branches by the id of the receiver."""
    bounded: Mapping[str, tuple[Delivering, ...]]
    """Exporters for which only so much may wait, by the id of the receiver that takes it in."""
    ledgers: tuple[Ledger, ...]
    """Every log, upstream first."""
    config_version: str
    config_hash: str

    def behind(self, receiver: str) -> Delivering | None:
        """Return an exporter for which too much waits already to take in more."""
        return next((each for each in self.bounded[receiver] if each.is_behind()), None)

    def note(self, received_unix_nano: int, tenant: str = "") -> RecordNote:
        """Begin the note of a record."""
        return RecordNote(received_unix_nano, self.config_version, self.config_hash, tenant)


class Engine:
    """Owns the engine thread. `lock` guards the flow between groups.

    `call` runs something there.
    """

    def __init__(
        self,
        queue: RequestQueue,
        flow: Flow,
        clock: Callable[[], float],
        registry: Registry,
        logger: FilteringBoundLogger,
    ) -> None:
        self.queue = queue
        self.flow = flow
        self.lock = Lock()
        self._clock = clock
        self._registry = registry
        self._counts = SourceCounts(registry)
        self._logger = logger
        self._work: dict[Future[None], Callable[[], None]] = {}
        self._stopping = False
        self._release_at = 0.0
        self._told_at: dict[str, float] = {}
        self._thread = Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def switch(self, flow: Flow) -> None:
        """Run `flow` from the next group on. Only inside `call`."""
        self.flow = flow

    def call(self, work: Callable[[], None], timeout_s: float) -> None:
        """Run `work` on the engine thread between two groups and wait for it.

        Raises what it raises.
        """
        future: Future[None] = Future()
        with self.lock:
            self._work[future] = work
        self.queue.rouse()
        future.result(timeout_s)

    def finish(self, deadline: float) -> bool:
        """Work off the closed queue, then stop. False when the monotonic deadline came first."""
        self._stopping = True
        self._thread.join(max(deadline - time.monotonic(), 0.0))
        return not self._thread.is_alive()

    # --- the loop
    # ----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            group = self.queue.next(self.flow.plan, GROUP_BYTES, self._patience())
            with self.lock:
                if group is not None:
                    self._take(group)
                self._tick()
                self._answer_calls()
            if group is None and self._stopping:
                break

    def _patience(self) -> float:
        if self._stopping or self._work:
            return 0.0
        now = self._clock()
        dues = [each.holding.due() for each in self.flow.ledgers if each.holding is not None]
        nearest = min((due for due in dues if due is not None), default=now + MAX_WAIT_S)
        return min(max(nearest - now, 0.0), MAX_WAIT_S)

    def _tick(self) -> None:
        now = self._clock()
        if self.queue.short and now >= self._release_at:
            release()
            self._release_at = now + RELEASE_INTERVAL_S
        for ledger in self.flow.ledgers:
            try:
                ledger.tick(now)
            except (
                OSError
            ) as error:  # what is undecided is still in the log: the next tick tries again
                self._tell("disk refused", log=ledger.name, error=str(error))
            except BaseException as error:  # a fault, a kernel's panic too, must not end the thread
                self._logger.exception("tick failed", log=ledger.name, error=type(error).__name__)

    def _tell(self, event: str, **said: str) -> None:
        """Log what may happen to every group, a line a second at most."""
        now = self._clock()
        if now - self._told_at.get(event, -math.inf) >= PERIOD_S:
            self._told_at[event] = now
            self._logger.warning(event, **said)

    def _answer_calls(self) -> None:
        while self._work:
            future, work = self._work.popitem()
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 it belongs to the caller of `call`
                future.set_exception(error)

    # --- one group
    # ----------------------------------------------------------------------------------------------

    def _take(self, group: Group) -> None:
        committed: list[Committed] = []
        taken: list[Source] = []
        for batch, source in by_source(group):
            behind = self.flow.behind(receiver_of(source))
            if behind is not None:
                message = f"too much waits for exporter {behind.name}, send again later"
                self._refuse(group, batch, "queue_full", message)
                continue
            try:
                self._commit(group, batch, source, committed)
            except OSError as error:
                self._tell("log took no spans", error=str(error))
                message = "storage cannot take spans now, send again later"
                self._refuse(group, batch, "storage", message)
                continue
            taken.append(source)
        group.answer_rest()
        for source in taken:
            self._counts.count(source)
        for ledger, ran, placed in committed:
            self._observe(ledger, ran, placed)

    def _observe(self, ledger: Ledger, ran: Ran, placed: Placed) -> None:
        """Let folds and the holder see what was committed.

        A fault of theirs must not end the thread.
        """
        try:
            ledger.observe(ran.batch, placed)
        except BaseException as error:  # the spans are in the log, a counter tells who missed them
            self._logger.exception("observer failed", log=ledger.name, error=type(error).__name__)
            self._registry.count("observer_failed_items", ran.batch.num_spans, log=ledger.name)

    def _refuse(self, group: Group, batch: SpanBatch, reason: str, message: str) -> None:
        """Tell the clients whose spans `batch` has to send them again."""
        verdict = Verdict(UNAVAILABLE, message, 0, RETRY_AFTER_S)
        requests = np.unique(array(batch.column("request"), np.uint32)).tolist()
        for request in requests:
            group.answer(request, verdict)
        self._registry.count("receiver_refused_requests", len(requests), reason=reason)

    def _commit(
        self, group: Group, batch: SpanBatch, source: Source, committed: list[Committed]
    ) -> None:
        """Run the branches of one source and commit each.

        Raises `OSError`: where a log is full, nothing is in any; where a disk fails, what the logs
        before it took goes its way, though clients send it again.
        """
        if batch.num_spans == 0:
            return
        routes = self.flow.routes[receiver_of(source)]
        try:
            ran = [outlet.run(batch) for outlet in routes]
        except BaseException as error:  # a fault, a kernel's panic too, costs only its own request
            self._logger.exception("processor failed", error=type(error).__name__)
            ran = self._run_alone(group, batch, routes)
        for outlet, each in zip(routes, ran, strict=True):
            outlet.expect_room(each)
        note = self.flow.note(source.received_unix_nano, source.tenant)
        for outlet, each in zip(routes, ran, strict=True):
            committed.append((outlet.ledger, each, outlet.commit(each, note)))

    def _run_alone(self, group: Group, batch: SpanBatch, routes: Sequence[Outlet]) -> list[Ran]:
        """Run the requests of a failed batch one at a time.

        Refuse those that fail, join the others.
        """
        request_of = array(batch.column("request"), np.uint32)
        good: list[list[Ran]] = []
        for request in np.unique(request_of).tolist():
            alone = batch.filter((request_of == request).view(np.uint8))
            try:
                good.append([outlet.run(alone) for outlet in routes])
            except BaseException:  # noqa: BLE001 logged once for the batch; here it only decides the answer
                self._registry.count("processor_failed_items", alone.num_spans)
                message = "a processor failed on this request, send it again later"
                group.answer(request, Verdict(UNAVAILABLE, message, 0, RETRY_AFTER_S))
        empty = Ran(batch.filter(bytes(batch.num_spans)), 0, Counter())
        return [
            joined_runs([row[i] for row in good]) if good else empty for i in range(len(routes))
        ]
