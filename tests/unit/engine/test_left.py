from __future__ import annotations

import urllib.request

import pytest

from spanmill.errors import RetryLater
from spanmill.testing import CollectingSink, span
from tests.unit.engine.test_runtime import PLAIN, names

FOLDED = PLAIN.replace("{sink: {}}", "{sink: {}, prometheus: {endpoint: '127.0.0.1:0'}}").replace(
    "exporters: [sink]", "exporters: [sink, prometheus]"
)


def renamed(text):
    """Return the same pipeline under another name, which has a log of its own."""
    return text.replace("traces:", "traces/new:")


def restarted(house, text):
    """Stop without patience and start with another configuration."""
    house.runtime.drain(0.2)
    house.start(text)


def reloaded(house, text):
    """Switch to another configuration."""
    house.text = text.rstrip() + "\n" + house.text[house.text.index("  storage:") :]
    assert house.runtime.reload_file() == []


class Moody(CollectingSink):
    """Takes spans while it is told to."""

    def __init__(self):
        super().__init__()
        self.takes = False
        self.answer = self.refuse

    def refuse(self, _batch):
        if not self.takes:
            raise RetryLater("not now", after_s=0.0)


@pytest.fixture
def sink(house):
    """The sink of a house, which refuses at first."""
    return house.sinks.setdefault("sink", Moody())


@pytest.mark.parametrize("change", [reloaded, restarted])
def test_spans_of_a_log_that_was_left_still_arrive(house, sink, change):
    """A pipeline of another name has another log; what waits in the old one is delivered too."""
    house.start(PLAIN)
    assert house.send(span("a"), span("b")).code == 0
    change(house, renamed(PLAIN))
    assert house.send(span("c")).code == 0
    assert house.runtime.snapshot().leaving == {"sink@traces:exporters": 2}
    sink.takes = True
    house.until(lambda: names(sink) == ["a", "b", "c"])
    house.until(lambda: house.runtime.snapshot().leaving == {})


def test_a_log_that_comes_back_is_read_by_one(house, sink):
    """Who worked off the old log ends when a reload has it back, and nothing is lost or kept."""
    house.start(PLAIN)
    for number, text in enumerate((renamed(PLAIN), PLAIN, renamed(PLAIN), PLAIN)):
        assert house.send(span(f"{number}")).code == 0
        reloaded(house, text)
    sink.takes = True
    house.until(lambda: set(names(sink)) == {"0", "1", "2", "3"})
    house.until(lambda: house.runtime.snapshot().leaving == {})
    assert house.runtime.snapshot().accounts["sink"].balanced


@pytest.mark.parametrize("change", [reloaded, restarted])
def test_counts_go_with_a_fold_to_another_log(house, change):
    """Totals go on where they stood, there and back, and count nothing twice."""
    house.start(FOLDED)
    for number, text in enumerate((renamed(FOLDED), FOLDED, renamed(FOLDED))):
        assert house.send(span(f"{number}")).code == 0
        change(house, text)
        house.until(lambda counted=number + 1: calls(house) == counted)


def calls(house):
    """Return all calls that the page of `prometheus` shows."""
    (exporter,) = house.runtime._built.fold_exporters.values()
    with urllib.request.urlopen(f"http://127.0.0.1:{exporter.port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    found = [each for each in lines if each.startswith("traces_span_metrics_calls_total{")]
    return sum(float(each.rsplit(" ", 1)[1]) for each in found)


def test_a_consumer_that_a_reload_removes_keeps_no_log(house):
    """What nobody reads any longer is freed without a restart."""
    house.start(FOLDED)
    assert house.send(span("a")).code == 0
    (log,) = house.runtime._storage.logs().values()
    assert any(each.startswith("fold:") for each in log.cursors())
    reloaded(house, PLAIN)
    assert log.cursors() == ["exporter:sink"]


def test_a_log_that_was_left_and_is_broken_keeps_nothing_from_starting(house, tmp_path):
    """It is named in the log of the program, and the rest runs."""
    folder = tmp_path / "data" / "logs" / "old:exporters"
    folder.mkdir(parents=True)
    (folder / "log.json").write_text("{")
    house.start(PLAIN)
    assert house.send(span("a")).code == 0
    house.until(lambda: names(house.sinks["sink"]) == ["a"])
