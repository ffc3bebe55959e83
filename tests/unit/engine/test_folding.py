from __future__ import annotations

import pytest

from spanmill.component import Reads
from spanmill.engine import folding
from spanmill.engine.folding import Folding
from spanmill.kernel import Log
from spanmill.model.spans import spans
from spanmill.telemetry import Registry, configure_logging
from spanmill.testing import batch_of, span
from spanmill.testing.spans import plan_of


class Noting:
    """A fold that notes the names of the spans of each call; `poison` makes it fail."""

    reads = Reads()

    def __init__(self):
        self.calls = []

    def observe(self, batch, _):
        """See the class."""
        names = [each.name for each in spans(batch)]
        if "poison" in names:
            raise ZeroDivisionError
        self.calls.append(names)

    def snapshot(self):
        """Return what was counted."""
        return repr(self.calls).encode()

    def restore(self, _):
        """Begin anew."""


class Rig:
    """A log with one fold."""

    def __init__(self, path):
        self.log = Log(str(path / "log"), 1 << 20, 1 << 24, "process")
        self.fold, self.registry = Noting(), Registry()
        self.folding = Folding(
            "noting@traces",
            self.fold,
            self.log,
            plan_of(Reads()),
            path / "state",
            self.registry,
            configure_logging("error"),
        )

    def commit(self, *rows, reads=None, tell=True):
        """Append a batch, and tell the fold of it."""
        batch = batch_of(rows, reads or Reads())
        placed = self.log.append(batch, b"[]")
        if tell:
            self.folding.observe(batch, placed.sequence)

    def failed(self):
        """Return how many spans the fold failed on."""
        return self.registry.value("observer_failed_items", log="traces")


@pytest.fixture
def rig(tmp_path, monkeypatch):
    monkeypatch.setattr(folding, "PACE_S", 60.0)
    return Rig(tmp_path)


def test_small_batches_are_counted_together(rig):
    """Nothing is counted until enough waits, and then everything at once, in order."""
    rig.commit(span("a"))
    rig.commit(span("b"))
    rig.folding.tick(0.0)
    assert rig.fold.calls == []
    rig.commit(*[span("c", number=n + 1) for n in range(folding.ENOUGH_SPANS)])
    assert rig.fold.calls == [["a", "b", *["c"] * folding.ENOUGH_SPANS]]


def test_few_spans_are_counted_after_their_time(rig, monkeypatch):
    """What waited long enough is counted by the next tick."""
    monkeypatch.setattr(folding, "PACE_S", 0.0)
    rig.commit(span("a"))
    rig.folding.tick(0.0)
    assert rig.fold.calls == [["a"]]


def test_state_counts_what_waits(rig):
    """The state names the last record that it counts, and none waits."""
    rig.commit(span("a"))
    rig.folding.save()
    assert (rig.log.head, rig.fold.calls) == (1, [["a"]])
    assert rig.folding._cursor.sequence == 1


def test_reading_from_the_log_counts_nothing_twice(rig):
    """What waits is in the log as well; reading on from there takes each record once."""
    rig.commit(span("a"))
    rig.commit(span("b"), tell=False)
    rig.folding.catch_up()
    rig.commit(span("c"))
    rig.folding.save()
    assert [name for call in rig.fold.calls for name in call] == ["a", "b", "c"]


def test_batches_of_two_plans_are_counted_once(rig):
    """Where a reload changed what is read, the log has both batches under one plan."""
    rig.commit(span("a"))
    rig.commit(span("b"), reads=Reads(span=frozenset({"k"})))
    rig.folding.save()
    assert [name for call in rig.fold.calls for name in call] == ["a", "b"]


def test_a_fault_of_a_fold_is_counted_and_not_repeated(rig):
    """Spans that a fold fails on are counted as such, and the next ones as usual."""
    rig.commit(span("poison"), span("beside", number=2))
    rig.folding.save()
    rig.commit(span("good"))
    rig.folding.save()
    assert rig.fold.calls == [["good"]]
    assert rig.failed() == 2
