"""Who sent the spans of a group, and what was answered to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spanmill.model.arrays import array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spanmill.kernel import Group, Source, SpanBatch
    from spanmill.telemetry import Registry

__all__ = ["SourceCounts", "by_source", "receiver_of"]


def by_source(group: Group) -> Iterator[tuple[SpanBatch, Source]]:
    """Cut a group's batch by who sent it: nearly always there is one source, and nothing to cut."""
    sources = group.sources
    if len(sources) == 1:
        yield group.batch, sources[0]
        return
    source_of = array(group.source_of(), np.uint32)
    by_span = source_of[array(group.batch.column("request"), np.uint32)]
    for place, source in enumerate(sources):
        yield group.batch.filter((by_span == place).view(np.uint8)), source


def receiver_of(source: Source) -> str:
    """Return the id of the receiver that a source came by."""
    return source.receiver.partition(" ")[0]


class SourceCounts:
    """Counts what was answered, by receiver and transport."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._taken: dict[str, tuple[Callable[[float], None], Callable[[float], None]]] = {}

    def count(self, source: Source) -> None:
        """Count what was answered to one source."""
        taken = self._taken.get(source.receiver) or self._counters(source.receiver)
        requests, spans = taken
        requests(source.num_requests)
        spans(source.num_spans)
        if source.num_rejected:
            labels = labels_of(source.receiver)
            self._registry.count("receiver_refused_spans", source.num_rejected, **labels)
        if source.num_refused:
            refused = source.num_refused
            self._registry.count("receiver_refused_requests", refused, reason="malformed")

    def _counters(self, receiver: str) -> tuple[Callable[[float], None], Callable[[float], None]]:
        labels = labels_of(receiver)
        made = (
            self._registry.counter("receiver_requests", **labels),
            self._registry.counter("receiver_accepted_spans", **labels),
        )
        self._taken[receiver] = made
        return made


def labels_of(receiver: str) -> dict[str, str]:
    """Return the labels of a receiver's id and transport."""
    name, _, transport = receiver.partition(" ")
    return {"receiver": name, "transport": transport}
