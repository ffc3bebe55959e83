"""The contract between the engine and a component.

Protocols, factories and what each side may expect.

A component is a class that fits one of the protocols below. There is no base class to inherit and
no registration by import: a `Factory` names the component's type, its configuration model and its
constructor, and each component package lists its factories in one tuple.

Lifecycle, the same for every kind:

1. **create**: `factory.create(config, settings)`. Decide everything here; touch no file and no
   network.
2. **start**: downstream first, so that each component finds its consumer ready.
3. **work**: `process`, `observe`, `export`. The engine owns threads, queues, retries, timeouts and
   the clock.
4. **stop**: upstream first. Safe to call twice, and without `start`.

Who owns the data: a batch is immutable. An operation on it returns a new one that shares its
buffers, so a component may keep a batch as long as it likes, and must not expect to see changes
made elsewhere.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence  # noqa: TC003 a factory has them at run time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar, runtime_checkable

from pydantic import ConfigDict

from spanmill.docstrings import Documented
from spanmill.exchange import (
    Authenticator,
    Batching,
    ColumnKey,
    Decisions,
    Delivery,
    Metrics,
    Reads,
    RecordMeta,
    Records,
    Settings,
    SpanDecisions,
)

if TYPE_CHECKING:
    from spanmill.kernel import LogRead, Placed, RequestQueue, SpanBatch

__all__ = [
    "Admission",
    "Authenticator",
    "Batch",
    "Batching",
    "ColumnKey",
    "Config",
    "Decisions",
    "Delivery",
    "Detailed",
    "Exporter",
    "Extension",
    "Factory",
    "Fold",
    "FoldExporter",
    "Holder",
    "Intake",
    "Kind",
    "Metrics",
    "Processor",
    "Reads",
    "Receiver",
    "RecordMeta",
    "Records",
    "Settings",
    "Signal",
    "SpanDecisions",
]


class Signal(StrEnum):
    """What kind of telemetry a pipeline carries."""

    TRACES = "traces"
    METRICS = "metrics"
    LOGS = "logs"


class Kind(StrEnum):
    """The section of the file that a component is configured in."""

    RECEIVER = "receivers"
    PROCESSOR = "processors"
    EXPORTER = "exporters"
    CONNECTOR = "connectors"
    EXTENSION = "extensions"


class Config(Documented):
    """Base of everything that YAML fills.

    Immutable, unknown keys refused, a field's docstring is its documentation.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,  # a file has few of all components
        hide_input_in_errors=True,  # a key that is too short is still a key
    )


class Batch(Protocol):
    """What flows through a pipeline; `SpanBatch` is the first of its kind."""

    @property
    def signal(self) -> Signal:
        """What kind of telemetry it holds."""
        ...

    @property
    def num_items(self) -> int:
        """How many spans, records or points it holds."""
        ...

    def to_otlp(self) -> memoryview:
        """Return the batch as an OTLP request."""
        ...


