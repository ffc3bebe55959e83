"""The running program.

Builds a graph, starts it downstream first, reloads it without losing a span, drains it upstream
first.
"""

from __future__ import annotations

import time
from resource import getpagesize
from threading import RLock, Thread
from typing import TYPE_CHECKING

from spanmill.config import Severity
from spanmill.engine.build import Built, build
from spanmill.engine.intake import Engine
from spanmill.engine.left import drop_orphans, left_behind
from spanmill.engine.parts import Parts, Surroundings
from spanmill.engine.status import Account, DeliveryState, LogState, Snapshot
from spanmill.engine.storage import Storage
from spanmill.errors import ConfigError
from spanmill.heap import settle
from spanmill.kernel import RequestQueue
from spanmill.telemetry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Receiver
    from spanmill.config import Loaded
    from spanmill.engine.delivery import Delivering

__all__ = ["Runtime"]

QUEUE_BYTES = 256 << 20
SWITCH_TIMEOUT_S = 60.0
RETIRE_STEP_S = 5.0
STOP_S = 1.0
"""What a stop keeps of its time to end what is cut off."""


class Runtime:
    """One process runs one. `read` loads the configuration anew, for a reload."""

    def __init__(
        self,
        loaded: Loaded,
        read: Callable[[], Loaded],
        logger: FilteringBoundLogger,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.loaded = loaded
        self.registry = Registry()
        self._read = read
        self._logger = logger
        self._storage = Storage(loaded.service.storage)
        self._around = Surroundings(self._storage, clock, self.registry, logger)
        self.queue = RequestQueue(QUEUE_BYTES)
        self._built = build(Parts(loaded, self._around))
        self._engine = Engine(self.queue, self._built.flow, clock, self.registry, logger)
        self._changing = RLock()
        self._retiring: list[Delivering] = []
        self._ready = False
        self._draining = False
        self._last_reload = ""

    # --- life
    # ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start everything, downstream first.

        Raises `OSError` when a listener or a file cannot be opened.
        """
        built = self._built
        self._admit(built)
        drop_orphans(built, self._retiring)
        leaving = list(left_behind(built.parts))
        for component in built.extensions:
            built.parts.start(component)
        self._start_consumers(built, built.parts.added())
        for step in built.taking_over:
            step()
        self._engine.start()
        for delivering in (*built.deliveries.values(), *leaving):
            delivering.start()
        for delivering in leaving:
            self._leave(delivering)
        for receiver in built.receivers.values():
            built.parts.start(receiver, self)
        self._ready = True

    def drain(self, timeout_s: float) -> bool:
        """Stop accepting, decide what waits, flush the exporters, stop.

        False when the deadline came first, or a disk took no decisions.

        What that cuts off is in the log for the next start.
        """
        now = time.monotonic()
        deadline = now + timeout_s - min(STOP_S, timeout_s / 10)
        with self._changing:
            self._ready, self._draining = False, True
            for receiver in self._built.receivers.values():
                receiver.stop_accepting()
            self.queue.close("shutting down")
            done = self._engine.finish(deadline)
            done = done and self._decide_all()
            done &= self._finish_deliveries(deadline)
            for receiver in self._built.receivers.values():
                receiver.stop()
            for folding in self._built.foldings:
                folding.keep()
            self._stop_all(self._built)
            for delivering in (*self._built.deliveries.values(), *self._retiring):
                delivering.join(now + timeout_s)
            self._close_logs()
        return done

    def _close_logs(self) -> None:
        """Close every log. One without the mark of a clean stop is verified at the next start."""
        for name in self._storage.logs():
            try:
                self._storage.close_log(name)
            except OSError as error:
                self._logger.warning("log cannot be closed cleanly", log=name, error=str(error))

    def _finish_deliveries(self, deadline: float) -> bool:
        """Let all exporters work off what they have, side by side."""
        deliveries = (*self._built.deliveries.values(), *self._retiring)
        for delivering in deliveries:
            delivering.finish()
        joined = [delivering.join(deadline) for delivering in deliveries]
        for delivering in deliveries:
            delivering.stop()
        return all(joined)

    def _decide_all(self) -> bool:
        """Decide what waits. False when a log behind could not take all of it."""
        holdings = [each.holding for each in self._built.flow.ledgers if each.holding is not None]
        for holding in holdings:
            holding.drain()
        return not any(holding.undecided() for holding in holdings)

    def _start_consumers(self, built: Built, components: list[object]) -> None:
        self._expose(built)
        receivers = {id(each) for each in built.receivers.values()}
        extensions = {id(each) for each in built.extensions}
        for component in components:
            if id(component) not in receivers | extensions:
                built.parts.start(component)

    def _expose(self, built: Built) -> None:
        for exporter_id, exporter in built.fold_exporters.items():
            exporter.expose([each.fold for each in built.foldings if each.serves(exporter_id)])

    def _stop_all(self, built: Built) -> None:
        for made in built.parts.made.values():
            made.component.stop()

    def _admit(self, built: Built) -> None:
        limits = built.parts.admissions()
        most = min((each.max_resident_bytes for each in limits), default=None)
        max_bytes = min((each.max_bytes for each in limits), default=QUEUE_BYTES)
        self.queue.set_limit(max_bytes, most, getpagesize())

    # --- reload
    # ----------------------------------------------------------------------------------------------

    def reload_file(self) -> list[str]:
        """Load the file again and switch to it. Returns the errors.

        Then what ran before still runs. Warnings go to the log, as at start.
        """
        warnings: list[str] = []
        try:
            loaded = self._read()
            self.reload(loaded)
        except ConfigError as error:
            errors = [str(each) for each in error.diagnostics if each.severity is Severity.ERROR]
        except Exception as error:  # noqa: BLE001 whatever a component raised, the old graph runs on
            errors = [f"{type(error).__name__}: {error}"]
        else:
            errors, warnings = [], [str(each) for each in loaded.warnings]
            settle()
        outcome = "failed" if errors else "succeeded"
        self.registry.count("config_reloads", outcome=outcome)
        self._last_reload = errors[0] if errors else "succeeded"
        self._logger.info("reload", outcome=outcome, errors=errors, warnings=warnings)
        return errors

    def reload(self, loaded: Loaded) -> None:
        """Build the new graph beside the old, switch the intake, drain the old.

        On a fault the old one runs on.
        """
        with self._changing:
            if loaded.service.storage != self.loaded.service.storage:
                raise ValueError(
                    "service.storage cannot change while running: restart to move the data"
                )
            old = self._built
            parts = Parts(loaded, self._around, before=old.parts.made)
            try:
                new = build(parts, old)
                self._start_consumers(new, parts.added())
                self._exchange(old, new)
            except BaseException:
                for component in parts.added():
                    component.stop()
                self._expose(old)
                drop_orphans(old, self._retiring, tells=False)
                raise
            self._built, self.loaded = new, loaded
            self._retire(old, new)
            parts.before = {}  # else each graph keeps the one before it

    def _exchange(self, old: Built, new: Built) -> None:
        """Switch flow and receivers. On a fault the old ones run on."""
        before, after = old.receivers.values(), new.receivers.values()
        replaced = [each for each in before if each not in after]
        added = [each for each in after if each not in before]
        for receiver in replaced:
            receiver.stop_accepting()
            receiver.stop()
        try:
            self._engine.call(lambda: self._switch(old, new, added), SWITCH_TIMEOUT_S)
        except BaseException:
            for receiver in added:
                receiver.stop()
            for receiver in replaced:
                receiver.start(self)
            raise

    def _switch(self, old: Built, new: Built, added: list[Receiver]) -> None:
        """Run on the engine thread, between two groups.

        Receivers start here too: nothing was committed yet if one of them cannot.
        """
        kept = {ledger.name for ledger in new.flow.ledgers}
        for ledger in old.flow.ledgers:
            if ledger.holding is not None and ledger.name not in kept:
                ledger.holding.drain()
        for folding in old.foldings:
            folding.save()
        for step in new.taking_over:
            step()
        for receiver in added:
            new.parts.start(receiver, self)
        self._engine.switch(new.flow)
        self._admit(new)

    def _retire(self, old: Built, new: Built) -> None:
        running = set(map(id, new.deliveries.values()))
        for name, delivering in old.deliveries.items():
            if id(delivering) in running:
                continue
            successor = new.deliveries.get(name)
            if successor is None or successor.log is not delivering.log:
                self._leave(delivering)
            else:
                delivering.finish()
                delivering.join(time.monotonic() + RETIRE_STEP_S)
                delivering.stop()
                delivering.join(time.monotonic() + STOP_S)
        self._call_back(new)
        started = set(map(id, old.deliveries.values()))
        for delivering in new.deliveries.values():
            if id(delivering) not in started:
                delivering.start()
        retiring = {id(each.exporter) for each in self._retiring}
        for component in new.parts.dropped():
            if id(component) not in retiring:
                component.stop()
        drop_orphans(new, self._retiring)

    def _leave(self, delivering: Delivering) -> None:
        delivering.finish()
        self._retiring.append(delivering)
        Thread(target=self._work_off, args=(delivering,), daemon=True).start()

    def _work_off(self, delivering: Delivering) -> None:
        """Let an exporter that left the configuration finish what was accepted for it."""
        while not delivering.join(time.monotonic() + RETIRE_STEP_S):
            if self._draining:
                return
        with self._changing:
            if self._draining or delivering not in self._retiring:
                return
            self._retiring.remove(delivering)
            delivering.exporter.stop()
            delivering.forget()

    def _call_back(self, new: Built) -> None:
        """End those that still worked off what a reload now has back under the same name."""
        for delivering in list(self._retiring):
            successor = new.deliveries.get(delivering.name)
            if successor is not None and successor.log is delivering.log:
                self._retiring.remove(delivering)
                delivering.stop()
                delivering.join(time.monotonic() + STOP_S)
                delivering.exporter.stop()

    # --- view
    # ----------------------------------------------------------------------------------------------

    def alive(self) -> bool:
        """Whether the engine thread turns."""
        return self._engine.alive()

    def snapshot(self) -> Snapshot:
        """Return everything at one moment: nothing is committed or decided while it is taken."""
        with self._engine.lock:
            built = self._built
            states = {name: each.state() for name, each in built.deliveries.items()}
            faults = {ledger.name: ledger.fault for ledger in built.flow.ledgers}
            return Snapshot(
                config_version=self.loaded.version,
                config_hash=self.loaded.hash,
                ready=self._ready and not any(log.full for log in self._storage.logs().values()),
                draining=self._draining,
                logs=tuple(
                    LogState(
                        name,
                        log.bytes,
                        self._storage.config.max_bytes,
                        log.head,
                        log.tail,
                        log.full,
                        faults.get(name, ""),
                    )
                    for name, log in self._storage.logs().items()
                ),
                exporters=states,
                accounts={
                    name: self._account(built, built.exporter_logs[name], state)
                    for name, state in states.items()
                },
                waiting={
                    ledger.name: ledger.holding.undecided()
                    for ledger in built.flow.ledgers
                    if ledger.holding is not None
                },
                leaving=self._leaving(),
                queue_bytes=self.queue.bytes,
                memory_short=self.queue.short,
                components=tuple(f"{key[0]}.{key[1]}" for key in built.parts.made),
                warnings=tuple(each.message for each in self.loaded.warnings),
                last_reload=self._last_reload,
                config_files=self.loaded.files,
                details=built.parts.details(),
            )

    def _leaving(self) -> dict[str, int]:
        names = {id(log): name for name, log in self._storage.logs().items()}
        return {
            f"{each.name}@{names[id(each.log)]}": each.state().live for each in list(self._retiring)
        }

    def _account(self, built: Built, log_name: str, state: DeliveryState) -> Account:
        """Follow the spans of one exporter back to the receivers."""
        ledgers = built.flow.ledgers
        ledger = next(each for each in ledgers if each.name == log_name)
        accepted, waiting, dropped = ledger.whole(ledgers)
        return Account(
            accepted - state.missed, state.live + waiting, state.exported, dropped, state.failed
        )
