"""Limits the memory of requests: configures the queue and never sees a span."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from spanmill.component import Config, Factory, Kind, Settings, Signal
from spanmill.config.values import Duration, Ignored, fault

__all__ = ["FACTORY", "MemoryLimiter", "MemoryLimiterConfig"]

_EXACT = "memory is looked up whenever a MiB came in"
_MIB = 1 << 20
_HEAP_SHARE = 0.5
CGROUP_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


class MemoryLimiterConfig(Config):
    """Refuses requests, retryable, before memory runs out.

    Counts the bytes of requests under way, exactly and at once, where the Collector polls its heap:
    half of what the limit leaves beside `spike_limit_mib` goes to them, the other half to indexes,
    edits and exporters. Should the whole process come to have more than that, or be about to by the
    requests that it reads, an eighth of the room is left until it has less.
    """

    limit_mib: int = Field(default=0, ge=0, le=1 << 30)
    """Memory of the process in MiB. Comes before `limit_percentage`."""
    limit_percentage: int = Field(default=0, ge=0, le=100)
    """The same as a share of the machine's or the container's memory, in percent."""
    spike_limit_mib: int = Field(default=0, ge=0)
    """Room for bursts in MiB, taken off the limit. 0: a fifth of the limit. Must be below the
    limit.
    """
    spike_limit_percentage: int = Field(default=0, ge=0, le=100)
    """The same as a share of the memory, in percent."""
    check_interval: Annotated[Duration, Ignored(_EXACT)] = 1.0
    """No effect: memory is looked up whenever a MiB came in."""
    min_gc_interval_when_soft_limited: Annotated[Duration, Ignored(_EXACT)] = 10.0
    """No effect."""
    min_gc_interval_when_hard_limited: Annotated[Duration, Ignored(_EXACT)] = 0.0
    """No effect."""
    max_gc_interval_when_soft_limited: Annotated[Duration, Ignored(_EXACT)] = 30.0
    """No effect."""
    max_gc_interval_when_hard_limited: Annotated[Duration, Ignored(_EXACT)] = 30.0
    """No effect."""

    @model_validator(mode="after")
    def _limits(self) -> MemoryLimiterConfig:
        if not self.limit_mib and not self.limit_percentage:
            fault("missing-field", "no limit", expected="limit_mib or limit_percentage")
        if self.limit_mib and self.spike_limit_mib >= self.limit_mib:
            fault(
                "out-of-range",
                "the spike takes the whole limit",
                at="spike_limit_mib",
                expected=f"less than limit_mib ({self.limit_mib})",
            )
        if self.limit_percentage and self.spike_limit_percentage >= self.limit_percentage:
            fault(
                "out-of-range",
                "the spike takes the whole limit",
                at="spike_limit_percentage",
                expected=f"less than limit_percentage ({self.limit_percentage})",
            )
        return self

    def resident_bytes(self, total_bytes: int) -> int:
        """Return how many bytes the process may have where `total_bytes` of memory are there."""
        if self.limit_mib:
            limit = self.limit_mib * _MIB
            return limit - (self.spike_limit_mib * _MIB or limit // 5)
        limit = total_bytes * self.limit_percentage // 100
        return limit - (total_bytes * self.spike_limit_percentage // 100 or limit // 5)

    def request_bytes(self, total_bytes: int) -> int:
        """Return how many bytes the queue may hold where `total_bytes` of memory are there."""
        return max(_MIB, int(self.resident_bytes(total_bytes) * _HEAP_SHARE))


class MemoryLimiter:
    """Sets the limit of the request queue; knows the memory of the machine or of the container."""

    def __init__(self, config: MemoryLimiterConfig, settings: Settings) -> None:
        total = memory_bytes()
        self.max_bytes = config.request_bytes(total)
        self.max_resident_bytes = config.resident_bytes(total)
        settings.logger.debug("requests are limited", bytes=self.max_bytes)

    def start(self) -> None:
        """Nothing to open."""

    def stop(self) -> None:
        """Nothing to close."""


def memory_bytes() -> int:
    """Return the memory that this process may take.

    The container's limit, else the machine's memory.
    """
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in CGROUP_LIMITS:
        with suppress(OSError, ValueError):  # absent, or "max": no limit
            return min(machine, int(path.read_text()))
    return machine


FACTORY = Factory(
    name="memory_limiter",
    kind=Kind.PROCESSOR,
    role="admission",
    config_type=MemoryLimiterConfig,
    create=MemoryLimiter,
    signals=frozenset(Signal),
)
