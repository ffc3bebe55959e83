"""Who is measured, with which pipelines and loads, and what makes a measurement void."""

from __future__ import annotations

import subprocess
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline import processes
from pipeline.processes import CORE_UNDER_TEST, PORTS, Process, get_json, until

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CACHE = Path.home() / ".cache/spanmill"
MAX_HARNESS_SHARE = 0.9
STILL_S = 7.0
"""Longer than the wait of tail sampling: what does not come for so long does not come."""
SEED, WARM_UP_SEED = 4711, 1147


@dataclass(frozen=True)
class Cell:
    """One pipeline under one load, the same bytes for everyone."""

    pipeline: str
    protocol: str
    spans: int
    requests: int
    rate: int
    """Most requests a second, so that generator and sink keep up; who is slower sets the pace."""
    outstanding: int = 64

    @property
    def name(self) -> str:
        """Name it in the table."""
        return f"{self.pipeline}, {self.protocol}, {self.spans} spans, ≤ {self.rate:,} req/s"

    def options(self, requests: int, seed: int) -> tuple[str, ...]:
        """Return the generator's options."""
        pairs = {
            "spans": self.spans,
            "span-bytes": 770,
            "error-every": 12,
            "requests": requests,
            "rate": self.rate,
            "outstanding": self.outstanding,
            "seed": seed,
            "seconds": 600,
        }
        return tuple(word for name, value in pairs.items() for word in (f"--{name}", str(value)))


CELLS = (
    Cell("drop", "grpc", 11, 60_000, 16_000),
    Cell("drop", "grpc", 512, 2_500, 500, outstanding=16),
    Cell("pass", "grpc", 11, 40_000, 9_000),
    Cell("pass", "grpc", 512, 3_000, 500, outstanding=16),
    Cell("pass", "http", 11, 40_000, 9_000),
    Cell("pass", "http", 512, 3_000, 500, outstanding=16),
    Cell("pass", "grpc", 11, 5_000, 1_000),
    Cell("full", "grpc", 11, 10_000, 9_000),
    Cell("full", "grpc", 512, 300, 250, outstanding=16),
)


@dataclass(frozen=True)
class Peer:
    """A program that takes OTLP in."""

    name: str
    variant: str = ""
    """End of the name of its configuration for the pipelines that have one of that name."""

    def takes(self, cell: Cell) -> bool:
        """Whether it has this pipeline."""
        if self.name == "rotel":
            return cell.pipeline == "pass"
        return self._config(cell).is_file()

    def start(self, stack: ExitStack, cell: Cell, data: Path) -> Process:
        """Start it on the core under test; `data` is a folder that survives it."""
        if self.name == "rotel":
            return stack.enter_context(Process(rotel(), CORE_UNDER_TEST, PORTS["http"]))
        config = str(self._config(cell))
        if self.name == "otelcol":
            command = [built("build_otelcol.sh"), "--config", config]
            return stack.enter_context(Process(command, CORE_UNDER_TEST, PORTS["http"]))
        if self.name == "dataflow":
            command = [built("build_dataflow.sh"), config]
            process = Process(command, CORE_UNDER_TEST, PORTS["http"], BENCH_DATA=str(data))
            return stack.enter_context(process)
        return stack.enter_context(processes.spanmill(config, data, ()))

    def _config(self, cell: Cell) -> Path:
        return HERE / f"{self.name}-{cell.pipeline}{self.variant}.yaml"

    @property
    def title(self) -> str:
        """Name it in the table."""
        return self.name + self.variant


PEERS = (
    Peer("spanmill"),
    Peer("otelcol"),
    Peer("otelcol", "-batch"),
    Peer("rotel"),
    Peer("dataflow"),
    Peer("dataflow", "-durable"),
)


def built(script: str) -> str:
    """Return the path of a peer's program, which is built or fetched the first time."""
    command = [str(HERE / script), str(CACHE)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1]


def rotel() -> list[str]:
    """Return Rotel's command: it forwards, and can neither sample nor redact."""
    pairs = {
        "--otlp-grpc-endpoint": f"127.0.0.1:{PORTS['grpc']}",
        "--otlp-http-endpoint": f"127.0.0.1:{PORTS['http']}",
        "--exporter": "otlp",
        "--otlp-exporter-endpoint": f"http://127.0.0.1:{PORTS['sink_grpc']}",
        "--otlp-exporter-compression": "none",
    }
    words = [word for pair in pairs.items() for word in pair]
    return [built("get_rotel.sh"), "start", "--disable-batching", *words]


@dataclass(frozen=True)
class Round:
    """One measurement."""

    sent: dict[str, Any]
    cpu_s: float
    peak_mb: float
    idle_mb: float
    kept: int
    faults: tuple[str, ...]

    @property
    def us_a_span(self) -> float:
        """CPU of the process under test."""
        return self.cpu_s * 1e6 / max(self.sent["spans"], 1)


def measure(peer: Peer, cell: Cell) -> Round:
    """Start everything, warm up, send the cell's requests, wait for the last span at the sink."""
    with ExitStack() as stack:
        stack.enter_context(processes.sink())
        process = peer.start(stack, cell, folder(stack))
        idle_mb = process.use().peak_mb
        warm = processes.send(
            cell.protocol, cell.options(max(cell.requests // 10, 20), WARM_UP_SEED)
        )
        before_sink = settle(cell, warm["spans"])
        before = process.use()
        sent = processes.send(cell.protocol, cell.options(cell.requests, SEED))
        after_sink = settle(cell, warm["spans"] + sent["spans"])
        after = process.use()
    kept = after_sink["spans"] - before_sink["spans"]
    sink_s = after_sink["cpu_s"] - before_sink["cpu_s"]
    faults = tuple(faults_of(cell, sent, sink_s, kept, after_sink["personal"]))
    return Round(sent, after.cpu_s - before.cpu_s, after.peak_mb, idle_mb, kept, faults)


def folder(stack: ExitStack) -> Path:
    """Make a folder that is gone afterwards."""
    return Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))


def settle(cell: Cell, spans: int) -> dict[str, Any]:
    """Wait until the sink has what it will get; return its counters."""
    if cell.pipeline == "pass":
        with suppress(TimeoutError):
            until(lambda: count()["spans"] >= spans, "the last span")
        return count()
    last, since = count(), time.monotonic()
    while time.monotonic() - since < (STILL_S if cell.pipeline == "full" else 0.5):
        time.sleep(0.2)
        if count()["spans"] != last["spans"]:
            last, since = count(), time.monotonic()
    return last


def count() -> dict[str, Any]:
    """Return the sink's counters."""
    return get_json(PORTS["sink_http"], "/count")


def faults_of(
    cell: Cell, sent: dict[str, Any], sink_s: float, kept: int, personal: int
) -> Iterator[str]:
    """Say why a measurement counts for nothing."""
    if sent["refused"] or sent["failed"]:
        yield f"{sent['refused']} refused, {sent['failed']} failed"
    if sent["cpu_s"] + sink_s > MAX_HARNESS_SHARE * sent["seconds"]:
        yield "generator and sink were the limit"
    if cell.pipeline == "pass" and kept != sent["spans"]:
        yield f"{kept} of {sent['spans']} spans arrived"
    if cell.pipeline == "full" and personal:
        yield f"{personal} messages with personal data arrived"
