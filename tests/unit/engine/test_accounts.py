from __future__ import annotations

import pytest

from spanmill.testing import span
from tests.unit.engine.test_holding import TWO
from tests.unit.engine.test_left import Moody, reloaded, restarted
from tests.unit.engine.test_runtime import PLAIN, SAMPLED, names

BESIDE = """
receivers: {hand: {}, hand/idle: {}}
processors:
  filter: {trace_conditions: ['name == "noise"']}
  tail_sampling:
    decision_wait: 10s
    policies:
      - {name: errors, type: status_code, status_code: {status_codes: [ERROR]}}
connectors: {forward: {}}
exporters: {sink: {}}
service:
  pipelines:
    traces/a: {receivers: [hand], processors: [filter, tail_sampling], exporters: [forward]}
    traces/out: {receivers: [forward, hand/idle], processors: [filter], exporters: [sink]}
"""


def account(house, exporter="sink"):
    """Return the account of an exporter, which must add up."""
    found = house.runtime.snapshot().accounts[exporter]
    assert found.balanced, found
    return found


@pytest.mark.parametrize(
    ("text", "dropped"), [(TWO, {"none": 1}), (BESIDE, {"none": 1, "filter": 2})]
)
def test_ways_that_meet_are_counted_together(house, text, dropped):
    """Spans of two holders, or of a holder and a receiver, add up at the exporter behind both."""
    house.start(text)
    for receiver in ("hand", "hand/idle"):
        for number, (name, status) in enumerate((("ok", 0), ("error", 2), ("noise", 2)), 1):
            one = span(name, trace=number, number=number, status=status)
            assert house.send(one, receiver=receiver).code == 0
    house.runtime._engine.call(lambda: None, 5)
    assert account(house).accepted == 6
    house.advance(11)
    house.until(lambda: account(house).live == 0)
    assert (account(house).accepted, account(house).dropped) == (6, dropped)
    assert house.runtime.drain(20)
    house.start(text)
    assert (account(house).accepted, account(house).dropped) == (6, dropped)


@pytest.mark.parametrize("text", [PLAIN, SAMPLED])
def test_an_exporter_that_comes_later_owes_nothing(house, text):
    """What its log had let go before is not expected of an exporter that a reload adds."""
    house.start(text, max_bytes="4MiB")
    for trace in range(1, 6):
        large = span(trace=trace, status=2, attrs={"text": "x" * (600 << 10)})
        assert house.send(large).code == 0
        house.advance(11)
        house.until(lambda trace=trace: account(house).exported == trace)
    more = text.replace("{sink: {}}", "{sink: {}, sink/2: {}}").replace("[sink]", "[sink, sink/2]")
    reloaded(house, more)
    house.send(span(trace=9, status=2))
    house.advance(11)
    house.until(lambda: account(house).exported == 6 and account(house, "sink/2").live == 0)
    assert account(house, "sink/2").accepted == account(house, "sink/2").exported == 1


@pytest.mark.parametrize("text", [PLAIN, SAMPLED])
def test_an_exporter_that_comes_back_exports_nothing_twice(house, text):
    """Its log may still have what was exported before it left, and what came while it was gone."""
    house.start(text)
    texts = {
        "sink": text,
        "sink/2": text.replace("sink: {}", "sink/2: {}").replace("[sink]", "[sink/2]"),
    }
    for trace, name in enumerate(("sink", "sink/2", "sink"), 1):
        reloaded(house, texts[name])
        assert house.send(span(f"{trace}", trace=trace, status=2)).code == 0
        house.advance(11)
        house.until(lambda trace=trace, name=name: f"{trace}" in names(house.sinks[name]))
        house.until(lambda name=name: account(house, name).live == 0)
    assert names(house.sinks["sink"]) == ["1", "3"]


@pytest.mark.parametrize("change", [reloaded, restarted])
def test_an_exporter_of_another_name_takes_what_waits(house, change):
    """Nothing of what was not taken is lost when an exporter is called otherwise."""
    sink = house.sinks.setdefault("sink", Moody())
    house.start(PLAIN)
    assert house.send(span("a")).code == 0
    change(house, PLAIN.replace("sink: {}", "sink/2: {}").replace("[sink]", "[sink/2]"))
    house.until(lambda: names(house.sinks["sink/2"]) == ["a"])
    assert not sink.spans
