"""Warn where an exporter that only counts would count the same spans twice under the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.component import Kind
from spanmill.config.diagnostic import Slug
from spanmill.config.graph import led_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.config.diagnostic import Findings
    from spanmill.config.fill import Place
    from spanmill.config.graph import FoldNode, PipelineSpec
    from spanmill.config.sections import Defined
    from spanmill.config.service import ServiceConfig

__all__ = ["warn_counted_twice"]


def warn_counted_twice(
    specs: Sequence[PipelineSpec],
    service: ServiceConfig,
    place: Place,
    defined: Defined,
    findings: Findings,
) -> None:
    """Name every second way of spans to such an exporter, in their pipeline or one behind it."""
    warned: set[tuple[str, str]] = set()
    for first in specs:
        for pipeline in led_to([first.id], specs):
            for number, fold in enumerate(pipeline.folds):
                way = fold.connector or fold.id
                before = first.folds[:number] if pipeline is first else first.folds
                counted = {_series(each, defined) for each in before}
                if (pipeline.id, way) in warned or _series(fold, defined) not in counted:
                    continue
                warned.add((pipeline.id, way))
                index = service.pipelines[pipeline.id].exporters.index(way)
                found = place.at(("pipelines", pipeline.id, "exporters", index))
                findings.warning(
                    Slug.COUNTED_TWICE,
                    found.node.mark,
                    f"service.pipelines.{pipeline.id}.exporters",
                    f"'{fold.id}' counts these spans twice: pipeline '{first.id}' leads there too",
                    hint="Remove one of the two, or give span_metrics a namespace of its own.",
                )


def _series(fold: FoldNode, defined: Defined) -> tuple[str, str]:
    """Return the exporter, and what the names of series begin with: empty where as its own do."""
    if not fold.connector:
        return fold.id, ""
    config = defined.components[Kind.CONNECTOR, fold.connector].config
    field = type(config).model_fields.get("namespace")
    namespace = getattr(config, "namespace", "")
    return fold.id, "" if field is None or namespace == field.default else namespace
