from __future__ import annotations

import errno
import shutil

import numpy as np
import pytest

from spanmill.engine.holding import HELD_SHARE, Holding, held_bytes
from spanmill.model.arrays import array
from spanmill.testing import CollectingSink, span
from tests.unit.engine.test_left import reloaded, renamed, restarted
from tests.unit.engine.test_runtime import PLAIN, SAMPLED, names

BEHIND = "traces:exporters"
PIN = "decisions:traces:tail_sampling"

TWO = """
receivers: {hand: {}, hand/idle: {}}
processors:
  tail_sampling/a:
    decision_wait: 10s
    policies:
      - {name: errors, type: status_code, status_code: {status_codes: [ERROR]}}
  tail_sampling/b:
    decision_wait: 10s
    policies: [{name: all, type: always_sample}]
connectors: {forward: {}}
exporters: {sink: {}}
service:
  pipelines:
    traces/a: {receivers: [hand], processors: [tail_sampling/a], exporters: [forward]}
    traces/b: {receivers: [hand/idle], processors: [tail_sampling/b], exporters: [forward]}
    traces/out: {receivers: [forward], exporters: [sink]}
"""


class Labelled(CollectingSink):
    """Also notes the policy that each span was kept by."""

    def __init__(self):
        super().__init__()
        self.policies = {}

    def export(self, batch, records):
        super().export(batch, records)
        decisions = records.decisions()
        for one, code in zip(
            batch.text_dict("name")[1], array(decisions.policy, np.int32).tolist(), strict=False
        ):
            self.policies[one] = decisions.policies[code]
        return True


def stopped(house):
    """Stop in good order and start again."""
    assert house.runtime.drain(20)
    house.start(SAMPLED)


def killed(house, text=SAMPLED):
    """Go on from what a process leaves that ends at once."""
    left = house.directory / "left"
    shutil.copytree(house.directory / "data", left)
    house.stop()
    shutil.rmtree(house.directory / "data")
    left.rename(house.directory / "data")
    house.start(text)


@pytest.mark.parametrize("again", [stopped, killed])
def test_late_spans_follow_a_decision_from_before_restarts(house, again):
    """A trace that was dropped stays dropped, and a kept one kept, under the same policy."""
    house.sinks["sink"] = sink = Labelled()
    house.start(SAMPLED)
    house.send(span("kept", trace=1, number=1, status=2))
    house.send(span("lost", trace=2, number=1))
    house.advance(11)
    house.until(lambda: names(sink) == ["kept"])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    for number in range(2, 5):
        again(house)
        house.send(span(f"late {number}", trace=1, number=number))
        house.send(span(f"lost {number}", trace=2, number=number, status=2))
        house.until(lambda number=number: f"late {number}" in names(sink))
        house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    house.advance(11)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.exported, dict(account.dropped), account.balanced) == (4, {"none": 4}, True)
    assert sink.policies == dict.fromkeys(["kept", "late 2", "late 3", "late 4"], "errors")


