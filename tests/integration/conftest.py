"""A real process under test, and real backends that it talks to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0


def free_ports(*names):
    """Find a port for each name that nobody listens on now."""
    with ExitStack() as stack:
        probes = {name: stack.enter_context(socket.socket()) for name in names}
        for probe in probes.values():
            probe.bind(("127.0.0.1", 0))
        return {name: probe.getsockname()[1] for name, probe in probes.items()}


PORTS = free_ports("grpc", "http", "admin", "prometheus")


def until(condition, what, patience_s=PATIENCE_S):
    """Wait for another process, up to a limit that only a fault reaches."""
    deadline, pause = time.monotonic() + patience_s, Event()
    while True:
        with suppress(OSError):
            if found := condition():
                return found
        assert time.monotonic() < deadline, f"{what} did not happen"
        pause.wait(0.05)


def get(url):
    """Return the body of a page."""
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 a test's own loopback address
        return answer.read().decode()


class Program:
    """`spanmill run` on the shipped pipelines, with ports and waits of its own."""

    def __init__(self, directory):
        self.directory = directory
        self.process = None

    ports = PORTS

    def get(self, listener, path):
        """Return the body of a page of one of its listeners."""
        return get(f"http://127.0.0.1:{PORTS[listener]}{path}")

    @property
    def parquet(self):
        """Folder of the Parquet table."""
        return self.directory / "parquet"

    def start(self, *sets, exporters="[parquet]", **environment):
        """Start it and wait until it is ready."""
        options = {
            "receivers.otlp.protocols.grpc.endpoint": f"127.0.0.1:{PORTS['grpc']}",
            "receivers.otlp.protocols.http.endpoint": f"127.0.0.1:{PORTS['http']}",
            "exporters.prometheus.endpoint": f"127.0.0.1:{PORTS['prometheus']}",
            "extensions.health_check.endpoint": f"127.0.0.1:{PORTS['admin']}",
            "service.extensions": "[health_check]",
            "processors.tail_sampling.decision_wait": "2s",
            "processors.tail_sampling.decision_wait_after_root_received": "1s",
            "exporters.parquet.roll.interval": "1s",
        }
        command = [sys.executable, "-m", "spanmill", "run", str(ROOT / "pipelines.yaml")]
        for each in (*(f"{key}={value}" for key, value in options.items()), *sets):
            command += ["--set", each]
        with (self.directory / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={
                    **os.environ,
                    "SPANMILL_DATA": str(self.directory / "data"),
                    "SPANMILL_PARQUET": str(self.parquet),
                    "SPANMILL_EXPORTERS": exporters,
                    **environment,
                },
                stderr=log,
            )
        until(lambda: get(f"http://127.0.0.1:{PORTS['admin']}/readyz"), "ready")
        return self

    def status(self):
        """Return `/status`."""
        return json.loads(get(f"http://127.0.0.1:{PORTS['admin']}/status"))

    def settled(self):
        """Wait until nothing waits or is under way; return the accounts."""

        def calm():
            status = self.status()
            accounts = status["accounts"].values()
            return status if all(each["live"] == 0 for each in accounts) else None

        return until(calm, "settling")["accounts"]

    def stop(self, number=signal.SIGTERM):
        """End it; return the exit code."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.send_signal(number)
        return process.wait(60)


@pytest.fixture
def program(tmp_path):
    """A program that is stopped when the test ends."""
    made = Program(tmp_path)
    yield made
    made.stop(signal.SIGKILL)
