from __future__ import annotations

import time
from threading import Event

from spanmill.errors import RetryLater
from spanmill.testing import CollectingSink, span

SLACK_S = 1.0
TWO = """
receivers: {hand: {}}
exporters: {sink: {}, sink/other: {}}
service:
  pipelines:
    traces: {receivers: [hand], exporters: [sink, sink/other]}
"""


def down(_):
    """Be a peer that is down."""
    raise RetryLater("down")


def stop(house, timeout_s):
    """Stop within a time; return whether all was delivered, and how much longer it took."""
    runtime, house.runtime = house.runtime, None
    begin = time.monotonic()
    done = runtime.drain(timeout_s)
    return done, time.monotonic() - begin - timeout_s


def put_up(house):
    """Start with two sinks; one span is with both."""
    for name in ("sink", "sink/other"):
        house.sinks[name] = CollectingSink()
    house.start(TWO)
    return house.sinks["sink"], house.sinks["sink/other"]


def test_a_stop_with_a_dead_peer_keeps_its_deadline_and_loses_nothing(house):
    """What the peer could not take is with it after the next start, once."""
    dead, well = put_up(house)
    dead.answer = down
    for number in range(20):
        assert house.send(span(f"s{number}")).code == 0
    done, late = stop(house, 2.0)
    assert not done
    assert late < SLACK_S
    assert len(well.spans) == 20
    dead.answer = lambda _: None
    house.start(TWO)
    house.until(lambda: len(dead.spans) == 20)
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 20)
    assert house.stop()
    assert (len(dead.spans), len(well.spans)) == (20, 20)


def test_a_peer_that_does_not_answer_holds_up_nobody(house):
    """A call that hangs ends with the deadline, and another exporter works off what it has."""
    stuck, well = put_up(house)
    entered, released = Event(), Event()

    def hang(_):
        entered.set()
        released.wait(60)

    stuck.answer = hang
    assert house.send(span("a")).code == 0
    assert entered.wait(5)
    assert house.send(span("b")).code == 0
    done, late = stop(house, 2.0)
    released.set()
    assert not done
    assert late < SLACK_S
    assert sorted(each.name for each in well.spans) == ["a", "b"]


def test_an_exporter_works_off_while_another_waits_for_its_peer(house):
    """The deadline is one for all, and none waits for the one before it to give up."""
    dead, slow = put_up(house)
    dead.answer = down
    pause = Event()
    slow.answer = lambda _: pause.wait(0.05)
    for number in range(10):
        assert house.send(span(f"s{number}")).code == 0
    stop(house, 3.0)
    assert len(slow.spans) == 10