def send_kept(house, trace, kilobytes):
    """Send a trace that is kept, and wait until it was exported."""
    for part in range(0, kilobytes, 512):
        spans = [
            span(trace=trace, number=number + 1, status=2, attrs={"text": "x" * (64 << 10)})
            for number in range(part // 64, min(part + 512, kilobytes) // 64)
        ]
        assert house.send(*spans).code == 0

    def is_through():
        house.clock.advance(1)
        return house.runtime.snapshot().accounts["sink"].live == 0

    house.advance(11)
    house.until(is_through)


def test_no_more_than_a_share_of_a_log_is_held(house):
    """The newest records stay, older ones are freed, and the log takes more than it can hold."""
    house.start(SAMPLED, max_bytes="4MiB")
    log = house.runtime._storage.log(BEHIND)
    for trace in range(1, 10):
        send_kept(house, trace, 512)
        held = log.bytes_after(log.cursor(PIN).sequence)
        assert held <= held_bytes(log) + (520 << 10)
    assert held > held_bytes(log) == (4 << 20) // HELD_SHARE
    assert log.bytes < 2 << 20
    assert house.runtime.snapshot().as_json()["exporters"]["sink"]["lag_records"] == 0


def test_what_is_held_gives_way_to_spans(house):
    """A record that finds room only where decisions were held gets it."""
    house.start(SAMPLED, max_bytes="4MiB")
    for trace, kilobytes in enumerate((2560, 64, 2560), 1):
        send_kept(house, trace, kilobytes)
    assert len(house.sinks["sink"].spans) == 81


def test_a_holder_without_spans_holds_no_log(house):
    """Of two that write to one log, the one that has nothing to do keeps nothing in it."""
    house.start(TWO, max_bytes="4MiB")
    log = house.runtime._storage.log("traces.out:exporters")
    for trace in range(1, 10):
        send_kept(house, trace, 512)
    assert log.bytes < 2 << 20


def test_each_holder_follows_its_own_decisions(house):
    """What another holder decided of a trace does not count, also after a restart."""
    house.start(TWO)
    for receiver in ("hand", "hand/idle"):
        house.send(span(receiver, trace=1), receiver=receiver)
        house.advance(11)
    house.until(lambda: names(house.sinks["sink"]) == ["hand/idle"])
    assert house.runtime.drain(20)
    house.start(TWO)
    for receiver in ("hand/idle", "hand"):
        house.send(span(f"{receiver} late", trace=1, number=2), receiver=receiver)
    house.advance(11)
    house.until(lambda: "hand/idle late" in names(house.sinks["sink"]))
    house.runtime._engine.call(lambda: None, 5)
    assert house.runtime.drain(20)
    house.runtime = None
    assert names(house.sinks["sink"]) == ["hand/idle", "hand/idle late"]


def test_a_trace_that_was_forgotten_loses_no_span(house):
    """A reload that remembers more than the memory before it knew counts every span once."""
    house.start(
        SAMPLED.replace("wait: 10s", "wait: 10s\n    decision_cache: {sampled_cache_size: 1}")
    )
    for trace in range(1, 4):
        house.send(span(f"{trace}", trace=trace))
        house.advance(11)
        house.until(
            lambda trace=trace: house.runtime.snapshot().accounts["sink"].dropped == {"none": trace}
        )
    house.send(span("again", trace=1, number=2))
    house.send(span("late", trace=3, number=2))
    house.until(lambda: house.runtime.snapshot().waiting == {"traces:tail_sampling": 1})
    reloaded(house, SAMPLED)
    assert house.runtime.snapshot().waiting == {"traces:tail_sampling": 1}
    assert house.runtime.snapshot().accounts["sink"].balanced


@pytest.mark.parametrize("change", [reloaded, restarted])
def test_a_log_that_was_left_holds_no_decisions(house, change):
    """A log that is out of the configuration is emptied once its exporter is done."""
    house.start(SAMPLED)
    folder = house.directory / "data" / "logs" / BEHIND
    for trace in range(1, 5):
        send_kept(house, trace, 1024)
    assert taken(folder) > 4 << 20
    change(house, renamed(SAMPLED))
    house.until(lambda: taken(folder) < 2 << 20)
    assert not list(folder.glob("cursors/decisions*"))


def taken(folder):
    """Return the bytes of a log's segments."""
    return sum(each.stat().st_size for each in folder.glob("segments/*"))


def test_decisions_that_nobody_needs_are_no_loss(house):
    """Nobody is told of spans behind the mark of a holder that is gone: all were exported."""
    house.start(SAMPLED)
    send_kept(house, 1, 64)
    reloaded(house, PLAIN)
    assert house.runtime._storage.log(BEHIND).cursors() == ["exporter:sink"]
    assert "consumer is gone" not in house.log.getvalue()


FORKED = """
receivers: {hand: {}}
processors:
  filter: {trace_conditions: ['name == "noise"']}
  tail_sampling: {decision_wait: 10s, policies: [{name: all, type: always_sample}]}
connectors: {forward: {}}
exporters: {sink: {}, sink/2: {}}
service:
  pipelines:
    traces: {receivers: [hand], processors: [tail_sampling], exporters: [forward]}
    traces/1: {receivers: [forward], processors: [filter], exporters: [sink]}
    traces/2: {receivers: [forward], exporters: [sink/2]}
"""


def test_an_end_between_two_branches_loses_nothing(house, monkeypatch):
    """Decisions that are in the log of one branch and not yet in the other's are made again."""
    house.start(FORKED)
    append = Holding._append
    reached = []

    def once(holding, outlet, moving):
        if reached:
            raise OSError(errno.EIO, "not now")
        reached.append(outlet)
        return append(holding, outlet, moving)

    monkeypatch.setattr(Holding, "_append", once)
    house.send(span("a"))
    house.advance(11)
    house.until(lambda: names(house.sinks["sink"]) + names(house.sinks["sink/2"]) == ["a"])
    monkeypatch.setattr(Holding, "_append", append)
    killed(house, FORKED)
    house.advance(11)
    house.until(lambda: names(house.sinks["sink"]) and names(house.sinks["sink/2"]))
