"""What is measured: subjects, loads, and what makes a measurement void."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline import processes
from pipeline.processes import PORTS, get_json, until

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.processes import Process, Use

MAX_GENERATOR_SHARE = 0.9
WARM_UP = ("--seconds", "1.5")
LISTENERS = (
    f"receivers.otlp.protocols.grpc.endpoint=127.0.0.1:{PORTS['grpc']}",
    f"receivers.otlp.protocols.http.endpoint=127.0.0.1:{PORTS['http']}",
    f"exporters.prometheus.endpoint=127.0.0.1:{PORTS['prometheus']}",
    f"extensions.health_check.endpoint=127.0.0.1:{PORTS['admin']}",
    "service.extensions=[health_check]",
)
"""Ports of a measurement, for the shipped pipelines."""
SHIPPED = (
    *LISTENERS,
    "processors.tail_sampling.decision_wait=2s",
    "processors.tail_sampling.decision_wait_after_root_received=1s",
    "exporters.parquet.roll.interval=2s",
)


@dataclass(frozen=True)
class Subject:
    """What is under test."""

    name: str
    config: str = ""
    """File of the pipelines; empty: the receivers alone."""
    sets: tuple[str, ...] = ()
    listener: str = "native"

    def start(self, stack: ExitStack) -> Process:
        """Start it and, for one that exports over the wire, the sink."""
        if not self.config:
            return stack.enter_context(processes.receivers_alone(self.listener))
        stack.enter_context(processes.sink())
        data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
        sets = (*self.sets, f"receivers.otlp.listener={self.listener}")
        return stack.enter_context(processes.spanmill(self.config, data, sets))

    @property
    def forwards(self) -> bool:
        """Whether every span arrives at the sink."""
        return self.config.endswith("passthrough.yaml")


PASSING = "bench/pipeline/passthrough.yaml"
AT_PROCESS, AT_DISK = (f"service.storage.durability={it}" for it in ("process", "disk"))
SUBJECTS = (
    Subject("receivers alone"),
    Subject("receivers alone, python", listener="python"),
    Subject("pass-through, process", PASSING, (AT_PROCESS,)),
    Subject("pass-through, process, python", PASSING, (AT_PROCESS,), listener="python"),
    Subject("pass-through, disk", PASSING, (AT_DISK,)),
    Subject("shipped pipelines, disk", "pipelines.yaml", SHIPPED),
    Subject("shipped pipelines, disk, python", "pipelines.yaml", SHIPPED, listener="python"),
)
"""Those with `python` have the portable listener."""


@dataclass(frozen=True)
class Load:
    """How the generator sends."""

    protocol: str
    spans: int
    outstanding: int = 64
    rate: int = 0
    """Requests a second; 0 is a closed loop."""
    span_bytes: int = 800
    more_attributes: int = 0
    connections: int = 0
    """0: as the generator thinks fit."""
    trace_spans: int = 5

    def options(self) -> tuple[str, ...]:
        """Return the generator's options."""
        pairs = {
            "spans": self.spans,
            "span-bytes": self.span_bytes,
            "outstanding": self.outstanding,
            "more-attributes": self.more_attributes,
            "trace-spans": self.trace_spans,
        }
        if self.rate:
            pairs["rate"] = self.rate
        if self.connections:
            pairs["connections"] = self.connections
        return tuple(word for name, value in pairs.items() for word in (f"--{name}", str(value)))

    @property
    def loop(self) -> str:
        """Name it in the table."""
        return f"{self.rate} req/s" if self.rate else f"{self.outstanding} outstanding"


LOADS = (
    Load("grpc", 11),
    Load("http", 11),
    Load("grpc", 512, outstanding=16),
    Load("http", 512, outstanding=16),
    Load("grpc", 11, rate=1000),
    Load("http", 11, rate=1000),
)


@dataclass(frozen=True)
class Round:
    """One measurement."""

    sent: dict[str, Any]
    cpu_s: float
    peak_mb: float
    void: str
    system_s: float

    @classmethod
    def between(cls, before: Use, after: Use, sent: dict[str, Any], faults: Iterable[str]) -> Round:
        """Say what was used from `before` to `after`; a fault makes it void."""
        system_s = after.system_s - before.system_s
        void = "; ".join(faults)
        return cls(sent, after.cpu_s - before.cpu_s, after.peak_mb, void, system_s)

    @property
    def us_a_request(self) -> float:
        """CPU of the process under test."""
        return self.cpu_s * 1e6 / max(self.sent["requests"], 1)

    @property
    def us_a_span(self) -> float:
        """CPU of the process under test."""
        return self.cpu_s * 1e6 / max(self.sent["spans"], 1)

    @property
    def system_us_a_span(self) -> float:
        """Of it, what the operating system used."""
        return self.system_s * 1e6 / max(self.sent["spans"], 1)

    @property
    def spans_a_second(self) -> float:
        """Spans that were taken."""
        return float(self.sent["spans"] / self.sent["seconds"])


def measure(subject: Subject, load: Load, seconds: float) -> Round:
    """Start everything, warm up, measure one load, and check that every span is accounted for."""
    with ExitStack() as stack:
        process = subject.start(stack)
        warm = processes.send(load.protocol, (*load.options(), *WARM_UP))
        settle(subject, warm["spans"])
        before = process.use()
        sent = processes.send(load.protocol, (*load.options(), "--seconds", str(seconds)))
        settle(subject, warm["spans"] + sent["spans"])
        after = process.use()
        faults = [*generator_faults(sent), *missing(subject, warm["spans"] + sent["spans"])]
    return Round.between(before, after, sent, faults)


def settle(subject: Subject, spans: int) -> None:
    """Wait until what was sent has gone its way."""
    if subject.config:
        until(lambda: not list(unsettled(spans)), "settling")


def unsettled(spans: int) -> Iterator[str]:
    """Name the exporters that do not account for every span yet."""
    for name, account in get_json(PORTS["admin"], "/status")["accounts"].items():
        if account["live"] or account["accepted"] < spans:
            yield name


def generator_faults(sent: dict[str, Any]) -> Iterator[str]:
    """Say what the generator itself makes of the run."""
    if sent["refused"] or sent["failed"]:
        yield f"{sent['refused']} refused, {sent['failed']} failed"
    if sent["cpu_s"] > MAX_GENERATOR_SHARE * sent["seconds"]:
        yield "the generator was the limit"


def missing(subject: Subject, spans: int) -> Iterator[str]:
    """Say which counts do not match."""
    if not subject.config:
        return
    for name, account in get_json(PORTS["admin"], "/status")["accounts"].items():
        if account["accepted"] != spans or not account["balanced"]:
            yield f"{name} accepted {account['accepted']} of {spans}"
    if subject.forwards:
        arrived = get_json(PORTS["sink_http"], "/count")["spans"]
        if arrived != spans:
            yield f"{arrived} of {spans} arrived"


def middle(values: Iterator[float]) -> tuple[float, float, float]:
    """Return least, median and most."""
    ordered = sorted(values)
    return ordered[0], median(ordered), ordered[-1]
