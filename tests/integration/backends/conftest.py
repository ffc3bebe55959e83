"""Real backends: got once, kept in the cache folder, started by the tests that need them."""

from __future__ import annotations

import json
import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from tests.integration.conftest import free_ports, get, until

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "spanmill"
CANNOT_BE_HAD = 69
BUILD_S = 3600


def program_of(script):
    """Run a script that prints the path of a program; skip where it cannot be had."""
    done = subprocess.run(
        [HERE / script, CACHE], capture_output=True, text=True, check=False, timeout=BUILD_S
    )
    if done.returncode == CANNOT_BE_HAD:
        *_, reason = ("", *done.stderr.splitlines())
        pytest.skip(f"{script}: {reason}")
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


class Backend:
    """A process on ports of its own."""

    def __init__(self, binary, directory):
        self.binary = binary
        self.directory = directory
        self._process = None

    def launch(self, *arguments, **environment):
        """Start it."""
        with (self.directory / f"{self.binary.name}.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [self.binary, *arguments], env=os.environ | environment, stdout=log, stderr=log
            )

    def stop(self):
        """End it, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class Jaeger(Backend):
    """Jaeger 2: OTLP in, the query API out."""

    def __init__(self, binary, directory):
        super().__init__(binary, directory)
        names = ("OTLP_GRPC", "QUERY_HTTP", "QUERY_GRPC")
        ports = free_ports(len(names))
        self._addresses = {
            name: f"127.0.0.1:{port}" for name, port in zip(names, ports, strict=True)
        }
        self.otlp = self._addresses["OTLP_GRPC"]

    def start(self):
        """Start it and wait until it answers."""
        self.launch("--config", HERE / "jaeger.yaml", **self._addresses)
        until(lambda: self.ask("/api/services"), "Jaeger")

    def ask(self, path):
        """Return an answer of the query API as text."""
        return get(f"http://{self._addresses['QUERY_HTTP']}{path}")

    def spans(self, trace_id, number):
        """Wait until a trace has `number` spans; return them as Jaeger has them."""

        def found():
            with suppress(HTTPError):
                (trace,) = json.loads(self.ask(f"/api/traces/{trace_id}"))["data"]
                return trace["spans"] if len(trace["spans"]) >= number else None

        return until(found, f"trace {trace_id} with {number} spans in Jaeger")


class Prometheus(Backend):
    """Prometheus that scrapes every second."""

    def __init__(self, binary, directory):
        super().__init__(binary, directory)
        (self._port,) = free_ports(1)

    def start(self, **jobs):
        """Scrape `host:port` of each job."""
        configuration = {
            "global": {"scrape_interval": "1s", "scrape_timeout": "1s"},
            "scrape_configs": [
                {"job_name": name, "static_configs": [{"targets": [address]}]}
                for name, address in jobs.items()
            ],
        }
        path = self.directory / "prometheus.yml"
        path.write_text(json.dumps(configuration))
        self.launch(
            f"--config.file={path}",
            "--enable-feature=exemplar-storage",
            f"--storage.tsdb.path={self.directory / 'tsdb'}",
            f"--web.listen-address=127.0.0.1:{self._port}",
        )

    def query(self, expression):
        """Return the values of an instant query by the labels of each series."""
        path = f"/api/v1/query?{urlencode({'query': expression})}"
        result = json.loads(get(f"http://127.0.0.1:{self._port}{path}"))["data"]["result"]
        return {tuple(sorted(each["metric"].items())): float(each["value"][1]) for each in result}

    def exemplars(self, expression):
        """Return the trace ids that the series of an expression name."""
        words = {"query": expression, "start": time.time() - 600, "end": time.time() + 600}
        path = f"/api/v1/query_exemplars?{urlencode(words)}"
        result = json.loads(get(f"http://127.0.0.1:{self._port}{path}"))["data"]
        return {each["labels"]["trace_id"] for series in result for each in series["exemplars"]}


@pytest.fixture(scope="session")
def jaeger_binary():
    """Path of a Jaeger that was built once."""
    return program_of("build_jaeger.sh")


@pytest.fixture(scope="session")
def prometheus_binary():
    """Path of a Prometheus of the distribution."""
    return program_of("get_prometheus.sh")


@pytest.fixture
def jaeger(jaeger_binary, tmp_path):
    """A Jaeger that the test starts."""
    made = Jaeger(jaeger_binary, tmp_path)
    yield made
    made.stop()


@pytest.fixture
def prometheus(prometheus_binary, tmp_path):
    """A Prometheus that the test starts."""
    made = Prometheus(prometheus_binary, tmp_path)
    yield made
    made.stop()
