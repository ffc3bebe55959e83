"""The `service` section: what runs, where it keeps its data, and how it talks about itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from spanmill.component import Config
from spanmill.config.values import Duration, Ignored, Size, any_case, fault

__all__ = [
    "LogsConfig",
    "PipelineConfig",
    "ServiceConfig",
    "StorageConfig",
    "TelemetryConfig",
]

_GIB = 1 << 30
_MIB = 1 << 20


class StorageConfig(Config):
    """Where accepted spans are kept until every consumer is done with them."""

    directory: str = "./data"
    """Folder of the logs, cursors and the components' own files. One process at a time; made where
    it does not exist.

    A relative path is relative to the working folder. On a tmpfs nothing survives a restart of the
    machine.
    """
    durability: Literal["process", "disk"] = "disk"
    """When a client is told "ok": `disk` after the data is synced, `process` after it is written.

    With `process` a crash of the machine (not of the process) loses the last seconds.
    """
    max_bytes: Size = 10 * _GIB
    """Space that each log may take. When it is full, new data is refused, retryable, until
    consumers have caught up.

    A log behind `tail_sampling` keeps its newest records, up to 64 MiB or an eighth of this, after
    they were exported, because a restart reads the decisions in them.
    """
    segment_bytes: Size = 64 * _MIB
    """Size of one file of a log, 1MiB to 1GiB. Space is freed one file at a time."""

    @model_validator(mode="after")
    def _room_for_segments(self) -> StorageConfig:
        if not _MIB <= self.segment_bytes <= _GIB:
            fault(
                "out-of-range",
                "the size of a segment is out of range",
                at="segment_bytes",
                expected="1MiB to 1GiB",
            )
        if self.max_bytes < 4 * self.segment_bytes:
            fault(
                "out-of-range",
                "no room for four segments",
                at="max_bytes",
                expected="at least four times segment_bytes",
            )
        return self


class LogsConfig(Config):
    """Spanmill's own log lines, on standard error.

    Other keys of the Collector are accepted and have no effect.
    """

    model_config = ConfigDict(extra="allow")

    level: Annotated[
        Literal["debug", "info", "warn", "error"],
        BeforeValidator(lambda v: str(v).lower()),
        any_case("debug", "info", "warn", "error"),
    ] = "info"
    """Lowest level to print."""
    encoding: Annotated[
        Literal["console", "json"], Ignored("log lines are always JSON objects")
    ] = "json"
    """No effect: log lines are always JSON objects."""


class TelemetryConfig(Config):
    """How Spanmill reports on itself."""

    logs: LogsConfig = LogsConfig()
    """Log lines."""
    metrics: Annotated[
        dict[str, Any], Ignored("Spanmill's own metrics are on the admin listener, /metrics")
    ] = Field(default_factory=dict)
    """No effect: Spanmill's own metrics are on the admin listener, `/metrics`."""
    traces: Annotated[dict[str, Any], Ignored("Spanmill makes no spans of its own")] = Field(
        default_factory=dict
    )
    """No effect: Spanmill makes no spans of its own."""
    resource: Annotated[dict[str, Any], Ignored("Spanmill's own metrics carry no resource")] = (
        Field(default_factory=dict)
    )
    """No effect: Spanmill's own metrics carry no resource."""


class PipelineConfig(Config):
    """One pipeline: where data comes from, what happens to it, and where it goes."""

    receivers: tuple[str, ...] = ()
    """Ids of receivers, or of connectors that other pipelines export to. At least one."""
    processors: Annotated[tuple[str, ...], BeforeValidator(lambda v: () if v is None else v)] = ()
    """Ids of processors in the order in which they run."""
    exporters: tuple[str, ...] = ()
    """Ids of exporters and of connectors. Each gets all data of the pipeline. At least one."""


class ServiceConfig(Config):
    """What runs."""

    extensions: Annotated[tuple[str, ...], BeforeValidator(lambda v: () if v is None else v)] = ()
    """Ids of the extensions to start."""
    pipelines: dict[str, PipelineConfig]
    """Pipelines by id, `signal` or `signal/name`, e.g. `traces` or `traces/kept`."""
    telemetry: TelemetryConfig = TelemetryConfig()
    """How Spanmill reports on itself."""
    storage: StorageConfig = StorageConfig()
    """Where accepted spans are kept."""
    config_version: str = ""
    """A name for this version of the file, written with every record. Empty: the first 12 digits of
    its fingerprint.
    """
    shutdown_timeout: Duration = 30.0
    """How long a stop may take in all; what is not done by then is in the log for the next start.
    """
