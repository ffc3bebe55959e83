"""Warn where spans would reach the disk before the redaction that comes later has seen them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.component import Kind
from spanmill.config.diagnostic import Slug
from spanmill.config.graph import led_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spanmill.config.diagnostic import Findings
    from spanmill.config.fill import Place
    from spanmill.config.graph import Graph, PipelineSpec
    from spanmill.config.sections import Defined

__all__ = ["warn_unredacted"]


def warn_unredacted(
    graph: Graph,
    specs: Sequence[PipelineSpec],
    service: Place,
    defined: Defined,
    findings: Findings,
) -> None:
    """Name every redaction behind or beside a log that holds what it would take out."""
    redactions = {
        name for (kind, name), each in defined.components.items()
        if kind is Kind.PROCESSOR and each.factory.name == "redaction"
    }  # fmt: skip
    warned: set[tuple[str, str]] = set()
    for stage in graph.stages:
        for branch in stage.branches:
            if stage.holder is not None or redactions & set(branch.processors):
                continue
            for pipeline, name in _later(graph.log(branch.log).pipelines, specs, redactions):
                if (pipeline.id, name) in warned:
                    continue
                warned.add((pipeline.id, name))
                index = [each for each, _ in pipeline.processors].index(name)
                found = service.at(("pipelines", pipeline.id, "processors", index))
                findings.warning(
                    Slug.UNREDACTED_ON_DISK,
                    found.node.mark,
                    f"service.pipelines.{pipeline.id}.processors",
                    f"log '{branch.log}' stores spans before '{name}' has redacted them",
                    hint=f"Move '{name}' to the processors of the pipelines that have receivers, "
                    "before any holder or exporter.",
                )


def _later(
    pipelines: Iterable[str], specs: Sequence[PipelineSpec], redactions: set[str]
) -> list[tuple[PipelineSpec, str]]:
    """Return the redactions in these pipelines and in all that they lead to."""
    return [
        (pipeline, processor)
        for pipeline in led_to(pipelines, specs)
        for processor, _ in pipeline.processors
        if processor in redactions
    ]
