"""A backend that is dead, dies, and comes back."""

from __future__ import annotations

import signal
import time
from contextlib import closing
from threading import Event, Thread

import pytest

from spanmill.testing import request, span
from tests.integration.conftest import free_ports, until
from tests.integration.peer import Peer
from tests.integration.senders import Senders
from tests.integration.test_attacks import PROTO

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120, func_only=True)]
EXPORTERS = "[parquet, otlp/jaeger]"
NAME = "otlp/jaeger"
SPANS = 11
SHUTDOWN_S = 3.0
SLACK_S = 3.0


@pytest.fixture
def peer():
    """A peer that does not run yet."""
    made = Peer(*free_ports(1))
    yield made
    if made._server is not None:
        made._server.stop(0)


def start(program, peer):
    return program.start(
        f"service.shutdown_timeout={SHUTDOWN_S}s",
        "processors.tail_sampling.decision_wait=1s",
        exporters=EXPORTERS,
        JAEGER_ENDPOINT=peer.address,
    )


class Traffic:
    """Sends traces that are all kept, one after the other, and knows what was accepted."""

    def __init__(self, program):
        self.accepted = set()
        self._senders = Senders(program.ports)
        self._stop = Event()
        self._number = 0
        self._thread = Thread(target=self._run)

    def send(self):
        """Send one trace."""
        self._number += 1
        ids = [self._number * 100 + place for place in range(SPANS)]
        spans = [span(trace=self._number, number=each, status=2) for each in ids]
        if self._senders.http(request(spans), PROTO).status == 200:
            self.accepted |= {each.to_bytes(8) for each in ids}

    def _run(self):
        while not self._stop.wait(0.002):
            self.send()

    def close(self):
        """Close the connection."""
        self._senders.close()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self.close()


def test_a_backend_that_dies_and_comes_back_gets_every_span_once(program, peer):
    """However often it dies midway, each span that was accepted arrives, and is accounted for."""
    peer.start()
    start(program, peer)
    with Traffic(program) as traffic:
        for _ in range(3):
            seen = len(peer.spans)
            until(lambda: len(peer.spans) > seen + 100, "spans at the peer")  # noqa: B023 at once
            peer.die()
            sent = len(traffic.accepted)
            until(lambda: len(traffic.accepted) > sent + 500, "spans meanwhile")  # noqa: B023
            peer.start()
    account = program.settled(NAME)[NAME]
    assert peer.spans == dict.fromkeys(traffic.accepted, 1)
    assert account["accepted"] == account["exported"] == len(traffic.accepted)
    assert account["balanced"]
    assert program.stop() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_stop_with_a_dead_backend_is_in_time_and_loses_nothing(program, peer, number):
    """What the backend could not get is in the log, and goes on after the next start, once."""
    start(program, peer)
    with closing(Traffic(program)) as traffic:
        for _ in range(50):
            traffic.send()
    until(lambda: not any(program.status()["waiting_spans"].values()), "decisions")
    begin = time.monotonic()
    program.stop(number)
    assert time.monotonic() - begin < SHUTDOWN_S + SLACK_S
    peer.start()
    start(program, peer)
    until(lambda: len(peer.spans) == len(traffic.accepted), "the spans at the peer")
    account = program.settled()
    assert peer.spans == dict.fromkeys(traffic.accepted, 1)
    for name in ("parquet", NAME):
        assert account[name]["exported"] == len(traffic.accepted) == 50 * SPANS
        assert account[name]["balanced"]