@runtime_checkable
class Processor(Protocol):
    """One batch in, zero or more batches out.

    Holds no spans between calls, starts no thread, does no I/O but reading its own files in
    `start`, and never calls the next component. A span that is not in the result was dropped by
    policy; the engine counts it under the component's id.
    """

    reads: Reads

    def start(self) -> None:
        """Read what the configuration points at. Runs once."""
        return

    @abstractmethod
    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Return what goes on. Raising fails the batch.

        Its requests run once more, one at a time.
        """
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        return


@runtime_checkable
class Fold(Protocol):
    """Counts committed spans and keeps none.

    Called once a batch, after the commit, in order of the log.
    """

    reads: Reads

    def start(self) -> None:
        """Acquire what the work needs. Runs once, downstream first."""
        ...

    def observe(self, batch: SpanBatch, sequence: int) -> None:
        """Count `batch`, which is record `sequence` of the log."""
        ...

    def snapshot(self) -> bytes:
        """Return the state after the last observed record."""
        ...

    def restore(self, state: bytes) -> None:
        """Take up a state that `snapshot` returned before a restart."""
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


@runtime_checkable
class FoldExporter(Protocol):
    """Serves what folds counted.

    It makes one fold for each log that it watches, and also serves those of connectors.
    """

    def start(self) -> None:
        """Open the listener. Raises `OSError`."""
        ...

    def new_fold(self) -> Fold:
        """Make the fold of a pipeline that names this exporter directly."""
        ...

    def expose(self, folds: Sequence[Fold]) -> None:
        """Serve these folds from now on, and no others."""
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


@runtime_checkable
class Holder(Protocol):
    """Waits with traces: keeps an index of where their spans lie in the log, and decides.

    The engine moves the bytes.
    """

    reads: Reads

    def start(self) -> None:
        """Acquire what the work needs. Runs once, downstream first."""
        ...

    def observe(self, batch: SpanBatch, placed: Placed) -> Decisions | None:
        """Take note of `batch`, which the log has committed.

        Returns the decisions that late spans follow, if any.
        """
        ...

    def next_decision(self) -> float | None:
        """Return the clock time at which `decide` wants to run; None while nothing waits."""
        ...

    def decide(self, now: float) -> Decisions:
        """Decide every trace whose wait is over at `now`."""
        ...

    def drain(self) -> Decisions:
        """Decide everything that still waits."""
        ...

    def recall(self, read: LogRead, places: Sequence[int]) -> None:
        """Take up decisions from before a restart; late spans follow them.

        They are in the records of `read` at `places`.
        """
        ...

    def waiting_spans(self) -> int:
        """Return how many spans are undecided."""
        ...

    def low_water(self) -> int | None:
        """Return the sequence of the oldest record with an undecided span.

        None while nothing waits.
        """
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


@runtime_checkable
class Admission(Protocol):
    """Limits the queue of requests; never sees spans."""

    max_bytes: int
    """Bytes of requests that may be under way: admitted and not yet answered."""
    max_resident_bytes: int
    """Memory of the whole process beyond which only a small share of that is admitted."""

    def start(self) -> None:
        """Acquire what the work needs. Runs once, downstream first."""
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


class Intake(Protocol):
    """What the engine hands to a receiver: the queue that admits requests and answers them."""

    queue: RequestQueue


@runtime_checkable
class Receiver(Protocol):
    """Owns a protocol and its listeners.

    Hands requests to the intake, which answers each one exactly once.
    """

    def start(self, intake: Intake) -> None:
        """Open the listeners; returns when they accept."""
        ...

    def stop_accepting(self) -> None:
        """Refuse new requests, retryable; finish those that were taken."""
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


@runtime_checkable
class Exporter(Protocol):
    """Hands batches to a peer or to files.

    The engine calls it from the exporter's own worker threads.

    `export` returns True when the batch is safe where it went, False when the exporter holds it
    until `flush`. Both raise `RetryLater` or `Rejected`. The engine owns queue, retry, timeout,
    splitting and bisecting.
    """

    reads: Reads
    delivery: Delivery

    def start(self) -> None:
        """Acquire what the work needs. Runs once, downstream first."""
        ...

    def export(self, batch: SpanBatch, records: Records) -> bool:
        """Send or store `batch`; see the class for the answer."""
        ...

    def next_flush(self) -> float | None:
        """Return the clock time at which `flush` wants to run; None while nothing is held."""
        ...

    def flush(self) -> None:
        """Return when all that is held is safe; then the cursor moves."""
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


@runtime_checkable
class Extension(Protocol):
    """Stands outside the data path."""

    def start(self) -> None:
        """Acquire what the work needs. Runs once, downstream first."""
        ...

    def stop(self) -> None:
        """Release what `start` acquired. Safe twice, and without `start`."""
        ...


@runtime_checkable
class Detailed(Protocol):
    """A component of any kind that has something to say in the status."""

    def details(self) -> Mapping[str, Any]:
        """Return values that JSON can hold; called between two batches, and never often."""
        ...


C = TypeVar("C", bound=Config)
Role = Literal[
    "receiver", "processor", "holder", "fold", "exporter", "edge", "admission", "extension"
]


@dataclass(frozen=True, slots=True)
class Factory(Generic[C]):
    """How the engine makes a component of one type."""

    name: str
    """The YAML type, `lower_snake_case`."""
    kind: Kind
    role: Role
    """Where it stands in a cut graph.

    An `edge` is no code at all (`forward`, `batch`), `admission` configures the queue.
    """
    config_type: type[C]
    create: Callable[[C, Settings], Any]
    signals: frozenset[Signal] = frozenset({Signal.TRACES})
    aliases: frozenset[str] = field(default_factory=frozenset)
    """Other spellings that the Collector uses or used for the same type."""
