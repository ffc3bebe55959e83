"""Which component types exist, and what to say about those that only the Collector has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spanmill.component import Factory, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["ABSENT", "Catalogue"]

_METRICS_ONLY = "Spanmill takes traces; keep a Collector beside it for this signal."
_NO_LANGUAGE = "Use 'attributes', 'resource' or 'filter', or write a processor in Python."
_CLUSTER = "One instance scales by the core; for more, put Kafka topics between instances."
_BUILT_IN = "The admin server on 127.0.0.1:13133 shows this; remove the extension."

ABSENT: dict[tuple[Kind, str], str] = {
    (Kind.RECEIVER, "jaeger"): "Jaeger clients speak OTLP since 1.35; use 'otlp'.",
    (Kind.RECEIVER, "zipkin"): "Send OTLP; use 'otlp'.",
    (Kind.RECEIVER, "opencensus"): "Send OTLP; use 'otlp'.",
    (Kind.RECEIVER, "prometheus"): _METRICS_ONLY,
    (Kind.RECEIVER, "hostmetrics"): _METRICS_ONLY,
    (Kind.RECEIVER, "filelog"): _METRICS_ONLY,
    (Kind.RECEIVER, "kafka"): "Use 'otlp'.",
    (Kind.PROCESSOR, "transform"): _NO_LANGUAGE,
    (Kind.PROCESSOR, "span"): _NO_LANGUAGE,
    (Kind.PROCESSOR, "probabilistic_sampler"): "Use 'tail_sampling' with a 'probabilistic' policy.",
    (
        Kind.PROCESSOR,
        "groupbytrace",
    ): "'tail_sampling' waits for whole traces by itself; remove it.",
    (Kind.PROCESSOR, "queue_batch"): "Groups and exporters batch by themselves; remove it.",
    (Kind.PROCESSOR, "resourcedetection"): "Use 'resource' with ${env:NAME} values.",
    (Kind.PROCESSOR, "resource_detection"): "Use 'resource' with ${env:NAME} values.",
    (
        Kind.PROCESSOR,
        "k8sattributes",
    ): "Use 'resource' with ${env:NAME} values from the pod's fields.",
    (
        Kind.PROCESSOR,
        "k8s_attributes",
    ): "Use 'resource' with ${env:NAME} values from the pod's fields.",
    (Kind.PROCESSOR, "gen_ai_normalizer"): "'token_cost' reads every dialect of GenAI attributes.",
    (Kind.PROCESSOR, "cumulativetodelta"): _METRICS_ONLY,
    (Kind.EXPORTER, "jaeger"): "It is retired; Jaeger takes OTLP on 4317: use 'otlp'.",
    (Kind.EXPORTER, "jaeger_thrift"): "It is retired; Jaeger takes OTLP on 4317: use 'otlp'.",
    (Kind.EXPORTER, "logging"): "It is retired; use 'debug'.",
    (Kind.EXPORTER, "zipkin"): "Zipkin takes OTLP with its collector module: use 'otlp_http'.",
    (Kind.EXPORTER, "loadbalancing"): _CLUSTER,
    (Kind.EXPORTER, "load_balancing"): _CLUSTER,
    (Kind.EXPORTER, "prometheusremotewrite"): "Use 'prometheus' and let Prometheus scrape it.",
    (Kind.EXPORTER, "prometheus_remote_write"): "Use 'prometheus' and let Prometheus scrape it.",
    (Kind.EXPORTER, "awss3"): "Use 'parquet' on a folder that is synced to the bucket.",
    (Kind.EXPORTER, "kafka"): "Use 'otlp' to a Collector that has Kafka.",
    (Kind.CONNECTOR, "servicegraph"): "Use 'span_metrics'.",
    (Kind.CONNECTOR, "service_graph"): "Use 'span_metrics'.",
    (Kind.CONNECTOR, "signal_to_metrics"): "'prometheus' derives token and cost metrics by itself.",
    (Kind.CONNECTOR, "signaltometrics"): "'prometheus' derives token and cost metrics by itself.",
    (Kind.CONNECTOR, "count"): "'prometheus' counts spans by itself.",
    (Kind.CONNECTOR, "routing"): "Use 'filter' in one pipeline for each route.",
    (Kind.EXTENSION, "zpages"): _BUILT_IN,
    (Kind.EXTENSION, "pprof"): "Use py-spy on the process; remove the extension.",
    (Kind.EXTENSION, "health_check_v2"): "Use 'health_check'.",
    (Kind.EXTENSION, "healthcheckv2"): "Use 'health_check'.",
    (
        Kind.EXTENSION,
        "file_storage",
    ): "The log is always on disk: see 'service.storage'; remove the extension.",
    (Kind.EXTENSION, "basicauth"): "Use 'bearertokenauth'.",
    (Kind.EXTENSION, "oidc"): "Use 'bearertokenauth' behind a proxy that checks the tokens.",
    (
        Kind.EXTENSION,
        "opamp",
    ): "Files and SIGHUP are the way to change the configuration; remove it.",
    (Kind.EXTENSION, "memory_limiter"): "Use the processor 'memory_limiter'.",
}
"""Types of the Collector that do not exist here, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Factories by section and type."""

    factories: tuple[Factory[Any], ...]
    discover: Callable[[Kind], Iterable[Factory[Any]]] = field(default=lambda _: ())
    """Finds third-party factories of one section. Asked only for types that are not built in,
    because it is slow.
    """

    faults: Callable[[Kind], Mapping[str, str]] = field(default=lambda _: {})
    """Says why third-party types of one section that are installed cannot be used."""

    def of(self, kind: Kind) -> Iterator[Factory[Any]]:
        """Yield the factories of a section, third-party ones last."""
        yield from (factory for factory in self.factories if factory.kind is kind)
        yield from (factory for factory in self.discover(kind) if factory.kind is kind)

    def find(self, kind: Kind, type_name: str) -> Factory[Any] | None:
        """Return the factory of a type under its own name or an alias, or None."""
        for factory in self.of(kind):
            if type_name in {factory.name, *factory.aliases}:
                return factory
        return None

    def names(self, kind: Kind) -> list[str]:
        """Return the names of the types of a section, without aliases."""
        return sorted({factory.name for factory in self.of(kind)})

    def elsewhere(self, kind: Kind, type_name: str) -> Kind | None:
        """Return another section in which the type exists."""
        for other in Kind:
            if other is not kind and self.find(other, type_name) is not None:
                return other
        return None
