"""What the engine and components hand to each other beside batches.

What is read, records, decisions, delivery.

Part of the contract in `spanmill.component`, which passes these names on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from structlog.typing import FilteringBoundLogger

    from spanmill.kernel import Bufferable, HeldSpans, Runs

__all__ = [
    "Authenticator",
    "Batching",
    "ColumnKey",
    "Decisions",
    "Delivery",
    "Metrics",
    "Reads",
    "RecordMeta",
    "Records",
    "Settings",
    "SpanDecisions",
]

ColumnKey = str | tuple[str, ...]
"""One attribute key, or several in order of priority of which the first present one is read."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a component reads of a batch, known as soon as its configuration is.

    The engine joins the reads of a stage into one plan, and the walk over the wire bytes fills
    those columns as it goes. Reading a column that was not declared raises `UndeclaredRead`.
    """

    span: frozenset[ColumnKey] = frozenset()
    resource: frozenset[ColumnKey] = frozenset()
    scope: frozenset[ColumnKey] = frozenset()
    text: bool = False
    """May walk over all text (`redact`)."""
    all_attributes: bool = False
    """May walk over all attributes (patterns over keys, `to_arrow`, `spans`)."""

    def __or__(self, other: Reads) -> Reads:
        return Reads(
            self.span | other.span,
            self.resource | other.resource,
            self.scope | other.scope,
            self.text or other.text,
            self.all_attributes or other.all_attributes,
        )


class RecordMeta(NamedTuple):
    """What the engine wrote beside the spans of one record."""

    received_unix_nano: int
    """When the newest request of the record arrived."""
    config_version: str
    config_hash: str
    tenant: str


@dataclass(frozen=True, slots=True)
class SpanDecisions:
    """The sampling decision by span.

    Int32 codes (-1 where none) with their names, and float64 weights.
    """

    policy: Bufferable
    policies: Sequence[str]
    reason: Bufferable
    reasons: Sequence[str]
    weight: Bufferable


@dataclass(frozen=True, slots=True)
class Records:
    """Which records of the log a batch was read from, and what stands beside their spans.

    `metas` has one entry a record; `batch.column("request")` gives each span's place in it.
    `decisions` is aligned with the batch as it was read: an exporter that filters must filter both.
    """

    first: int
    """Sequence number of the first record."""
    last: int
    """Sequence number of the last record, included."""
    log_id: str
    """8 hex digits that name the log."""
    metas: tuple[RecordMeta, ...]
    decisions: Callable[[], SpanDecisions]
    hold: Callable[[], HeldSpans]
    """Take note of where the spans of these records lie, to read them again with other columns.

    Rows are in the order of the batch as it was read. For an exporter that holds: what it has not
    flushed is still in the log. Raises `OSError`.
    """


@dataclass(frozen=True, slots=True)
class Batching:
    """How large the calls of an exporter are. A limit of 0 is none."""

    unit: Literal["items", "bytes"]
    """Whether sizes count spans or bytes."""
    min_size: int
    """Wait for so much before a call, or for as much as a call may be given."""
    max_size: int
    """Cut what is larger."""
    wait_s: float
    """Longest wait for `min_size`."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the engine drives an exporter; each exporter has one, made from its configuration."""

    consumers: int = 1
    """Calls of `export` under way at a time. 1 for an exporter that holds."""
    discards: bool = False
    """The exporter wants nothing: its cursor moves, and the log is not read for it."""
    max_bytes: int = 2 << 20
    """Bytes of records that one call is given, at most.

    A single larger record is given whole unless `batching` cuts it.
    """
    queue_size: int = 0
    """How much may wait for the exporter before new data is refused; 0 is as much as the log has
    room for.
    """
    queue_unit: Literal["requests", "items", "bytes"] = "requests"
    """What `queue_size` counts: records of the log, spans, or bytes."""
    batching: Batching | None = None
    """How large calls are; None is the engine's own rule."""
    retry: bool = True
    """Whether `RetryLater` is tried again; else the spans are given up at once, and counted."""
    initial_interval_s: float = 1.0
    multiplier: float = 1.5
    max_interval_s: float = 30.0
    max_elapsed_s: float = 0.0
    """Give up after so long; 0 never does, and the log's space is the limit."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a holder decided: one row a trace. Columns are plain buffers of `num_traces` rows.

    `keep` is uint8; `policy` and `reason` are int32 codes into `policies` and `reasons`; `weight`
    is float64, the number of traces of the same kind that a kept one stands for. `runs` says where
    the spans lie; only the engine reads it.
    """

    num_traces: int
    keep: Bufferable
    policy: Bufferable
    policies: tuple[str, ...]
    reason: Bufferable
    reasons: tuple[str, ...]
    weight: Bufferable
    trace_ids: Bufferable
    """16 bytes a trace."""
    spans: Bufferable
    """uint32 spans of the trace that this decision covers."""
    runs: Runs


class Metrics(Protocol):
    """Counters of one component, published on the admin port under Spanmill's own prefix."""

    def count(self, name: str, value: int = 1, **labels: str) -> None:
        """Add `value` to the counter `name`.

        Label values come from a closed set, never from a span.
        """
        ...

    def level(self, name: str, source: Callable[[], float], **labels: str) -> Callable[[], None]:
        """Have `source` tell a value that rises and falls. Returns what ends that."""
        ...

    def watch(self, source: Callable[[], None]) -> Callable[[], None]:
        """Have `source` count what it knows whenever somebody reads. Returns what ends that."""
        ...


class Authenticator(Protocol):
    """An extension that says who may send, and proves to peers who we are."""

    header: str
    """Lower-case name of the header, or of the gRPC metadata key, that carries the proof."""

    def check(self, value: str) -> bool:
        """Whether the header's value is good; an absent header is an empty value.

        Takes the same time for all values.
        """
        ...

    def proof(self) -> str:
        """Return the value to send."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine hands to a component; never read from YAML."""

    id: str
    """The component's id in the file, e.g. `redaction` or `redaction/strict`."""
    clock: Callable[[], float]
    """Seconds since the epoch.

    Components ask it and never the system, so that tests own the time.
    """
    logger: FilteringBoundLogger
    metrics: Metrics
    authenticator: Callable[[str], Authenticator]
    """The authenticator extension of an id, from `start` on. Raises `KeyError`."""
    directory: str
    """A folder under `service.storage.directory` that belongs to this component alone.

    May not exist yet.
    """
