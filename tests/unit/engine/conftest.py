"""A runtime around collecting sinks, fed by hand."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from spanmill.component import Config, Factory, Kind, Reads
from spanmill.components import catalogue
from spanmill.config import Catalogue, load
from spanmill.engine.runtime import Runtime
from spanmill.kernel import Ticket
from spanmill.telemetry import configure_logging
from spanmill.testing import CollectingSink, ManualClock, request

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 5.0


class HandConfig(Config):
    """Nothing to set."""


class HandReceiver:
    """A receiver that tests hand requests to."""

    def __init__(self, config, settings):
        self.queue = None
        self.accepting = False

    def start(self, intake):
        self.queue, self.accepting = intake.queue, True

    def stop_accepting(self):
        self.accepting = False

    def stop(self):
        self.accepting = False


class Panic(BaseException):
    """Like what a panic of the kernel raises: not an `Exception`."""


class BrokenProcessor:
    """Raises on spans that are named `poison` or `panic`. Keeps its settings, as some do."""

    reads = Reads()

    def __init__(self, config, settings):
        self.settings = settings
        self.batches = 0

    def start(self):
        self.batches = 0

    def process(self, batch):
        names = batch.text_dict("name")[1]
        if "poison" in names:
            raise ValueError("poison")
        if "panic" in names:
            raise Panic
        return (batch,)

    def stop(self):
        self.batches = 0


@dataclass
class House:
    """A running program that a test controls."""

    directory: Path
    clock: ManualClock = field(default_factory=ManualClock)
    sinks: dict[str, CollectingSink] = field(default_factory=dict)
    runtime: Any = None
    text: str = ""
    log: io.StringIO = field(default_factory=io.StringIO)

    def sink(self, config, settings):
        return self.sinks.setdefault(settings.id, CollectingSink())

    def catalogue(self):
        own = [
            Factory("hand", Kind.RECEIVER, "receiver", HandConfig, HandReceiver),
            Factory("sink", Kind.EXPORTER, "exporter", HandConfig, self.sink),
            Factory("broken", Kind.PROCESSOR, "processor", HandConfig, BrokenProcessor),
        ]
        return Catalogue((*own, *catalogue().factories), lambda _: ())

    def load(self):
        path = self.directory / "pipelines.yaml"
        path.write_text(self.text)
        return load([path], self.catalogue())

    def start(self, text, max_bytes="10GiB"):
        options = f"durability: process, segment_bytes: 1MiB, max_bytes: {max_bytes}"
        storage = f"  storage: {{directory: {self.directory}/data, {options}}}\n"
        self.text = text.rstrip() + "\n" + storage
        self.runtime = Runtime(
            self.load(), self.load, configure_logging("warn", self.log), self.clock
        )
        self.runtime.start()
        return self.runtime

    def submit(self, *spans, receiver="hand", tenant=""):
        """Send one request; the answer is waited for or there."""
        return self.runtime.queue.submit(
            request(spans), 1 << 20, receiver=f"{receiver} test", tenant=tenant
        )

    def send(self, *spans, receiver="hand", tenant=""):
        """Send one request and wait for its answer."""
        answer = self.submit(*spans, receiver=receiver, tenant=tenant)
        return answer.wait(PATIENCE_S) if isinstance(answer, Ticket) else answer

    def advance(self, seconds):
        """Move the clock once the engine has seen everything that was answered."""
        self.runtime._engine.call(lambda: None, PATIENCE_S)
        self.clock.advance(seconds)

    def until(self, condition):
        """Wait for other threads, up to a limit that only a fault reaches."""
        deadline = time.monotonic() + PATIENCE_S
        pause = Event()
        while not condition():
            assert time.monotonic() < deadline, "condition did not come true"
            pause.wait(0.005)

    def stop(self):
        if self.runtime is not None:
            runtime, self.runtime = self.runtime, None
            return runtime.drain(PATIENCE_S)
        return True


@pytest.fixture
def house(tmp_path):
    """A house that is drained when the test ends."""
    made = House(tmp_path)
    yield made
    made.stop()
