"""The processes of a measurement: the one under test on its own core, the others on another."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
LOADGEN = ROOT / "bench/loadgen/target/release/spanmill-loadgen"
CORE_UNDER_TEST, CORE_OF_LOAD = "0", "1"
PATIENCE_S = 60.0
NAMES = ("grpc", "http", "admin", "prometheus", "sink_grpc", "sink_http", "gateway")


def free_ports() -> dict[str, int]:
    """Return ports that nobody listens on, so that two measurements do not meet."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in NAMES]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return {name: each.getsockname()[1] for name, each in zip(NAMES, sockets, strict=True)}


PORTS = free_ports()
ENVIRONMENT = {f"BENCH_{name.upper()}": str(port) for name, port in PORTS.items()}
ENVIRONMENT["PYTHONPATH"] = f"{ROOT / 'bench/product'}:{ROOT}"
"""What configurations of measured programs refer to."""


def until(condition: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for another process."""
    deadline = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {patience_s:.0f} s for {what}")
        time.sleep(0.05)


def listening(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get_json(port: int, path: str) -> dict[str, Any]:
    """Return a page of this machine."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
        return dict(json.load(page))


@dataclass(frozen=True)
class Use:
    """What a process used so far."""

    cpu_s: float
    peak_mb: float
    system_s: float
    """Of the CPU, what the operating system used for it."""


class Process:
    """A pinned process. Use it in a `with` statement, which ends it."""

    def __init__(self, command: Sequence[str], core: str, port: int, **environment: str) -> None:
        # Measurements follow each other on one port; a stranger on it ends in the time-out.
        until(lambda: not listening(port), f"port {port} to be free")
        self._running = subprocess.Popen(
            ["taskset", "-c", core, *command],
            cwd=ROOT,
            env=os.environ | ENVIRONMENT | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self._runs() and listening(port), f"a listener on {port}")

    @property
    def pid(self) -> int:
        """Its number."""
        return self._running.pid

    def _runs(self) -> bool:
        if self._running.poll() is not None:
            raise RuntimeError(f"the process ended with {self._running.returncode}")
        return True

    def use(self) -> Use:
        """Return CPU seconds of all threads, and the most memory that was resident."""
        stat = Path(f"/proc/{self._running.pid}/stat").read_text()
        ticks = stat.rpartition(")")[2].split()[11:13]
        own, system = (int(each) / os.sysconf("SC_CLK_TCK") for each in ticks)
        return Use(own + system, self._status_mb("VmHWM"), system)

    def resident_mb(self) -> float:
        """Return the memory that is resident now."""
        return self._status_mb("VmRSS")

    def stop(self) -> None:
        """Let it drain and end."""
        self._running.send_signal(signal.SIGTERM)
        self._running.wait(PATIENCE_S)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._running.kill()
        self._running.wait()

    def _status_mb(self, field: str) -> float:
        lines = Path(f"/proc/{self._running.pid}/status").read_text().splitlines()
        found = next(line for line in lines if line.startswith(f"{field}:"))
        return int(found.split()[1]) / 1024

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.send_signal(signal.SIGTERM)
        try:
            self._running.wait(20)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()


def build_generator() -> None:
    """Build generator and sink."""
    manifest = str(ROOT / "bench/loadgen/Cargo.toml")
    command = ["cargo", "build", "-q", "--release", "--locked", "--manifest-path", manifest]
    subprocess.run(command, check=True)


def sink(*options: str) -> Process:
    """Start the sink."""
    grpc, http = PORTS["sink_grpc"], PORTS["sink_http"]
    addresses = ["--grpc", f"127.0.0.1:{grpc}", "--http", f"127.0.0.1:{http}"]
    return Process([str(LOADGEN), "sink", *addresses, *options], CORE_OF_LOAD, http)


def receivers_alone(listener: str) -> Process:
    """Start the receivers without an engine."""
    script = str(ROOT / "bench/pipeline/receivers_alone.py")
    ports = [str(PORTS["grpc"]), str(PORTS["http"])]
    return Process([sys.executable, script, *ports, listener], CORE_UNDER_TEST, PORTS["http"])


def spanmill(
    config: str,
    data: Path,
    sets: Sequence[str],
    cores: str = CORE_UNDER_TEST,
    **environment: str,
) -> Process:
    """Start the whole program."""
    command = [sys.executable, "-m", "spanmill", "run", config]
    for each in sets:
        command += ["--set", each]
    own = {"SPANMILL_DATA": str(data), "SPANMILL_PARQUET": str(data / "parquet")}
    return Process(command, cores, PORTS["http"], **own | environment)


def send(protocol: str, options: Sequence[str], port: str = "") -> dict[str, Any]:
    """Run the generator, against the port of the protocol or another; return what it counted."""
    target = [f"--{protocol}", f"127.0.0.1:{PORTS[port or protocol]}"]
    command = ["taskset", "-c", CORE_OF_LOAD, str(LOADGEN), "send", *target, *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))
