"""The truth about a running graph: where every span is, and how each component does."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Account", "DeliveryState", "LogState", "Snapshot"]


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """What `/status` says of an exporter."""

    exported: int
    failed: dict[str, int]
    missed: int
    """Spans that its log had let go before the exporter came."""
    live: int
    lag_records: int
    in_flight: int
    queue_full: bool
    healthy: bool
    last_error: str


@dataclass(frozen=True, slots=True)
class Account:
    """accepted = live + exported + dropped + failed, as integers, for one exporter."""

    accepted: int
    live: int
    """In a log, undecided or not yet exported."""
    exported: int
    dropped: Mapping[str, int]
    failed: Mapping[str, int]

    @property
    def balanced(self) -> bool:
        """Whether the parts add up."""
        return self.accepted == (
            self.live + self.exported + sum(self.dropped.values()) + sum(self.failed.values())
        )

    def rows(self) -> Iterator[tuple[str, int]]:
        """Return each part with its name."""
        yield "accepted", self.accepted
        yield "live", self.live
        yield "exported", self.exported
        for name, count in sorted(self.dropped.items()):
            yield f"dropped {name}", count
        for name, count in sorted(self.failed.items()):
            yield f"failed {name}", count


@dataclass(frozen=True, slots=True)
class LogState:
    """One log."""

    name: str
    bytes: int
    max_bytes: int
    head: int
    tail: int
    full: bool
    error: str
    """What the disk said to the newest record, where it refused it; empty where it took it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything at one moment, taken between two groups."""

    config_version: str
    config_hash: str
    ready: bool
    draining: bool
    logs: tuple[LogState, ...]
    exporters: Mapping[str, DeliveryState]
    accounts: Mapping[str, Account]
    waiting: Mapping[str, int]
    """Undecided spans by holder."""
    leaving: Mapping[str, int]
    """Spans that exporters still get from logs, or at all, that are out of the configuration."""
    queue_bytes: int
    memory_short: bool
    """Whether `memory_limiter` refuses more than it does otherwise."""
    components: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    last_reload: str = ""
    config_files: Mapping[str, float] = field(default_factory=dict)
    """When each file of the configuration was last changed, in seconds since the epoch."""
    details: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What components say of themselves, by id."""

    @property
    def degraded(self) -> list[str]:
        """Why the state is less than well; empty when it is well."""
        reasons = [
            f"exporter {name}: {state.last_error}"
            for name, state in self.exporters.items()
            if not state.healthy
        ]
        reasons += [
            f"exporter {name}: queue full, new spans are refused"
            for name, state in self.exporters.items()
            if state.queue_full
        ]
        reasons += [
            f"log {log.name}: {'full' if log.full else log.error}"
            for log in self.logs
            if log.full or log.error
        ]
        if self.memory_short:
            reasons.append("memory is short, new spans are refused")
        return reasons + list(self.warnings)

    def as_json(self) -> dict[str, Any]:
        """Return what `/status` shows."""
        return {
            "status": "draining" if self.draining else "degraded" if self.degraded else "ok",
            "reasons": self.degraded,
            "config": {
                "version": self.config_version,
                "hash": self.config_hash,
                "files": dict(self.config_files),
            },
            "last_reload": self.last_reload,
            "queue_bytes": self.queue_bytes,
            "logs": [asdict(log) for log in self.logs],
            "waiting_spans": dict(self.waiting),
            "leaving_spans": dict(self.leaving),
            "exporters": {name: asdict(state) for name, state in self.exporters.items()},
            "accounts": {
                name: {**dict(each.rows()), "balanced": each.balanced}
                for name, each in self.accounts.items()
            },
            "components": list(self.components),
            "details": {name: dict(each) for name, each in self.details.items()},
        }
