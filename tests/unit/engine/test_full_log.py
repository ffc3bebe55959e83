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


def test_what_one_log_took_is_not_lost_where_another_is_full(house):
    """The client is told to send again, and what the log with room took goes its way."""
    house.sinks["sink/down"] = down = CollectingSink()
    down.answer = refuse
    house.start(TWO_LOGS, max_bytes="4MiB")

    def send(number):
        text = {"text": "x" * (900 << 10)}
        code = house.send(span(f"{number}", trace=number, number=number, attrs=text)).code
        house.advance(11)
        house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
        return code

    assert {send(number) for number in range(1, 7)} == {0, 14}
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.exported, account.balanced) == (6, 6, True)
    assert len(house.sinks["sink"].spans) == 6
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
