"""A processor whose own thread never waits: the others have to share the interpreter with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count, repeat

import pytest

from spanmill.testing import request, span
from tests.integration.conftest import ROOT, install
from tests.integration.senders import Senders

pytestmark = pytest.mark.integration
PIPELINE = "service.pipelines.traces/ingest.processors"
PROTO = {"content-type": "application/x-protobuf"}
NUM_REQUESTS, SPANS, AT_ONCE = 400, 11, 16


@pytest.fixture
def senders(program):
    """Clients of the program."""
    made = Senders(program.ports)
    yield made
    made.close()


def test_every_request_is_served_while_a_thread_spins(program, senders, tmp_path):
    """Each request is taken over both protocols, and each span is accounted for."""
    program.start(
        "processors.spinner.threads=1",
        f"{PIPELINE}=[memory_limiter, redaction, spinner, token_cost]",
        PYTHONPATH=str(install(ROOT / "bench" / "spinner", tmp_path / "installed")),
    )
    numbers = count(1)
    bodies = [
        request([span(number=next(numbers)) for _ in range(SPANS)]) for _ in range(NUM_REQUESTS)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        half = NUM_REQUESTS // 2
        answers = [*pool.map(senders.grpc, bodies[:half])]
        answers += pool.map(senders.http, bodies[half:], repeat(PROTO))
    assert {(each.status, each.fault) for each in answers} == {(0, ""), (200, "")}
    assert not any(each.num_rejected for each in answers)
    (account,) = program.settled().values()
    assert account["accepted"] == NUM_REQUESTS * SPANS
    assert account["balanced"]
    assert 'processor="spinner"} ' in program.get("admin", "/metrics")
