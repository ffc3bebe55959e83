from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from spanmill.component import Delivery
from spanmill.engine import calls
from spanmill.errors import Rejected, RetryLater
from spanmill.testing import CollectingSink, request, span
from tests.unit.engine.conftest import Panic

PLAIN = """
receivers: {hand: {}}
exporters: {sink: {}}
service:
  pipelines:
    traces: {receivers: [hand], exporters: [sink]}
"""

SAMPLED = """
receivers: {hand: {}}
processors:
  tail_sampling:
    decision_wait: 10s
    policies:
      - {name: errors, type: status_code, status_code: {status_codes: [ERROR]}}
exporters: {sink: {}}
service:
  pipelines:
    traces: {receivers: [hand], processors: [tail_sampling], exporters: [sink]}
"""


def names(sink):
    """Return the names of what arrived, sorted."""
    return sorted(each.name for each in sink.spans)


def test_a_span_goes_through(house):
    """A span that is answered with ok reaches the exporter, and the account adds up."""
    house.start(PLAIN)
    assert house.send(span("a")).code == 0
    house.until(lambda: names(house.sinks["sink"]) == ["a"])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 1)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.live, account.balanced) == (1, 0, True)


def test_restart_goes_on_where_it_stopped(house):
    """What an exporter could not take before a stop is exported after the next start, once."""
    house.start(PLAIN)

    def refuse(_):
        raise RetryLater("down")

    house.sinks["sink"].answer = refuse
    for number in range(5):
        assert house.send(span(f"s{number}")).code == 0
    house.runtime.drain(0.2)
    house.runtime = None
    house.sinks["sink"].answer = lambda _: None
    house.start(PLAIN)
    house.until(lambda: names(house.sinks["sink"]) == [f"s{number}" for number in range(5)])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 5)
    assert house.runtime.snapshot().accounts["sink"].balanced


def test_bad_span_is_cut_out(house):
    """A batch that the peer rejects is halved until only the bad span is given up, and counted."""
    house.start(PLAIN)

    def picky(batch):
        if "bad" in batch.text_dict("name")[1]:
            raise Rejected("do not like it")

    house.sinks.setdefault("sink", None)
    house.sinks["sink"].answer = picky
    assert (
        house.send(
            *[span("bad" if n == 7 else f"good{n:02}", number=n + 1) for n in range(16)]
        ).code
        == 0
    )
    house.until(lambda: len(house.sinks["sink"].spans) == 15)
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.exported, account.failed, account.balanced) == (15, {"rejected": 1}, True)


def test_what_no_span_is_to_blame_for_is_not_cut(house):
    """A batch that is refused as a whole is given up in one call, and told in one line."""
    house.start(PLAIN)

    def lost(_):
        raise Rejected("no such path", whole=True)

    house.sinks["sink"].answer = lost
    house.send(*[span(number=n + 1) for n in range(16)])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].failed == {"rejected": 16})
    assert house.sinks["sink"].calls == 1
    assert house.log.getvalue().count("spans given up") == 1


def test_spans_that_are_given_up_one_by_one_are_told_together(house):
    """A peer that minds every span makes a line a second, and not one a span."""
    house.start(PLAIN)

    def picky(_):
        raise Rejected("do not like it")

    house.sinks["sink"].answer = picky
    house.send(*[span(number=n + 1) for n in range(16)])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].failed == {"rejected": 16})
    assert told_losses(house) == [1]
    house.advance(1)  # nothing more is lost, and the rest is told all the same
    house.until(lambda: told_losses(house) == [1, 15])
    house.send(span())
    house.send(span())
    house.until(lambda: house.runtime.snapshot().accounts["sink"].failed == {"rejected": 18})
    house.stop()
    assert sum(told_losses(house)) == 18


def told_losses(house):
    """Return how many spans each line about losses told of."""
    lines = map(json.loads, house.log.getvalue().splitlines())
    return [each["spans"] for each in lines if each["message"] == "spans given up"]


def test_few_spans_wait_a_little_for_more(house, monkeypatch):
    """The first are sent at once, and enough are; few that come right behind go as one.

    A stop does not wait for more.
    """
    monkeypatch.setattr(calls, "PACE_S", 60.0)
    monkeypatch.setattr(calls, "ENOUGH_BYTES", 16 << 10)
    sizes = []
    sink = house.sinks["sink"] = CollectingSink(delivery=Delivery(consumers=3))
    sink.answer = lambda batch: sizes.append(batch.num_spans)
    house.start(PLAIN)
    house.send(span("first"))
    house.until(lambda: sizes == [1])
    house.send(*[span("enough", number=n + 1) for n in range(600)])
    house.until(lambda: sizes == [1, 600])
    for name in ("a", "b", "c"):
        house.send(span(name), span(name))
    assert house.runtime.drain(30)
    house.runtime = None
    assert sizes == [1, 600, 6]


