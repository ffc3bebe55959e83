from __future__ import annotations

import pytest

from spanmill.errors import Rejected
from spanmill.testing import CollectingSink, span
from tests.unit.engine.conftest import Panic
from tests.unit.engine.test_runtime import PLAIN


class HoldingSink(CollectingSink):
    """Holds what it is given; the first flush raises `fault`."""

    def __init__(self, fault):
        super().__init__()
        self.fault = fault
        self.held = False

    def export(self, batch, records):
        super().export(batch, records)
        self.held = True
        return False

    def next_flush(self):
        return 0.0 if self.held else None

    def flush(self):
        self.held = False
        fault, self.fault = self.fault, None
        if fault is not None:
            raise fault


@pytest.mark.parametrize(
    ("fault", "reason"),
    [(Rejected("no such table"), "rejected"), (ValueError(), "internal"), (Panic(), "internal")],
    ids=repr,
)
def test_a_flush_that_fails_for_good_costs_what_was_held(house, fault, reason):
    """It is counted as lost, and the exporter goes on with what comes later."""
    house.sinks["sink"] = HoldingSink(fault)
    house.start(PLAIN)
    house.send(span("a"), span("b"))
    house.until(lambda: house.runtime.snapshot().accounts["sink"].failed == {reason: 2})
    house.send(span("c"))
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 1)
    assert house.runtime.snapshot().accounts["sink"].balanced


@pytest.mark.parametrize("fault", [ValueError(), Panic()], ids=repr)
def test_an_exporter_that_cannot_say_when_to_flush_goes_on(house, fault):
    """It is asked again, and what it holds is flushed once it can say."""
    sink = house.sinks["sink"] = HoldingSink(None)

    def failing():
        raise fault

    sink.next_flush = failing
    house.start(PLAIN)
    house.send(span("a"))
    house.until(lambda: len(sink.spans) == 1)
    house.send(span("b"))
    house.until(lambda: len(sink.spans) == 2)
    sink.next_flush = lambda: 0.0 if sink.held else None
    house.until(lambda: sent(house) == 2)
    assert house.runtime.snapshot().accounts["sink"].balanced


def test_sent_counts_what_is_safe(house):
    """The metric and the account say the same: not what is held, and all that a peer took."""
    sink = house.sinks["sink"] = HoldingSink(None)
    sink.next_flush = lambda: None
    house.start(PLAIN)
    house.send(span("a"), span("b"))
    house.until(lambda: len(sink.spans) == 2)
    assert sent(house) == 0
    sink.next_flush = lambda: 0.0 if sink.held else None

    def part(_batch):
        raise Rejected("one is too old", num_spans=1)

    house.until(lambda: sent(house) == 2)
    sink.answer = part
    house.send(span("c"), span("d"), span("e"))
    house.until(lambda: sent(house) == 4)
    account = house.runtime.snapshot().accounts["sink"]
    assert (account.exported, account.failed) == (4, {"partial_success": 1})


def sent(house):
    """Return the counter of confirmed spans."""
    return house.runtime.registry.value("exporter_sent_spans", exporter="sink")
