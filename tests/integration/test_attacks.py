"""Ten thousand requests that mean harm, over the wire, against a running program."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from spanmill.testing import request, span
from tests.integration.senders import Senders
from tests.reference.answers import Outcome
from tests.reference.damage import LIMIT_BYTES, attack

pytestmark = pytest.mark.integration
NUM_ATTACKS, NUM_WARM_UP, NUM_SENDERS = 10_000, 3_000, 12
MAX_GROWTH_MB = 48
PROTO = {"content-type": "application/x-protobuf"}
GOOD_TRACE = 0xC0FFEE
LIMITS = (
    f"receivers.otlp.protocols.http.max_request_body_size={LIMIT_BYTES}",
    f"receivers.otlp.protocols.grpc.max_recv_msg_size_mib={LIMIT_BYTES >> 20}",
)


def resident_mb(process):
    """Return the memory that a process has now."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def send(senders, each):
    """Send one attack; return what is wrong with the answer, and how many spans were taken."""
    if each.protocol == "grpc":
        answer = senders.grpc(each.body, compressed=each.compressed)
    else:
        answer = senders.http(each.body, each.headers)
    fault = each.expected.fault(answer.outcome, answer.num_rejected, answer.message)
    taken = each.expected.num_spans - answer.num_rejected if answer.outcome is Outcome.OK else 0
    return fault or answer.fault, taken


def send_all(senders, seeds):
    """Send many attacks at a time; return what is wrong, by seed, and how many spans were taken."""

    def one(seed):
        return seed, *send(senders, attack(seed))

    with ThreadPoolExecutor(NUM_SENDERS) as pool:
        results = list(pool.map(one, seeds))
    return [row[:2] for row in results if row[1]], sum(row[2] for row in results)


def is_complaint(line):
    """Tell whether a line of the log is more than information; a panic is not even JSON."""
    try:
        return json.loads(line)["level"] not in {"debug", "info"}
    except ValueError:
        return not line.startswith("spanmill: ")


@pytest.mark.timeout(300)
def test_harmful_requests_harm_nobody(program):
    """Each gets the answer it deserves; no fault, no memory and no span is left behind.

    A good request afterwards arrives.
    """
    program.start(*LIMITS)
    process, log = program.process, program.directory / "log.txt"
    start = log.stat().st_size
    with closing(Senders(program.ports)) as senders:
        faults, taken = send_all(senders, range(NUM_WARM_UP))
        before = resident_mb(process)
        more, as_many = send_all(senders, range(NUM_WARM_UP, NUM_ATTACKS))
        growth = resident_mb(process) - before
        assert faults + more == []
        good = senders.http(request([span("good", trace=GOOD_TRACE, status=2)]), PROTO)
    assert good.status == 200
    account = program.settled()["parquet"]
    assert (account["accepted"], account["balanced"]) == (taken + as_many + 1, True)
    assert growth < MAX_GROWTH_MB
    assert process.poll() is None
    assert program.stop() == 0
    assert [line for line in log.read_text()[start:].splitlines() if is_complaint(line)] == []
    files = f"read_parquet('{program.parquet}/spans/v1/**/*.parquet', hive_partitioning = true)"
    query = f"SELECT span_name FROM {files} WHERE trace_id = '{GOOD_TRACE:032x}'"  # noqa: S608
    assert duckdb.sql(query).fetchall() == [("good",)]
