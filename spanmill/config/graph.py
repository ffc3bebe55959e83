"""Cut pipelines into stages and logs.

Pure: it knows the roles of components and not the components. `forward`, `batch` and the like are
edges and vanish. Processors are inlined along edges until a holder or a set of consumers; before
each of these there is a log. Sinks that are reached by the same processors from the same origins
share one log, so that spans are written once.

Names of logs come from ids of pipelines and components alone, because data on disk outlives the
graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spanmill.component import Role

__all__ = [
    "Branch",
    "FoldNode",
    "Graph",
    "LogNode",
    "PipelineSpec",
    "Stage",
    "cut",
    "led_to",
    "log_name",
]


@dataclass(frozen=True, slots=True)
class PipelineSpec:
    """One pipeline of traces, all references good. `folds` are its exporters that only count."""

    id: str
    receivers: tuple[str, ...]
    processors: tuple[tuple[str, Role], ...]
    exporters: tuple[str, ...]
    folds: tuple[FoldNode, ...]
    connectors: tuple[str, ...]
    """Ids of the connectors that it exports to and that lead to other pipelines of traces."""
    from_connectors: tuple[str, ...]
    """Ids of the connectors that it receives from; `receivers` holds only real ones."""


@dataclass(frozen=True, slots=True, order=True)
class FoldNode:
    """A consumer that only counts."""

    id: str
    """Id of the exporter, e.g. `prometheus`."""
    connector: str = ""
    """Id of the `span_metrics` connector that it stands behind; empty where the exporter stands in
    the pipeline itself.
    """


@dataclass(frozen=True, slots=True)
class Branch:
    """One way through a stage: these processors in this order, then a record in this log."""

    processors: tuple[str, ...]
    log: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Processors that run in one go.

    Branches that begin alike share that beginning: it runs once.
    """

    name: str
    receivers: tuple[str, ...]
    """Where requests come from; empty for a stage behind a holder."""
    holder: str | None
    """Name of the log whose holder's kept spans come in; None for a stage behind receivers."""
    branches: tuple[Branch, ...]
    admission: tuple[str, ...] = ()
    """Ids of the components that limit the queue of requests."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the logs it writes to, each once."""
        return tuple(dict.fromkeys(branch.log for branch in self.branches))

    @property
    def processors(self) -> tuple[str, ...]:
        """Ids of all its processors, each once."""
        return tuple(dict.fromkeys(each for branch in self.branches for each in branch.processors))


@dataclass(frozen=True, slots=True)
class LogNode:
    """A log and who reads it."""

    name: str
    holder: str | None = None
    """Id of the holder that waits with its spans."""
    exporters: tuple[str, ...] = ()
    folds: tuple[FoldNode, ...] = ()
    pipelines: tuple[str, ...] = ()
    """Ids of the pipelines whose spans end here."""


@dataclass(frozen=True, slots=True)
class Graph:
    """All that runs."""

    stages: tuple[Stage, ...]
    logs: tuple[LogNode, ...]
    receivers: tuple[str, ...]
    extensions: tuple[str, ...]

    def log(self, name: str) -> LogNode:
        """Return a log by name.

        Raises:
            KeyError: where there is none.
        """
        for node in self.logs:
            if node.name == name:
                return node
        raise KeyError(name)


_Origin = tuple[str, str]
_Way = tuple[_Origin, tuple[str, ...]]


@dataclass(slots=True)
class _Sink:
    """Where spans wait: before a holder, or with None before the consumers of a pipeline."""

    pipeline: PipelineSpec
    holder: str | None
    ways: dict[_Way, None] = field(default_factory=dict[_Way, None])


def led_to(pipelines: Iterable[str], specs: Sequence[PipelineSpec]) -> list[PipelineSpec]:
    """Return these pipelines and all that their spans come to, nearest first."""
    by_id = {each.id: each for each in specs}
    todo, seen = list(pipelines), dict[str, None]()
    while todo:
        name = todo.pop(0)
        if name in seen:
            continue
        seen[name] = None
        todo += [
            each.id for each in specs if set(each.from_connectors) & set(by_id[name].connectors)
        ]
    return [by_id[name] for name in seen]


def log_name(pipeline: str, holder: str | None) -> str:
    """Return the name of the log before a holder, or with None before consumers."""
    return f"{pipeline}:{holder or 'exporters'}".replace("/", ".")


def cut(pipelines: Iterable[PipelineSpec], extensions: tuple[str, ...] = ()) -> Graph:
    """Return the graph of pipelines without cycles."""
    cutter = _Cutter(tuple(pipelines))
    cutter.walk_all()
    logs, places = _join(cutter.sinks.values())
    receivers = tuple(dict.fromkeys(r for each in cutter.pipelines for r in each.receivers))
    stages = (*_intake(cutter, places, receivers), *_behind_holders(cutter, places))
    return Graph(stages, logs, receivers, extensions)


