"""Turns a cut graph into what runs.

Ledgers, branches, holders, folds and the exporters' ways through their logs.

Everything here is made and nothing is started, so that a fault leaves what runs untouched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from spanmill.component import Kind, Reads
from spanmill.engine.delivery import Delivering
from spanmill.engine.folding import Folding
from spanmill.engine.holding import Holding
from spanmill.engine.intake import Flow
from spanmill.engine.ledger import Ledger
from spanmill.engine.outlet import Outlet, Step
from spanmill.engine.records import RecordNote
from spanmill.kernel import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from spanmill.component import (
        Exporter,
        Extension,
        Fold,
        FoldExporter,
        Holder,
        Processor,
        Receiver,
    )
    from spanmill.config import Branch, FoldNode, Graph, LogNode, Stage
    from spanmill.engine.parts import Parts

__all__ = ["Built", "build", "delivery"]


@dataclass(frozen=True)
class Built:
    """One configuration, ready to start."""

    parts: Parts
    flow: Flow
    receivers: dict[str, Receiver]
    processors: tuple[Processor, ...]
    deliveries: dict[str, Delivering]
    fold_exporters: dict[str, FoldExporter]
    foldings: tuple[Folding, ...]
    extensions: tuple[Extension, ...]
    exporter_logs: dict[str, str]
    """Name of the log by delivery."""
    cursor_names: dict[str, frozenset[str]]
    """Names of the cursors that the graph has in each log."""
    taking_over: tuple[Callable[[], None], ...]
    """What the engine thread does as it switches.

    So that parts of the running graph go on in this one.
    """


def plan_of(reads: Iterable[Reads]) -> Plan:
    """Join what several components read."""
    total = Reads()
    for each in reads:
        total |= each
    return Plan(
        sorted(total.span, key=repr),
        sorted(total.resource, key=repr),
        sorted(total.scope, key=repr),
    )


def delivery(parts: Parts, name: str, exporter_id: str, log_name: str) -> Delivering:
    """Make the way of an exporter through a log."""
    around = parts.around
    exporter = cast("Exporter", parts.get(Kind.EXPORTER, exporter_id, f"@{log_name}"))
    log, plan = around.storage.log(log_name), plan_of([exporter.reads])
    return Delivering(name, exporter, log, plan, around.clock, around.registry, around.logger)


def fold_name(fold: FoldNode, node: LogNode) -> str:
    """Return who counts, and at which log."""
    return "@".join(part for part in (fold.id, fold.connector, node.name) if part)


def build(parts: Parts, running: Built | None = None) -> Built:
    """Make everything that `parts.loaded` describes.

    Raises what a component's constructor raises, or `OSError`.
    """
    return Builder(parts, running).build()


class Builder:
    """Holds what the parts of one graph find each other by."""

    def __init__(self, parts: Parts, running: Built | None) -> None:
        self._parts = parts
        self._graph: Graph = parts.loaded.graph
        self._running = running
        self._around = parts.around
        self._ledgers: dict[str, Ledger] = {}
        self._foldings: dict[str, Folding] = {}
        self._taking_over: list[Callable[[], None]] = []
        self._fold_names = {
            fold_name(fold, node) for node in self._graph.logs for fold in node.folds
        }
        self._left_states = {
            name: state for name, state in self._states().items() if name not in self._fold_names
        }

    def build(self) -> Built:
        deliveries = {
            name: delivering
            for node in self._graph.logs
            for name, delivering in self._deliveries(node)
        }
        for node in self._graph.logs:
            self._ledgers[node.name] = self._ledger(node)
        for stage in self._graph.stages:
            if stage.holder is not None:
                self._hold(stage.holder, tuple(self._outlet(each) for each in stage.branches))
        routes = {
            receiver: tuple(self._outlet(branch) for branch in stage.branches)
            for stage in self._graph.stages
            if stage.holder is None
            for receiver in stage.receivers
        }
        loaded = self._parts.loaded
        exporter_logs = self._exporter_logs()
        exporters = {fold.id for node in self._graph.logs for fold in node.folds}
        return Built(
            parts=self._parts,
            flow=Flow(
                plan=plan_of(self._intake_reads()),
                routes=routes,
                bounded={
                    receiver: tuple(
                        each
                        for name, each in deliveries.items()
                        if each.is_bounded and exporter_logs[name] in self._logs_behind(stage)
                    )
                    for stage in self._graph.stages
                    if stage.holder is None
                    for receiver in stage.receivers
                },
                ledgers=tuple(self._ledgers.values()),
                config_version=loaded.version,
                config_hash=loaded.hash,
            ),
            receivers={
                each: cast("Receiver", self._parts.get(Kind.RECEIVER, each))
                for each in self._graph.receivers
            },
            processors=tuple(self._parts.of_kind(Kind.PROCESSOR).values()),
            deliveries=deliveries,
            fold_exporters={
                each: cast("FoldExporter", self._parts.get(Kind.EXPORTER, each))
                for each in sorted(exporters)
            },
            foldings=tuple(self._foldings.values()),
            extensions=tuple(
                cast("Extension", self._parts.get(Kind.EXTENSION, each))
                for each in self._graph.extensions
            ),
            exporter_logs=exporter_logs,
            cursor_names={node.name: self._cursors(node) for node in self._graph.logs},
            taking_over=tuple(self._taking_over),
        )

    def _exporter_logs(self) -> dict[str, str]:
        return {
            name: node.name
            for node in self._graph.logs
            for name in self._delivery_names(node).values()
        }

    def _logs_behind(self, stage: Stage) -> set[str]:
        """Return the logs that spans of a stage come to, holders or not."""
        logs = set(stage.outputs)
        for each in self._graph.stages:
            if each.holder in stage.outputs:
                logs |= self._logs_behind(each)
        return logs

    def _cursors(self, node: LogNode) -> frozenset[str]:
        names = {f"exporter:{name}" for name in self._delivery_names(node).values()}
        names |= {f"fold:{each.name}" for each in self._ledgers[node.name].folds}
        names |= {f"holder:{node.name}"} if node.holder else set()
        for stage in self._graph.stages:
            if stage.holder is not None and node.name in stage.outputs:
                names.add(f"decisions:{stage.holder}")
        return frozenset(names)

    def _ledger(self, node: LogNode) -> Ledger:
        ledger = Ledger(node.name, self._around.storage.log(node.name))
        ledger.folds = [self._folding(node, fold) for fold in node.folds]
        running = self._running_ledger(node.name)
        if running is not None:
            self._taking_over.append(lambda: ledger.settle_as(running))
        return ledger

    # --- consumers
    # ----------------------------------------------------------------------------------------------

    def _delivery_names(self, node: LogNode) -> dict[str, str]:
        """Return names by exporter id.

        The id alone where the exporter reads one log, else with the log's name.
        """
        shared = [name for each in self._graph.logs for name in each.exporters]
        return {
            name: name if shared.count(name) == 1 else f"{name}@{node.name}"
            for name in node.exporters
        }

    def _deliveries(self, node: LogNode) -> Iterable[tuple[str, Delivering]]:
        log = self._around.storage.log(node.name)
        for exporter_id, name in self._delivery_names(node).items():
            exporter = self._parts.get(Kind.EXPORTER, exporter_id, f"@{node.name}")
            running = self._running.deliveries.get(name) if self._running else None
            if running and running.exporter is exporter and running.log is log:
                yield name, running
            else:
                yield name, delivery(self._parts, name, exporter_id, node.name)

    def _folding(self, node: LogNode, fold: FoldNode) -> Folding:
        name = fold_name(fold, node)
        for running in self._running.foldings if self._running else ():
            if running.name == name and self._unchanged(fold):
                self._foldings[name] = running
                return running
        if fold.connector:
            made = cast(
                "Fold", self._parts.get(Kind.CONNECTOR, fold.connector, f"@{node.name}", fresh=True)
            )
        else:
            made = cast("FoldExporter", self._parts.get(Kind.EXPORTER, fold.id)).new_fold()
        around = self._around
        log, state = around.storage.log(node.name), around.storage.state_file(name)
        plan = plan_of([made.reads])
        folding = Folding(name, made, log, plan, state, around.registry, around.logger)
        self._taking_over.append(self._taking_up(folding))
        self._foldings[name] = folding
        return folding

    def _states(self) -> dict[str, Path]:
        running = self._running.foldings if self._running else ()
        return self._around.storage.states() | {each.name: each.state for each in running}

    def _taking_up(self, folding: Folding) -> Callable[[], None]:
        """Return how a fold comes to its counts: its own, or those of a log that it left."""
        if not folding.state.exists():
            for name, state in self._left_states.items():
                if name.rpartition("@")[0] == folding.counter:
                    del self._left_states[name]
                    return partial(folding.go_on_from, state)
        return folding.attach

    def _unchanged(self, fold: FoldNode) -> bool:
        before, loaded = self._parts.before, self._parts.loaded
        exporter = before.get((Kind.EXPORTER, fold.id, ""))
        same = exporter is not None and exporter.config == loaded.config(Kind.EXPORTER, fold.id)
        if not fold.connector or not same:
            return same
        connectors = [
            each for key, each in before.items() if key[:2] == (Kind.CONNECTOR, fold.connector)
        ]
        return any(
            each.config == loaded.config(Kind.CONNECTOR, fold.connector) for each in connectors
        )

    # --- branches
    # ----------------------------------------------------------------------------------------------

    def _outlet(self, branch: Branch) -> Outlet:
        steps = tuple(
            Step.of(
                each,
                cast("Processor", self._parts.get(Kind.PROCESSOR, each, fresh=True)),
                self._around.registry,
            )
            for each in branch.processors
        )
        ledger = self._ledgers[branch.log]
        reads = [step.processor.reads for step in steps] + self._watchers(branch.log)
        return Outlet(steps, ledger, plan_of(reads))

    def _watchers(self, log_name: str) -> list[Reads]:
        """Return what everything reads that sees commits of a log in memory."""
        reads = [folding.fold.reads for folding in self._ledgers[log_name].folds]
        node = self._graph.log(log_name)
        return reads + ([self._holder(node).reads] if node.holder else [])

    def _holder(self, node: LogNode) -> Holder:
        holder = self._parts.get(Kind.PROCESSOR, cast("str", node.holder), f"@{node.name}")
        return cast("Holder", holder)

    def _hold(self, log_name: str, outlets: tuple[Outlet, ...]) -> None:
        node = self._graph.log(log_name)
        holder = self._holder(node)
        holding = Holding(
            log_name,
            holder,
            self._around.storage.log(log_name),
            outlets,
            plan_of([holder.reads]),
            noting(self._parts),
            self._around.registry,
            self._around.logger,
        )
        self._ledgers[log_name].holding = holding
        running = self._running_ledger(log_name)
        before = running.holding if running is not None else None
        if before is not None and before.holder is holder:
            self._taking_over.append(lambda: holding.go_on_from(before))
        else:
            self._taking_over.append(holding.attach)

    def _running_ledger(self, log_name: str) -> Ledger | None:
        if self._running is None:
            return None
        found = [each for each in self._running.flow.ledgers if each.name == log_name]
        return found[0] if found else None

    def _intake_reads(self) -> list[Reads]:
        logs = {
            branch.log
            for stage in self._graph.stages
            if stage.holder is None
            for branch in stage.branches
        }
        processors = {
            each
            for stage in self._graph.stages
            if stage.holder is None
            for each in stage.processors
        }
        made = [
            cast("Processor", self._parts.get(Kind.PROCESSOR, each)) for each in sorted(processors)
        ]
        watchers = [reads for log in sorted(logs) for reads in self._watchers(log)]
        return [each.reads for each in made] + watchers


def noting(parts: Parts) -> Callable[[], RecordNote]:
    """Return what begins the note of a record of decisions.

    It knows nothing of the graph: a holder that goes on would keep all graphs before it.
    """
    clock, version, config_hash = parts.around.clock, parts.loaded.version, parts.loaded.hash
    return lambda: RecordNote(int(clock() * 1e9), version, config_hash)
