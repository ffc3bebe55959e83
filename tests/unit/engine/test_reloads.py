from __future__ import annotations

import gc
import socket
import weakref

from spanmill.kernel import Ticket
from spanmill.testing import request, span
from tests.unit.engine.conftest import HandReceiver
from tests.unit.engine.test_runtime import PLAIN, SAMPLED, names


def test_graphs_of_the_past_are_let_go(house):
    """After many reloads no more is in memory than the graph that runs and the one before it."""
    text = SAMPLED.replace("[tail_sampling]", "[tail_sampling, broken]")
    house.start(text.replace("processors:\n", "processors:\n  broken: {}\n", 1))
    past = []
    for wait in range(11, 17):
        built = house.runtime._built
        (holder,) = (each.holding.holder for each in built.flow.ledgers if each.holding)
        past += [weakref.ref(each) for each in (built, built.flow, holder)]
        del built, holder
        assert house.send(span(trace=wait, number=wait)).code == 0
        house.text = house.text.replace(f"{wait - 1}s", f"{wait}s")
        assert house.runtime.reload_file() == []
    gc.unfreeze()
    gc.collect()
    assert [each() for each in past[:-3]] == [None] * (len(past) - 3)


def changed(house, text):
    """Load another configuration; return the errors."""
    house.text = text.rstrip() + "\n" + house.text[house.text.index("  storage:") :]
    return house.runtime.reload_file()


def test_spans_that_come_while_a_reload_fails_are_counted(house, monkeypatch):
    """A receiver that cannot start leaves the old graph with all spans in its account."""
    house.start(SAMPLED)
    start = HandReceiver.start

    def send_and_fail(receiver, intake):
        start(receiver, intake)
        waits = intake.queue.submit(request([span("amid")]), 1 << 20, receiver="hand test")
        assert isinstance(waits, Ticket)
        waits.wait(0.3)
        raise OSError("no")

    monkeypatch.setattr(HandReceiver, "start", send_and_fail)
    text = SAMPLED.replace("{hand: {}}", "{hand: {}, hand/two: {}}").replace("10s", "12s")
    assert "no" in changed(house, text.replace("[hand]", "[hand, hand/two]"))[0]
    house.until(lambda: house.runtime.snapshot().waiting == {"traces:tail_sampling": 1})
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.live, account.balanced) == (1, 1, True)


def test_a_reload_that_fails_leaves_nothing_behind(house):
    """What it had begun ends: a port is free again, and no log waits for a consumer of it."""
    house.start(PLAIN)
    with (
        socket.create_server(("127.0.0.1", 0)) as used,
        socket.create_server(("127.0.0.1", 0)) as free,
    ):
        port, page = used.getsockname()[1], free.getsockname()[1]
        free.close()
        exporters = f"{{sink: {{}}, sink/2: {{}}, prometheus: {{endpoint: '127.0.0.1:{page}'}}}}"
        receivers = (
            f"{{hand: {{}}, otlp: {{protocols: {{http: {{endpoint: '127.0.0.1:{port}'}}}}}}}}"
        )
        text = (
            PLAIN.replace("{sink: {}}", exporters)
            .replace("{hand: {}}", receivers)
            .replace("[hand]", "[hand, otlp]")
            .replace("[sink]", "[sink, sink/2, prometheus]")
        )
        (log,) = house.runtime._storage.logs().values()
        assert f"127.0.0.1:{port}" in changed(house, text)[0]
    assert log.cursors() == ["exporter:sink"]
    assert "consumer is gone" not in house.log.getvalue()
    assert changed(house, text) == []
    assert house.send(span("a")).code == 0
    house.until(lambda: names(house.sinks["sink/2"]) == ["a"])


def test_reload_waits_for_no_request(house, monkeypatch):
    """The engine is roused for the switch: receivers that change are closed for milliseconds."""
    monkeypatch.setattr("spanmill.engine.intake.MAX_WAIT_S", 60.0)
    house.start(PLAIN)
    monkeypatch.setattr("spanmill.engine.runtime.SWITCH_TIMEOUT_S", 5.0)
    assert house.runtime.reload_file() == []
