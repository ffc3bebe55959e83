from __future__ import annotations

import shutil

import pytest

from spanmill.engine import folding
from spanmill.errors import RetryLater
from spanmill.testing import CollectingSink, span
from tests.unit.engine.test_runtime import PLAIN, SAMPLED

COUNTED = """
receivers: {hand: {}}
processors:
  tail_sampling:
    decision_wait: 10s
    policies: [{name: all, type: always_sample}]
exporters: {sink: {}, prometheus: {endpoint: "127.0.0.1:0"}}
connectors: {forward: {}}
service:
  pipelines:
    traces: {receivers: [hand], exporters: [prometheus, forward]}
    traces/kept: {receivers: [forward], processors: [tail_sampling], exporters: [sink]}
"""


def refuse(*_):
    """Be a disk that is full."""
    raise OSError(28, "No space left on device")


def down(_):
    """Be a peer that is down."""
    raise RetryLater("down")


def damage(house, log, *texts):
    """Change bytes of a log where a text stands in it."""
    (path,) = (house.directory / f"data/logs/{log}/segments").glob("*.seg")
    raw = path.read_bytes()
    for text in texts:
        assert text in raw
        raw = raw.replace(text, b"X" * len(text))
    path.write_bytes(raw)


def stop_with(house, text, names):
    """Leave one record for each span in the logs."""
    house.sinks["sink"] = sink = CollectingSink()
    sink.answer = down
    house.start(text)
    for number, name in enumerate(names, 1):
        assert house.send(span(name, trace=number, number=number, status=2)).code == 0
    runtime, house.runtime = house.runtime, None
    runtime._decide_all = lambda: False
    assert not runtime.drain(0.1)
    sink.answer = lambda _: None
    return sink


@pytest.mark.parametrize(
    ("left", "is_clean", "damaged"),
    [
        (("a-1", "c-3"), True, 1),
        (("b-2", "c-3"), True, 1),
        (("a-1",), True, 2),
        ((), True, 3),
        (("a-1", "c-3"), False, 1),
        (("c-3",), False, 2),
        (("a-1", "b-2"), False, 0),  # what a crash may leave of a record that nobody was told of
    ],
)
def test_damaged_records_cost_their_own_spans(house, left, is_clean, damaged):
    """What the disk has damaged is counted as such and told; the rest arrives, and what comes."""
    names = ("a-1", "b-2", "c-3")
    sink = stop_with(house, PLAIN, names)
    damage(house, "traces:exporters", *(name.encode() for name in names if name not in left))
    if not is_clean:
        (house.directory / "data/logs/traces:exporters/clean").unlink()
    house.start(PLAIN)
    assert house.send(span("new", trace=9, number=9)).code == 0
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    assert sorted(each.name for each in sink.spans) == sorted([*left, "new"])
    account = house.runtime.snapshot().accounts["sink"]
    assert sum(account.failed.values()) == account.failed.get("damaged", 0) == damaged
    assert account.balanced
    assert ("records of the log are damaged" in house.log.getvalue()) == bool(damaged)
    assert house.stop()


def test_nothing_waits_for_a_damaged_newest_record(house):
    """A stop is not held up by records that nobody can read."""
    sink = stop_with(house, PLAIN, ("a-1", "b-2"))
    damage(house, "traces:exporters", b"a-1", b"b-2")
    house.start(PLAIN)
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    assert house.runtime.snapshot().accounts["sink"].failed == {"damaged": 2}
    assert house.stop()
    assert not sink.spans


def test_damaged_traces_are_part_of_the_account(house):
    """Spans that were damaged before tail sampling decided are counted with the next decisions."""
    sink = stop_with(house, SAMPLED, ("a-1", "b-2", "c-3"))
    damage(house, "traces:tail_sampling", b"b-2")
    house.start(SAMPLED)
    house.advance(11)
    house.until(lambda: len(sink.spans) == 2)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.dropped["damaged"]) == (3, 1)
    assert account.balanced
    assert "records of the log are damaged" in house.log.getvalue()
    assert house.stop()


def test_a_segment_without_a_header_is_set_aside_and_counted(house):
    """Records in a file that cannot be trusted are given up by name; the log goes on behind it."""
    names = [f"{n}" + "x" * 300_000 for n in range(1, 9)]
    sink = stop_with(house, PLAIN, names)
    path = min((house.directory / "data/logs/traces:exporters/segments").glob("*.seg"))
    path.write_bytes(bytes(64) + path.read_bytes()[64:])
    house.start(PLAIN)
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    account = house.runtime.snapshot().accounts["sink"]
    assert 0 < len(sink.spans) < len(names)
    assert account.failed == {"damaged": len(names) - len(sink.spans)}
    assert account.balanced
    assert "records of the log are damaged" in house.log.getvalue()
    assert house.stop()


def test_traces_are_decided_though_metrics_cannot_be_kept(house, monkeypatch):
    """A disk that refuses the state of metrics stops neither tail sampling nor the stop."""
    house.start(COUNTED)
    monkeypatch.setattr(folding, "write_durably", refuse)
    assert house.send(span("a")).code == 0
    house.advance(11)
    house.until(lambda: len(house.sinks["sink"].spans) == 1)
    assert house.stop()
    assert "state of metrics cannot be kept" in house.log.getvalue()
    monkeypatch.undo()
    house.start(COUNTED)
    assert house.send(span("b", number=2)).code == 0
    assert house.stop()
    assert len(house.sinks["sink"].spans) == 2


def test_a_log_that_cannot_be_marked_clean_does_not_break_the_stop(house):
    """A stop without room for the mark of a clean stop is told, and is a stop all the same."""
    house.start(SAMPLED)
    shutil.rmtree(house.directory / "data/logs/traces:tail_sampling")
    assert house.stop()
    assert "log cannot be closed cleanly" in house.log.getvalue()


def test_a_stop_that_could_not_write_what_it_decided_says_so(house):
    """What waits in tail sampling and finds no room behind is not called delivered."""
    house.start(SAMPLED)
    assert house.send(span("a", status=2)).code == 0
    for folder in ("segments", "spares"):
        shutil.rmtree(house.directory / f"data/logs/traces:exporters/{folder}")
    assert not house.stop()
    assert not house.sinks["sink"].spans
