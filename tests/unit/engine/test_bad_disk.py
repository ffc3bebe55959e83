from __future__ import annotations

import shutil

from spanmill.engine import folding
from spanmill.testing import span
from tests.unit.engine.test_runtime import SAMPLED

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