def test_who_discards_is_asked_for_nothing(house):
    """The cursor of an exporter that wants nothing moves, the account calls the spans exported."""
    sink = house.sinks["sink"] = CollectingSink(delivery=Delivery(discards=True))
    house.start(PLAIN)
    for number in range(3):
        house.send(span("a", number=number + 1), span("b", number=number + 4))
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 6)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.live, account.balanced) == (6, 0, True)
    assert sink.spans == []


@pytest.mark.parametrize("name", ["poison", "panic"])
def test_only_the_failing_request_is_refused(house, name):
    """When a processor raises or panics, its requests run alone and only one is refused.

    Retryable.
    """
    house.start(
        PLAIN.replace(
            "exporters: {sink: {}}", "processors: {broken: {}}\nexporters: {sink: {}}"
        ).replace("receivers: [hand], ", "receivers: [hand], processors: [broken], ")
    )
    with house.runtime._engine.lock:
        queue = house.runtime.queue
        tickets = [
            queue.submit(request([span(each)]), 1 << 20, receiver="hand test")
            for each in ("a", name, "b")
        ]
    codes = [ticket.wait(20).code for ticket in tickets]
    assert codes == [0, 14, 0]
    assert house.send(span("c")).code == 0
    house.until(lambda: names(house.sinks["sink"]) == ["a", "b", "c"])


def test_what_cannot_start_is_named(house):
    """The error says which component it was."""

    def refuse():
        raise OSError(13, "permission denied")

    house.start(PLAIN)
    house.sinks["sink/two"] = CollectingSink()
    house.sinks["sink/two"].start = refuse
    house.text = house.text.replace("{sink: {}}", "{sink: {}, sink/two: {}}")
    house.text = house.text.replace("exporters: [sink]", "exporters: [sink, sink/two]")
    (error,) = house.runtime.reload_file()
    assert error == "OSError: exporters.sink/two: [Errno 13] permission denied"


def test_an_exporter_that_panics_goes_on(house):
    """A panic in an exporter costs the spans of its batch, counted, and the thread goes on."""
    house.start(PLAIN)

    def panic(batch):
        if "panic" in batch.text_dict("name")[1]:
            raise Panic

    house.sinks["sink"].answer = panic
    assert house.send(span("panic")).code == 0
    house.until(lambda: house.runtime.snapshot().accounts["sink"].failed == {"internal": 1})
    assert house.send(span("a", number=2)).code == 0
    house.until(lambda: names(house.sinks["sink"]) == ["a"])


def test_sampling_keeps_errors_and_late_spans_follow(house):
    """A trace with an error is kept whole, another is dropped whole.

    And late spans follow the decision.
    """
    house.start(SAMPLED)
    house.send(span("kept1", trace=1, number=1), span("kept2", trace=1, number=2, status=2))
    house.send(span("lost", trace=2, number=3))
    house.until(lambda: house.runtime.snapshot().waiting == {"traces:tail_sampling": 3})
    house.advance(11)
    house.until(lambda: names(house.sinks["sink"]) == ["kept1", "kept2"])
    house.send(span("late-kept", trace=1, number=4), span("late-lost", trace=2, number=5))
    house.until(lambda: "late-kept" in names(house.sinks["sink"]))
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.exported, dict(account.dropped)) == (5, 3, {"none": 2})
    assert account.balanced


def test_undecided_traces_survive_a_restart(house):
    """Spans that wait at a stop are decided with those that come after the next start."""
    house.start(SAMPLED)
    house.send(span("before", trace=1, number=1))
    runtime, house.runtime = house.runtime, None
    runtime._decide_all = lambda: False
    runtime.drain(20)
    house.start(SAMPLED)
    assert house.runtime.snapshot().waiting == {"traces:tail_sampling": 1}
    house.send(span("after", trace=1, number=2, status=2))
    house.advance(11)
    house.until(lambda: names(house.sinks["sink"]) == ["after", "before"])


def test_reload_changes_nothing_of_the_account(house):
    """A reload in the middle carries undecided traces over, and the account still adds up."""
    house.start(SAMPLED)
    house.send(span("one", trace=1, number=1, status=2))
    house.text = house.text.replace("decision_wait: 10s", "decision_wait: 20s")
    assert house.runtime.reload_file() == []
    assert house.runtime.snapshot().waiting == {"traces:tail_sampling": 1}
    house.send(span("two", trace=1, number=2))
    house.advance(21)
    house.until(lambda: names(house.sinks["sink"]) == ["one", "two"])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.accepted, account.exported, account.balanced) == (2, 2, True)


