"""Draw a graph as text: stages, logs, and who reads each log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spanmill.config.graph import FoldNode, Graph, LogNode, Stage

__all__ = ["explain"]


def explain(graph: Graph) -> str:
    """Return the drawing. Clients are answered at the first log that their spans reach."""
    lines: list[str] = []
    for stage in graph.stages:
        if stage.holder is None:
            lines += _intake(stage)
    for log in graph.logs:
        lines += ["", *_log(log, graph)]
    if graph.extensions:
        lines += ["", f"extensions: {', '.join(graph.extensions)}"]
    return "\n".join(lines)


def _intake(stage: Stage) -> Iterator[str]:
    limited = f"  (queue limited by {', '.join(stage.admission)})" if stage.admission else ""
    yield f"receive {', '.join(stage.receivers)}{limited}"
    yield from _tree([_way(branch.processors, branch.log) for branch in stage.branches])


def _way(processors: Sequence[str], log: str) -> str:
    steps = " -> ".join(processors)
    return f"{steps} -> log {log}" if steps else f"log {log}"


def _log(log: LogNode, graph: Graph) -> Iterator[str]:
    readers: list[str] = []
    if log.holder is not None:
        behind = next(stage for stage in graph.stages if stage.holder == log.name)
        ways = [_way(branch.processors, branch.log) for branch in behind.branches]
        readers += [f"{log.holder} decides; kept spans -> {way}" for way in ways]
    readers += [f"{_fold(fold)} counts" for fold in log.folds]
    readers += [f"{exporter} exports" for exporter in log.exporters]
    yield f"log {log.name}"
    yield from _tree(readers)


def _fold(fold: FoldNode) -> str:
    return f"{fold.id} (through {fold.connector})" if fold.connector else fold.id


def _tree(items: Sequence[str]) -> Iterator[str]:
    for place, item in enumerate(items):
        corner = "`-" if place == len(items) - 1 else "|-"
        yield f"  {corner} {item}"
