"""Check the references of pipelines, and turn good ones into what the cut needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from spanmill.component import Kind, Signal
from spanmill.config.diagnostic import Slug, closest, one_of
from spanmill.config.graph import FoldNode, PipelineSpec
from spanmill.config.network import AuthRef
from spanmill.config.sections import valid_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spanmill.component import Factory
    from spanmill.config.diagnostic import Findings
    from spanmill.config.fill import Place
    from spanmill.config.sections import Defined
    from spanmill.config.service import PipelineConfig, ServiceConfig
    from spanmill.config.tree import Mark

__all__ = ["Wiring"]

_SIDES = {
    "receivers": (Kind.RECEIVER, Kind.CONNECTOR),
    "processors": (Kind.PROCESSOR,),
    "exporters": (Kind.EXPORTER, Kind.CONNECTOR),
}
_ENDS = {"receivers": "span_metrics", "processors": "none", "exporters": "prometheus"}
"""What a pipeline of metrics may have."""
_ROLES_WITHOUT_DATA = frozenset({"edge", "admission"})


@dataclass(frozen=True, slots=True)
class _Ref:
    """One id in a list of a pipeline."""

    pipeline: str
    side: str
    id: str
    mark: Mark
    where: str


class Wiring:
    """The pipelines of one file."""

    def __init__(
        self, service: ServiceConfig, place: Place, defined: Defined, findings: Findings
    ) -> None:
        self._service = service
        self._place = place
        self._defined = defined
        self._findings = findings
        self._refs = list(self._read_refs())
        self._foreign = {name for name in service.pipelines if self._is_foreign(name)}

    def check(self) -> None:
        """Note everything that is wrong with references, signals and cycles."""
        self._check_pipelines()
        for ref in self._refs:
            self._check_ref(ref)
        self._check_connectors()
        self._check_cycles()
        self._check_extensions()
        self._note_unused()

    def specs(self) -> list[PipelineSpec]:
        """Return the pipelines of traces. Call it only when `check` found no error."""
        traces = (
            (name, config)
            for name, config in self._service.pipelines.items()
            if _signal(name) is Signal.TRACES
        )
        return [self._spec(name, config) for name, config in traces]

    def _read_refs(self) -> Iterator[_Ref]:
        for name, config in self._service.pipelines.items():
            for side in _SIDES:
                for index, component_id in enumerate(getattr(config, side)):
                    place = self._place.at(("pipelines", name, side, index))
                    where = f"service.pipelines.{name}.{side}"
                    yield _Ref(name, side, component_id, place.node.mark, where)

    def _factory(self, ref: _Ref) -> Factory[Any] | None:
        factories = self._defined.factories
        found = (factories.get((kind, ref.id)) for kind in _SIDES[ref.side])
        return next((each for each in found if each is not None), None)

    def _is_connector(self, component_id: str) -> bool:
        return (Kind.CONNECTOR, component_id) in self._defined.marks

    def _key(self, *path: str) -> Mark:
        place = self._place.at(path)
        return place.key

    def _check_pipelines(self) -> None:
        signals = [signal.value for signal in Signal]
        for name, config in self._service.pipelines.items():
            mark, where = self._key("pipelines", name), "service.pipelines"
            signal = name.partition("/")[0]
            if not valid_id(name) or signal not in signals:
                self._findings.error(
                    Slug.BAD_ID,
                    mark,
                    where,
                    f"'{name}' is no pipeline id",
                    expected="a signal or signal/name, e.g. traces/kept",
                    hint=closest(signal, signals),
                )
            if name in self._foreign:
                self._findings.error(
                    Slug.SIGNAL_MISMATCH,
                    mark,
                    where,
                    f"nothing in '{name}' carries {signal}",
                    expected="traces, or metrics from 'span_metrics' to 'prometheus'",
                    hint="Remove the pipeline.",
                )
            for side in ("receivers", "exporters"):
                if not getattr(config, side):
                    self._findings.error(
                        Slug.EMPTY_PIPELINE,
                        mark,
                        f"{where}.{name}",
                        f"the pipeline has no {side}",
                        expected="at least one id",
                    )

    def _is_foreign(self, name: str) -> bool:
        """Say whether nothing in a pipeline carries its signal, so that one error is enough."""
        signal = _signal(name)
        own = [ref for ref in self._refs if ref.pipeline == name and ref.side != "processors"]
        known = [(factory, ref.side) for ref in own if (factory := self._factory(ref)) is not None]
        carried = any(signal in _signals(*each) for each in known)
        return signal not in {None, Signal.TRACES} and bool(known) and not carried

    def _check_ref(self, ref: _Ref) -> None:
        same = [
            each for each in self._refs if each.pipeline == ref.pipeline and each.side == ref.side
        ]
        if any(each.id == ref.id for each in same[: same.index(ref)]):
            self._findings.error(
                Slug.REPEATED_REFERENCE,
                ref.mark,
                ref.where,
                f"'{ref.id}' stands twice in this list",
                expected="each id once",
            )
        kinds = _SIDES[ref.side]
        if not any((kind, ref.id) in self._defined.marks for kind in kinds):
            names = self._defined.ids(*kinds)
            one = " or ".join(kind.value.removesuffix("s") for kind in kinds)
            self._findings.error(
                Slug.UNKNOWN_REFERENCE,
                ref.mark,
                ref.where,
                f"no {one} '{ref.id}' is defined",
                expected=one_of(names) if names else f"an id that '{kinds[0].value}' defines",
                hint=closest(ref.id, names),
            )
            return
        self._check_signal(ref)

    def _check_signal(self, ref: _Ref) -> None:
        factory, signal = self._factory(ref), _signal(ref.pipeline)
        if factory is None or signal is None or ref.pipeline in self._foreign:
            return
        carried = _signals(factory, ref.side)
        if signal not in carried:
            words = " and ".join(sorted(carried))
            self._findings.error(
                Slug.SIGNAL_MISMATCH,
                ref.mark,
                ref.where,
                f"'{ref.id}' carries {words}, the pipeline carries {signal}",
                expected=_ENDS[ref.side]
                if signal is Signal.METRICS
                else f"a component that carries {signal}",
            )
        elif signal is Signal.METRICS and ref.side == "exporters" and factory.role != "fold":
            self._findings.error(
                Slug.SIGNAL_MISMATCH,
                ref.mark,
                ref.where,
                f"'{ref.id}' cannot take metrics of spans",
                expected="prometheus",
            )

    def _check_connectors(self) -> None:
        for connector in self._defined.ids(Kind.CONNECTOR):
            sides = {
                ref.side: ref
                for ref in self._refs
                if ref.id == connector and ref.side != "processors"
            }
            if len(sides) == 1:
                ((side, ref),) = sides.items()
                missing = "receivers" if side == "exporters" else "exporters"
                self._findings.error(
                    Slug.ONE_SIDED_CONNECTOR,
                    ref.mark,
                    ref.where,
                    f"connector '{connector}' stands only among {side}",
                    expected=f"it among the {missing} of another pipeline too",
                )

    def _check_cycles(self) -> None:
        following: dict[str, list[tuple[str, _Ref]]] = {}
        for ref in self._refs:
            if ref.side == "exporters" and self._is_connector(ref.id):
                targets = [
                    r.pipeline for r in self._refs if r.side == "receivers" and r.id == ref.id
                ]
                following.setdefault(ref.pipeline, []).extend((target, ref) for target in targets)
        reported: set[frozenset[str]] = set()
        for start in self._service.pipelines:
            self._follow(start, [start], following, reported)

    def _follow(
        self,
        pipeline: str,
        path: list[str],
        following: dict[str, list[tuple[str, _Ref]]],
        reported: set[frozenset[str]],
    ) -> None:
        for target, ref in following.get(pipeline, ()):
            if target not in path:
                self._follow(target, [*path, target], following, reported)
                continue
            cycle = path[path.index(target) :]
            if frozenset(cycle) not in reported:
                reported.add(frozenset(cycle))
                self._findings.error(
                    Slug.CYCLE,
                    ref.mark,
                    ref.where,
                    f"a cycle: {' -> '.join([*cycle, target])}",
                    expected="pipelines that lead to an end",
                )

    def _check_extensions(self) -> None:
        names = self._defined.ids(Kind.EXTENSION)
        for index, extension in enumerate(self._service.extensions):
            if extension not in names:
                mark = self._place.at(("extensions", index)).node.mark
                self._findings.error(
                    Slug.UNKNOWN_REFERENCE,
                    mark,
                    "service.extensions",
                    f"no extension '{extension}' is defined",
                    expected=one_of(names) if names else "an id that 'extensions' defines",
                    hint=closest(extension, names),
                )
        for component in self._defined.components.values():
            for path, auth in _auth_refs(component.config):
                if auth.authenticator not in self._service.extensions:
                    place = component.place.at((*path, "authenticator"))
                    self._findings.error(
                        Slug.UNKNOWN_REFERENCE,
                        place.node.mark,
                        place.where,
                        f"extension '{auth.authenticator}' is not in service.extensions",
                        expected=one_of(self._service.extensions)
                        if self._service.extensions
                        else "it there",
                        hint=closest(auth.authenticator, self._service.extensions),
                    )

    def _note_unused(self) -> None:
        used = {(kind, ref.id) for ref in self._refs for kind in _SIDES[ref.side]}
        used |= {(Kind.EXTENSION, name) for name in self._service.extensions}
        for (kind, name), component in self._defined.components.items():
            if (kind, name) not in used:
                place = "service.extensions" if kind is Kind.EXTENSION else "a pipeline"
                self._findings.note(
                    Slug.UNUSED,
                    component.place.key,
                    f"{kind.value}.{name}",
                    f"defined but not used in {place}",
                )

    def _spec(self, name: str, config: PipelineConfig) -> PipelineSpec:
        exporters = [each for each in config.exporters if not self._is_connector(each)]
        leading = [each for each in config.exporters if self._is_connector(each)]
        folds = [FoldNode(each) for each in exporters if self._role(each) == "fold"]
        for connector in leading:
            if self._defined.components[Kind.CONNECTOR, connector].factory.role == "fold":
                folds += self._metric_folds(connector)
        return PipelineSpec(
            id=name,
            receivers=tuple(each for each in config.receivers if not self._is_connector(each)),
            processors=tuple(
                (each, self._defined.components[Kind.PROCESSOR, each].factory.role)
                for each in config.processors
            ),
            exporters=tuple(each for each in exporters if self._role(each) != "fold"),
            folds=tuple(dict.fromkeys(folds)),
            connectors=tuple(leading),
            from_connectors=tuple(each for each in config.receivers if self._is_connector(each)),
        )

    def _role(self, exporter: str) -> str:
        return self._defined.components[Kind.EXPORTER, exporter].factory.role

    def _metric_folds(self, connector: str) -> Iterator[FoldNode]:
        """A pipeline of metrics and the connector before it are one consumer."""
        for config in self._service.pipelines.values():
            if connector in config.receivers:
                yield from (FoldNode(exporter, connector) for exporter in config.exporters)


def _signal(pipeline: str) -> Signal | None:
    name = pipeline.partition("/")[0]
    return next((signal for signal in Signal if signal.value == name), None)


def _signals(factory: Factory[Any], side: str) -> frozenset[Signal]:
    """Return what a component carries on one side: `span_metrics` gives metrics."""
    if factory.kind is Kind.CONNECTOR and factory.role == "fold" and side == "receivers":
        return frozenset({Signal.METRICS})
    if factory.role in _ROLES_WITHOUT_DATA and factory.kind is Kind.PROCESSOR:
        return frozenset(Signal)
    return factory.signals


def _auth_refs(
    model: BaseModel, path: tuple[str, ...] = ()
) -> Iterable[tuple[tuple[str, ...], AuthRef]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, AuthRef):
            yield (*path, name), value
        elif isinstance(value, BaseModel):
            yield from _auth_refs(value, (*path, name))