def test_bad_reload_leaves_the_old_running(house):
    """A file with a fault changes nothing and says why."""
    house.start(PLAIN)
    house.text = house.text.replace("exporters: [sink]", "exporters: [snik]")
    errors = house.runtime.reload_file()
    assert "snik" in errors[0]
    assert house.send(span("still")).code == 0
    house.until(lambda: names(house.sinks["sink"]) == ["still"])


def test_a_reload_tells_its_warnings_as_the_start_does(house, monkeypatch):
    """What somebody should look at is in the log with its place, under the new file."""
    house.start(PLAIN)
    told = []
    monkeypatch.setattr(
        house.runtime, "_logger", SimpleNamespace(info=lambda *_, **v: told.append(v))
    )
    rules = "token_cost: {rules: [{model: a, free: true}, {model: a, free: true}]}"
    house.text = house.text.replace("exporters: {", f"processors: {{{rules}}}\nexporters: {{", 1)
    house.text = house.text.replace("[hand], ex", "[hand], processors: [token_cost], ex")
    assert house.runtime.reload_file() == []
    (warning,) = told[0]["warnings"]
    assert "processors.token_cost.rules.1" in warning
    assert warning.splitlines()[2].strip("| ") == "^"


def test_processors_behind_a_holder_run_on_what_is_kept(house):
    """Processors after tail sampling see only kept spans, and decisions stay with their traces."""
    text = (
        SAMPLED.replace("exporters: {sink: {}}", "exporters: {sink: {}}")
        .replace("processors: [tail_sampling]", "processors: [tail_sampling, filter]")
        .replace(
            "processors:\n", "processors:\n  filter: {trace_conditions: ['name == \"noise\"']}\n", 1
        )
    )
    house.start(text)
    for trace in range(1, 6):
        house.send(
            span("kept", trace=trace, number=1, status=2 if trace % 2 else 0),
            span("noise", trace=trace, number=2),
        )
    house.advance(11)
    house.until(lambda: len(house.sinks["sink"].spans) == 3)
    assert names(house.sinks["sink"]) == ["kept"] * 3
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    account = house.runtime.snapshot().accounts["sink"]
    assert (dict(account.dropped), account.exported) == ({"none": 4, "filter": 3}, 3)
    assert account.balanced


@pytest.mark.parametrize("name", ["poison", "panic"])
def test_a_fault_behind_a_holder_costs_one_span(house, name):
    """Of what a processor behind tail sampling fails on only that span is lost, and counted."""
    house.start(
        SAMPLED.replace("processors: [tail_sampling]", "processors: [tail_sampling, broken]")
        .replace("processors:\n", "processors:\n  broken: {}\n", 1)
    )  # fmt: skip
    house.send(
        *[span(name if n == 5 else f"s{n}", trace=n, number=n, status=2) for n in range(1, 9)]
    )
    house.advance(11)
    house.until(lambda: len(house.sinks["sink"].spans) == 7)
    assert name not in names(house.sinks["sink"])
    house.until(lambda: house.runtime.snapshot().accounts["sink"].live == 0)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.dropped["fault"], account.exported, account.balanced) == (1, 7, True)


def test_late_spans_are_not_repeated_by_a_restart(house):
    """A span that followed a decision before a stop is not sent again after it."""
    house.start(SAMPLED)
    house.send(span("kept", trace=1, number=1, status=2), span("waits", trace=2, number=9))
    house.advance(5)
    house.send(span("open", trace=3, number=8))
    house.advance(6)
    house.until(lambda: "kept" in names(house.sinks["sink"]))
    house.send(span("late", trace=1, number=2))
    house.until(lambda: "late" in names(house.sinks["sink"]))
    runtime, house.runtime = house.runtime, None
    runtime._decide_all = lambda: False
    runtime.drain(20)
    house.start(SAMPLED)
    assert house.runtime.snapshot().waiting == {"traces:tail_sampling": 1}
    house.send(span("later", trace=1, number=3))
    house.until(lambda: "later" in names(house.sinks["sink"]))
    assert names(house.sinks["sink"]) == ["kept", "late", "later"]


COST = """
receivers: {hand: }
processors: {token_cost: }
exporters: {sink: }
service:
  pipelines:
    traces: {receivers: [hand], processors: [token_cost], exporters: [sink]}
"""


def test_the_status_shows_what_components_say(house):
    """Models without a price are in the status under the processor that met them."""
    house.start(COST)
    attrs = {"gen_ai.request.model": "made-up", "gen_ai.provider.name": "openai"}
    assert house.send(span("a", attrs=attrs)).code == 0
    details = house.runtime.snapshot().as_json()["details"]
    [(name, said)] = details.items()
    assert name.startswith("processors.token_cost")
    assert said["unpriced"] == [
        {"provider": "openai", "model": "made-up", "reason": "unknown_model", "calls": 1}
    ]
