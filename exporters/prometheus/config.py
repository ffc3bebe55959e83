"""Configuration of the `prometheus` exporter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, model_validator

from spanmill.component import Config
from spanmill.config.network import TlsServer
from spanmill.config.values import Caution, Duration, Endpoint, Ignored, Label, fault, is_loopback
from spanmill.model.metric_names import label_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LabelConfig", "PrometheusConfig", "ResourceLabels"]

_SHAPE = "series are derived from spans and have one fixed shape"


class LabelConfig(Config):
    """A label of its own, from an attribute of the span or else of the resource."""

    name: Label = Field(pattern="^[a-zA-Z_][a-zA-Z0-9_]*$")
    """Name of the label."""
    attribute: str = Field(min_length=1)
    """The attribute that it comes from. Never one with a value of its own for each user or session.
    """
    default: str = ""
    """Value where the attribute is absent."""


class ResourceLabels(Config):
    """Resource attributes as labels, in the Collector's form."""

    enabled: bool = False
    """No effect."""


def _namespace(text: str) -> str:
    if text[:1].isdigit():
        fault("bad-value", "a name of a series cannot begin with a digit", expected="another text")
    return text


class PrometheusConfig(Config):
    """Counts requests, errors, latency, tokens and cost of all spans for Prometheus.

    In a pipeline of traces it derives the series from the spans; behind `span_metrics` in a
    pipeline of metrics it is the same. Every span counts once, also across restarts, and whether it
    is sampled later or not.
    """

    endpoint: Endpoint = "127.0.0.1:9464"
    """Address to serve `/metrics` on. The Collector has no default here."""
    path: str = Field(default="/metrics", pattern="^/")
    """Path of the page."""
    namespace: Annotated[str, AfterValidator(_namespace)] = ""
    """Text before every name of a series; signs that a name cannot hold become underscores."""
    const_labels: dict[Label, str] = Field(default_factory=dict)
    """Labels with the same value on every series."""
    labels: tuple[LabelConfig, ...] = Field(default=(), max_length=16)
    """Labels from attributes, beside service, provider, model and operation; at most 16. Each
    multiplies the series.
    """
    max_series: int = Field(default=10_000, ge=100, le=1_000_000)
    """Series to keep, 100 to 1000000. Spans beyond it are counted under the label value `other`, so
    that sums stay right.
    """
    buckets: tuple[Duration, ...] = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300)
    """Upper bounds of the latency histogram, rising."""
    semantic_conventions: bool = True
    """Also serve tokens, durations and times to the first chunk of model calls under the names of
    the GenAI semantic conventions, such as `gen_ai_client_token_usage`, for dashboards that ask for
    them.
    """
    tls: TlsServer | None = None
    """Certificates. Without them the page is plain text."""
    send_timestamps: bool = False
    """Send the time of the last change with each sample."""
    metric_expiration: Duration = 300.0
    """Forget a series without new spans after this long. 0: never. Totals of a forgotten series
    begin again at 0.
    """
    enable_open_metrics: bool = False
    """Serve OpenMetrics to who asks for it. Each histogram bucket then names the newest trace that
    fell into it as its exemplar; sampling may drop that trace later.
    """
    add_metric_suffixes: Annotated[bool, Ignored(_SHAPE)] = True
    """No effect: series have one fixed shape."""
    translation_strategy: Annotated[str, Ignored(_SHAPE)] = ""
    """No effect: series have one fixed shape."""
    without_scope_info: Annotated[bool, Ignored(_SHAPE)] = False
    """No effect: series have one fixed shape."""
    resource_to_telemetry_conversion: Annotated[ResourceLabels, Ignored("use 'labels'")] = (
        ResourceLabels()
    )
    """No effect: use `labels`."""

    @model_validator(mode="after")
    def _rising(self) -> PrometheusConfig:
        if list(self.buckets) != sorted(set(self.buckets)) or not self.buckets:
            fault(
                "bad-value",
                "the bounds do not rise",
                at="buckets",
                expected="durations in rising order",
            )
        names = [label_name(label.name) for label in self.labels]
        constant = {label_name(name) for name in self.const_labels}
        for place, name in enumerate(names):
            if name in names[:place] or name in constant:
                fault(
                    "bad-value",
                    f"two labels are named '{name}'",
                    at=f"labels.{place}.name",
                    expected="names that differ",
                )
        return self

    def cautions(self) -> Iterator[Caution]:
        """Warn of a page that everybody on the network can read."""
        if self.tls is None and not is_loopback(self.endpoint):
            yield Caution(
                "open-listener",
                ("endpoint",),
                f"{self.endpoint} shows metrics to the whole network without TLS",
                "Add 'tls', or bind to 127.0.0.1.",
            )
