from __future__ import annotations

from spanmill.errors import RetryLater
from spanmill.testing import CollectingSink, span
from tests.unit.engine.test_runtime import PLAIN, SAMPLED

TWO_LOGS = """
receivers: {hand: {}}
processors:
  attributes: {actions: [{key: way, value: plain, action: insert}]}
  tail_sampling:
    decision_wait: 10s
    policies: [{name: all, type: always_sample}]
exporters: {sink: {}, sink/down: {}}
service:
  pipelines:
    traces: {receivers: [hand], processors: [tail_sampling], exporters: [sink]}
    traces/plain: {receivers: [hand], processors: [attributes], exporters: [sink/down]}
"""
TWO_BEHIND = """
receivers: {hand: {}}
processors:
  attributes: {actions: [{key: way, value: plain, action: insert}]}
  tail_sampling:
    decision_wait: 10s
    policies: [{name: all, type: always_sample}]
exporters: {sink: {}, sink/down: {}}
connectors: {forward: {}, forward/plain: {}}
service:
  pipelines:
    traces: {receivers: [hand], processors: [tail_sampling], exporters: [forward, forward/plain]}
    traces/a: {receivers: [forward], exporters: [sink]}
    traces/b: {receivers: [forward/plain], processors: [attributes], exporters: [sink/down]}
"""
TWO_RECEIVERS = """
receivers: {hand: {}, hand/down: {}}
exporters: {sink: {}, sink/down: {}}
service:
  pipelines:
    traces: {receivers: [hand], exporters: [sink]}
    traces/down: {receivers: [hand/down], exporters: [sink/down]}
"""
ROUNDS, SPANS, TEXT_BYTES = 7, 16, 48 << 10


def refuse(_):
    """Be a peer that is down."""
    raise RetryLater("down")


def fill(house):
    """Send traces that are all kept until the log behind the holder has no room; return spans."""
    house.sinks["sink"] = sink = CollectingSink()
    sink.answer = refuse
    house.start(SAMPLED, max_bytes="4MiB")
    for number in range(1, ROUNDS + 1):
        text = {"text": "x" * TEXT_BYTES}
        spans = [
            span(f"{number}.{n}", trace=number, number=n + 1, status=2, attrs=text)
            for n in range(SPANS)
        ]
        assert house.send(*spans).code == 0
        house.advance(11)
        house.runtime._engine.call(lambda: None, 5)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.live, account.balanced) == (ROUNDS * SPANS,) * 2 + (True,)
    assert house.runtime.snapshot().waiting["traces:tail_sampling"] > 0
    return {f"{number}.{n}" for number in range(1, ROUNDS + 1) for n in range(SPANS)}


def test_a_full_log_behind_a_holder_loses_no_decided_span(house):
    """What cannot move on because the log behind is full moves on once there is room, once."""
    sent = fill(house)
    sink = house.sinks["sink"]
    sink.answer = lambda _: None

    def arrived():
        house.advance(1)
        return house.runtime.snapshot().accounts["sink"].exported == len(sent)

    house.until(arrived)
    assert sorted(each.name for each in sink.spans) == sorted(sent)
    assert house.runtime.snapshot().accounts["sink"].balanced


def test_a_restart_with_a_full_log_behind_loses_nothing(house):
    """Decisions that found no room before a stop are made again after the next start."""
    sent = fill(house)
    house.runtime.drain(0.2)
    house.runtime = None
    sink = house.sinks["sink"]
    sink.answer = lambda _: None
    house.start(SAMPLED, max_bytes="4MiB")

    def arrived():
        house.advance(11)
        return {each.name for each in sink.spans} == sent

    house.until(arrived)
    assert len(sink.spans) == len(sent)