class _Cutter:
    """Follows every way from an origin to a sink."""

    def __init__(self, pipelines: tuple[PipelineSpec, ...]) -> None:
        self.pipelines = pipelines
        self.sinks: dict[tuple[str, str | None], _Sink] = {}
        self.admission: dict[str, dict[str, None]] = {}
        self._fed: dict[str, list[PipelineSpec]] = {}
        for pipeline in pipelines:
            for connector in pipeline.from_connectors:
                self._fed.setdefault(connector, []).append(pipeline)

    def walk_all(self) -> None:
        """Start at every receiver of every pipeline."""
        for pipeline in self.pipelines:
            for receiver in pipeline.receivers:
                self._walk(pipeline, 0, ("receiver", receiver), ())

    def _walk(
        self, pipeline: PipelineSpec, start: int, origin: _Origin, passed: tuple[str, ...]
    ) -> None:
        for place in range(start, len(pipeline.processors)):
            name, role = pipeline.processors[place]
            if role == "holder":
                self._hold(pipeline, place, origin, passed)
                return
            if role == "admission":
                self.admission.setdefault(origin[1], {})[name] = None
            elif role == "processor":
                passed = (*passed, name)
        if pipeline.exporters or pipeline.folds:
            self._sink(pipeline, None).ways[origin, passed] = None
        for connector in pipeline.connectors:
            for following in self._fed.get(connector, ()):
                self._walk(following, 0, origin, passed)

    def _hold(
        self, pipeline: PipelineSpec, place: int, origin: _Origin, passed: tuple[str, ...]
    ) -> None:
        name = pipeline.processors[place][0]
        known = (pipeline.id, name) in self.sinks
        self._sink(pipeline, name).ways[origin, passed] = None
        if not known:
            self._walk(pipeline, place + 1, ("holder", log_name(pipeline.id, name)), ())

    def _sink(self, pipeline: PipelineSpec, holder: str | None) -> _Sink:
        return self.sinks.setdefault((pipeline.id, holder), _Sink(pipeline, holder))


def _join(sinks: Iterable[_Sink]) -> tuple[tuple[LogNode, ...], dict[str, _Sink]]:
    """Give every sink a log; those with the same ways share one, which holds at most one holder."""
    groups: dict[frozenset[_Way], list[_Sink]] = {}
    for sink in sinks:
        groups.setdefault(frozenset(sink.ways), []).append(sink)
    logs: list[LogNode] = []
    places: dict[str, _Sink] = {}
    for group in groups.values():
        # The holder gives the name: undecided traces are what must be found again after a reload.
        ordered = sorted(group, key=lambda each: (each.holder is None, each.pipeline.id))
        holders = [each for each in ordered if each.holder is not None]
        rest = [each for each in ordered if each.holder is None]
        shares = [[each] for each in holders] or [[]]
        shares[0] += rest
        for share in shares:
            node = _log(share)
            logs.append(node)
            places[node.name] = share[0]
    return tuple(logs), places


def _log(share: list[_Sink]) -> LogNode:
    plain = [each for each in share if each.holder is None]
    return LogNode(
        name=log_name(share[0].pipeline.id, share[0].holder),
        holder=share[0].holder,
        exporters=tuple(dict.fromkeys(name for each in plain for name in each.pipeline.exporters)),
        folds=tuple(dict.fromkeys(fold for each in plain for fold in each.pipeline.folds)),
        pipelines=tuple(dict.fromkeys(each.pipeline.id for each in share)),
    )


def _branches(places: Mapping[str, _Sink], origin: _Origin) -> tuple[Branch, ...]:
    found = {
        Branch(processors, log): None
        for log, sink in places.items()
        for source, processors in sink.ways
        if source == origin
    }
    return tuple(found)


def _intake(
    cutter: _Cutter, places: Mapping[str, _Sink], receivers: tuple[str, ...]
) -> Iterator[Stage]:
    """Receivers whose spans take the same branches make one stage."""
    alike: dict[tuple[Branch, ...], list[str]] = {}
    for receiver in receivers:
        alike.setdefault(_branches(places, ("receiver", receiver)), []).append(receiver)
    for branches, names in alike.items():
        limits = dict.fromkeys(each for name in names for each in cutter.admission.get(name, ()))
        yield Stage("+".join(names), tuple(names), None, branches, tuple(limits))


def _behind_holders(cutter: _Cutter, places: Mapping[str, _Sink]) -> Iterator[Stage]:
    for pipeline, holder in cutter.sinks:
        if holder is None:
            continue
        name = log_name(pipeline, holder)
        yield Stage(name, (), name, _branches(places, ("holder", name)))
