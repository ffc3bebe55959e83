from __future__ import annotations

from threading import Event

import pytest

from exporters.delivery import delivery_of
from exporters.otlp.config import OtlpExporterConfig
from spanmill.component import Batching, Delivery
from spanmill.errors import RetryLater
from spanmill.testing import CollectingSink, span
from tests.unit.engine.conftest import PATIENCE_S
from tests.unit.engine.test_runtime import PLAIN, SAMPLED

UNAVAILABLE = 14
LONG_S = 60.0


def spans_of(count, name="s"):
    return [span(name, number=n + 1) for n in range(count)]


def down(_):
    """Be a peer that is down."""
    raise RetryLater("down")


def put_up(house, text=PLAIN, **delivery):
    """Start with a sink of this delivery, and note the sizes of its calls."""
    sink = house.sinks["sink"] = CollectingSink(delivery=Delivery(**delivery))
    sizes = []
    sink.answer = lambda batch: sizes.append(batch.num_spans)
    house.start(text)
    return sink, sizes


@pytest.mark.parametrize(
    ("unit", "size"), [("requests", 2), ("items", 20), ("bytes", 2000)], ids=str
)
def test_more_than_the_queue_holds_is_refused_until_there_is_room(house, unit, size):
    """Beyond `queue_size` new data is refused, retryable; nothing that was accepted is lost."""
    sink, sizes = put_up(house, queue_size=size, queue_unit=unit)
    sink.answer = down
    answers = [house.send(*spans_of(10))]
    house.until(lambda: house.runtime.snapshot().exporters["sink"].in_flight == 1)
    answers += [house.send(*spans_of(10)) for _ in range(9)]
    codes = [each.code for each in answers]
    assert codes == sorted(codes)
    assert set(codes) == {0, UNAVAILABLE}
    assert all(each.retry_after_s > 0 for each in answers if each.code)
    snapshot = house.runtime.snapshot()
    assert any("queue full" in each for each in snapshot.degraded)
    accepted = 10 * codes.count(0)
    assert (snapshot.accounts["sink"].accepted, snapshot.accounts["sink"].live) == (accepted,) * 2
    sink.answer = lambda batch: sizes.append(batch.num_spans)
    house.until(lambda: len(sink.spans) == accepted)
    assert house.send(span("again")).code == 0
    house.until(lambda: len(sink.spans) == accepted + 1)


def test_a_full_queue_behind_a_holder_refuses_too(house):
    """Also where spans come by a holder, and what it has waits for its decision undisturbed."""
    sink, _ = put_up(house, SAMPLED, queue_size=1)
    sink.answer = down

    def state():
        return house.runtime.snapshot().exporters["sink"]

    assert house.send(span("under way", trace=1, status=2)).code == 0
    house.advance(11)
    house.until(lambda: state().in_flight == 1)
    assert house.send(span("waits", trace=2, status=2)).code == 0
    house.advance(11)
    house.until(lambda: state().queue_full)
    assert house.send(span("late", trace=3, status=2)).code == UNAVAILABLE
    sink.answer = lambda _: None
    house.until(lambda: len(sink.spans) == 2)
    assert house.runtime.snapshot().accounts["sink"].balanced


def test_a_full_queue_refuses_only_its_own_receivers(house):
    """Data of a receiver that the exporter does not get is taken as before."""
    text = """
receivers: {hand: {}, hand/other: {}}
exporters: {sink: {}, sink/other: {}}
service:
  pipelines:
    traces: {receivers: [hand], exporters: [sink]}
    traces/other: {receivers: [hand/other], exporters: [sink/other]}
"""
    sink, _ = put_up(house, text, queue_size=1)
    sink.answer = down
    codes = [house.send(span("a")).code for _ in range(4)]
    assert codes[-1] == UNAVAILABLE
    assert house.send(span("b"), receiver="hand/other").code == 0
    sink.answer = lambda _: None


def test_large_requests_are_cut(house):
    """No call gets more spans than `max_size`, and every span comes once."""
    sink, sizes = put_up(house, batching=Batching("items", 0, 300, LONG_S))
    assert house.send(*spans_of(1000)).code == 0
    house.until(lambda: len(sink.spans) == 1000)
    assert sizes == [300, 300, 300, 100]
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 1000)


def test_large_requests_are_cut_by_bytes(house):
    """With `sizer: bytes` calls have about so many bytes, and a larger span is alone."""
    sink, sizes = put_up(house, batching=Batching("bytes", 0, 1000, LONG_S))
    big = span("big", number=99, attrs={"text": "x" * 5000})
    assert house.send(*spans_of(20), big, *spans_of(20)).code == 0
    house.until(lambda: len(sink.spans) == 41)
    assert len(sizes) > 4
    assert 1 in sizes


def test_few_spans_wait_for_others(house):
    """Spans wait until there are `min_size`; what is enough goes at once."""
    sink, sizes = put_up(house, batching=Batching("items", 8, 0, LONG_S))
    for _ in range(7):
        assert house.send(span("few")).code == 0
    assert sizes == []
    assert house.send(span("few")).code == 0
    house.until(lambda: len(sink.spans) == 8)
    assert sizes == [8]


def test_few_spans_wait_no_longer_than_asked(house):
    """After `flush_timeout` few spans go alone."""
    sink, _ = put_up(house, batching=Batching("items", 1000, 0, 0.01))
    assert house.send(span("few")).code == 0
    house.until(lambda: len(sink.spans) == 1)


def test_a_stop_does_not_wait_for_more_spans(house):
    """A drain sends what waits, however few."""
    sink, _ = put_up(house, batching=Batching("items", 1000, 0, LONG_S))
    assert house.send(span("few")).code == 0
    assert house.stop()
    assert len(sink.spans) == 1


def test_the_configuration_says_how_large_requests_are():
    """The Collector's keys arrive at the engine."""
    queue = {
        "queue_size": 50, "sizer": "items", "num_consumers": 3,
        "batch": {"min_size": 10, "max_size": 100, "flush_timeout": "1s"},
    }  # fmt: skip
    retry = {"multiplier": 3, "initial_interval": "2s"}
    config = OtlpExporterConfig.model_validate(
        {"endpoint": "peer:4317", "sending_queue": queue, "retry_on_failure": retry}
    )
    made = delivery_of(config.sending_queue, config.retry_on_failure)
    assert (made.queue_size, made.queue_unit, made.consumers) == (50, "items", 3)
    assert made.batching == Batching("items", 10, 100, 1.0)
    assert (made.multiplier, made.initial_interval_s) == (3, 2.0)


def test_retries_wait_longer_each_time(house, monkeypatch):
    """The interval that a wait is drawn from grows by `multiplier` up to `max_interval`."""
    drawn, seen = [], Event()

    def uniform(low, high):
        drawn.append(high)
        if len(drawn) == 5:
            seen.set()
        return low

    monkeypatch.setattr("spanmill.engine.gate.random.uniform", uniform)
    sink, _ = put_up(house, initial_interval_s=0.5, multiplier=2.0, max_interval_s=3.0)
    sink.answer = down
    assert house.send(span("a")).code == 0
    assert seen.wait(PATIENCE_S)
    assert drawn[:5] == [0.5, 1.0, 2.0, 3.0, 3.0]
    sink.answer = lambda _: None