def test_decisions_wait_for_every_log_behind_so_that_a_restart_makes_no_copies(house):
    """While one of two logs behind a holder is full, neither gets what is decided anew later."""
    house.sinks["sink/down"] = down = CollectingSink()
    down.answer = refuse
    house.start(TWO_BEHIND, max_bytes="4MiB")
    holder = "traces:tail_sampling"
    number = 0
    while number == 0 or house.runtime.snapshot().waiting[holder] == 0:
        number += 1
        size = (900 if number < 4 else 100) << 10
        text = {"text": "x" * size}
        assert house.send(span(f"{number}", trace=number, number=number, attrs=text)).code == 0
        house.advance(11)
        house.runtime._engine.call(lambda: None, 5)
    house.runtime.drain(0.2)
    house.runtime = None
    down.answer = lambda _: None
    house.start(TWO_BEHIND, max_bytes="4MiB")

    def arrived():
        house.advance(11)
        return len(down.spans) >= number

    house.until(arrived)
    names = [str(each) for each in range(1, number + 1)]
    house.until(lambda: len(house.sinks["sink"].spans) >= number)
    assert [each.name for each in house.sinks["sink"].spans] == names
    assert [each.name for each in down.spans] == names


def big(number):
    """Return a span that a log takes few of."""
    return span(f"{number}", trace=number, number=number, attrs={"text": "x" * (900 << 10)})


def test_a_client_that_sends_again_leaves_no_copies_where_one_log_is_full(house):
    """What a full log refuses is written to no other log: sent again it would be there twice."""
    house.sinks["sink/down"] = down = CollectingSink()
    down.answer = refuse
    house.start(TWO_LOGS, max_bytes="4MiB")
    codes = []
    for number in (1, 2, 3, 4, 4, 4):
        codes.append(house.send(big(number)).code)
        house.advance(11)
        house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    assert codes[0] == 0
    assert codes[-2:] == [14, 14]
    account = house.runtime.snapshot().accounts["sink"]
    taken = codes.count(0)
    assert (account.accepted, account.exported, account.balanced) == (taken, taken, True)
    assert len(house.sinks["sink"].spans) == taken
    down.answer = lambda _: None


def test_a_full_log_of_one_receiver_refuses_nothing_of_another(house):
    """Requests that one pull took together are told each by the logs that they go to."""
    house.sinks["sink/down"] = down = CollectingSink()
    down.answer = refuse
    house.start(TWO_RECEIVERS, max_bytes="4MiB")
    number = 1
    while house.send(big(number), receiver="hand/down").code == 0:
        number += 1
    with house.runtime._engine.lock:  # the first may be pulled alone
        tickets = [
            house.submit(big(1), receiver=receiver) for receiver in ("hand", "hand", "hand/down")
        ]
    assert [each.wait(5).code for each in tickets] == [0, 0, 14]
    house.until(lambda: len(house.sinks["sink"].spans) == 2)
    down.answer = lambda _: None


def test_a_full_log_is_told_of_once_a_second(house):
    """However many requests are refused for want of room, they do not fill the program's log."""
    house.sinks["sink"] = down = CollectingSink()
    down.answer = refuse
    house.start(PLAIN, max_bytes="4MiB")
    text = {"text": "x" * (900 << 10)}
    spans = [span(str(number), number=number, attrs=text) for number in range(1, 13)]
    assert [house.send(each).code for each in spans].count(14) > 5
    assert house.log.getvalue().count("log took no spans") == 1
    house.advance(1)
    assert house.send(spans[0]).code == 14
    house.advance(0)
    assert house.log.getvalue().count("log took no spans") == 2
    down.answer = lambda _: None


class FullDisk:
    """A log on a disk without room, far from its own limit."""

    def __init__(self, log):
        self._log = log
        self.is_full = True

    def __getattr__(self, name):
        return getattr(self._log, name)

    def append(self, batch, meta):
        if self.is_full:
            raise OSError(28, "No space left on device")
        return self._log.append(batch, meta)


def test_a_log_whose_disk_is_full_is_named(house):
    """The status and the program's log say which log cannot be written, until it can."""
    house.start(TWO_LOGS)
    ledger = house.runtime._engine.flow.ledgers[-1]
    disk = ledger.log = FullDisk(ledger.log)
    assert house.send(span()).code == 14
    reason = f"log {ledger.name}: No space left on device"
    assert reason in house.runtime.snapshot().degraded
    assert reason in house.log.getvalue()
    disk.is_full = False
    assert house.send(span()).code == 0
    assert house.runtime.snapshot().degraded == []
