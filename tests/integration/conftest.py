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
LISTENERS = ("grpc", "http", "admin", "prometheus")


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


def free_ports(number):
    """Return ports that nobody listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def install(package, folder):
    """Install a package into a folder, offline; return the folder."""
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "install", "-q", *offline, "--target", folder, package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


class Program:
    """`spanmill run` on the shipped pipelines, with ports and waits of its own."""

    def __init__(self, directory):
        self.directory = directory
        self.process = None
        self.ports = dict(zip(LISTENERS, free_ports(len(LISTENERS)), strict=True))

    def address(self, listener):
        """Return `host:port` of one of its listeners."""
        return f"127.0.0.1:{self.ports[listener]}"

    def get(self, listener, path):
        """Return the body of a page of one of its listeners."""
        return get(f"http://{self.address(listener)}{path}")

    @property
    def parquet(self):
        """Folder of the Parquet table."""
        return self.directory / "parquet"

    def start(self, *sets, files=(), exporters="[parquet]", **environment):
        """Start it, with `files` over the shipped one, and wait until it is ready."""
        options = {
            "receivers.otlp.protocols.grpc.endpoint": self.address("grpc"),
            "receivers.otlp.protocols.http.endpoint": self.address("http"),
            "exporters.prometheus.endpoint": self.address("prometheus"),
            "extensions.health_check.endpoint": self.address("admin"),
            "service.extensions": "[health_check]",
            "processors.tail_sampling.decision_wait": "2s",
            "processors.tail_sampling.decision_wait_after_root_received": "1s",
            "exporters.parquet.roll.interval": "1s",
        }
        command = [sys.executable, "-m", "spanmill", "run", ROOT / "pipelines.yaml", *files]
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
        until(lambda: self.get("admin", "/readyz"), "ready")
        return self

    def status(self):
        """Return `/status`."""
        return json.loads(self.get("admin", "/status"))

    def settled(self, *exporters):
        """Wait until nothing waits or is under way to all or some; return the accounts."""

        def calm():
            accounts = self.status()["accounts"]
            waiting = [accounts[name]["live"] for name in exporters or accounts]
            return None if any(waiting) else accounts

        return until(calm, "settling")

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
