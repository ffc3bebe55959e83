"""The largest of everything, over the wire, against the shipped pipelines with their own limits."""

from __future__ import annotations

from contextlib import closing

import pytest

from spanmill.testing import request, span
from tests.integration.senders import Senders
from tests.integration.test_attacks import GOOD_TRACE, PROTO, resident_mb
from tests.reference.giants import giants

pytestmark = pytest.mark.integration
MAX_GROWTH_MB = 64
ROUNDS = 3


def send(senders, giant):
    """Send one; return what is wrong with the answer."""
    body = giant.body()
    is_grpc = giant.protocol == "grpc"
    answer = senders.grpc(body) if is_grpc else senders.http(body, giant.headers)
    if answer.outcome is not giant.outcome:
        return f"{giant.name}: expected {giant.outcome}, got {answer}"
    if answer.num_rejected or answer.fault:
        return f"{giant.name}: {answer}"
    return ""


@pytest.mark.timeout(300)
def test_the_largest_of_everything_is_taken_and_one_more_refused(program):
    """Each is answered right, every span arrives or is accounted for, and memory does not grow."""
    program.start()
    process, sizes = program.process, []
    with closing(Senders(program.ports)) as senders:
        for _ in range(ROUNDS):
            faults = [send(senders, each) for each in giants()]
            assert [each for each in faults if each] == []
            program.settled()
            sizes.append(resident_mb(process))
        good = senders.http(request([span("good", trace=GOOD_TRACE, status=2)]), PROTO)
    assert good.status == 200
    account = program.settled()["parquet"]
    assert account["accepted"] == 1 + ROUNDS * sum(each.spans for each in giants())
    assert account["balanced"]
    assert account["exported"] == account["accepted"]
    assert sizes[-1] - sizes[0] < MAX_GROWTH_MB
    assert process.poll() is None
    assert program.stop() == 0
