from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, InstrumentationScope, KeyValue
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from spanmill.kernel import (
    DueTraces,
    LateSpans,
    Log,
    Placed,
    Plan,
    SpanBatch,
    TraceTable,
    append_kept,
    read_runs,
)

PLAN = Plan(resource=["service.name"])
EVERYTHING = 1 << 40


def span(trace: int, name: str = "a", *, root: bool = False) -> Span:
    """Make a span of a trace."""
    parent = b"" if root else b"p" * 8
    return Span(
        trace_id=bytes([trace]) * 16,
        span_id=b"s" * 8,
        parent_span_id=parent,
        name=name,
        start_time_unix_nano=10,
        end_time_unix_nano=20,
    )


def request(service: str, spans: list[Span]) -> bytes:
    """Make a request with these spans under one resource."""
    value = AnyValue(string_value=service)
    resource = Resource(attributes=[KeyValue(key="service.name", value=value)])
    scopes = [ScopeSpans(scope=InstrumentationScope(name="sdk"), spans=spans)]
    entry = ResourceSpans(resource=resource, scope_spans=scopes)
    return ExportTraceServiceRequest(resource_spans=[entry]).SerializeToString()


class Bench:
    """Two logs and a table."""

    def __init__(self, path: Path) -> None:
        self.source = Log(str(path / "source"), 1 << 16, 1 << 24, "process")
        self.target = Log(str(path / "target"), 1 << 16, 1 << 24, "process")
        self.table = TraceTable(["sum"], 30.0, 5.0, 100, 100)

    def arrive(self, now: float, *bodies: bytes) -> LateSpans:
        """Commit requests and take note of their spans."""
        batch, _ = SpanBatch.parse(bodies, PLAN)
        placed = self.source.append(batch, b"")
        ones = np.ones(batch.num_spans)
        return self.table.update(now, batch, placed, None, [ones])

    def keep(self, due: DueTraces, keep: list[int], batch: SpanBatch | None = None) -> Placed:
        """Move the kept traces to the target."""
        rows = due.num_traces
        placed = append_kept(
            self.source,
            self.target,
            due.runs(),
            np.array(keep, np.uint8),
            due.trace_id(),
            np.zeros(rows, np.int32),
            ["errors"],
            np.full(rows, -1, np.int32),
            [],
            np.full(rows, 2.5),
            b"meta",
            batch,
        )
        assert placed is not None
        return placed


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Make a bench whose logs are closed after the test."""
    made = Bench(tmp_path)
    yield made
    made.source.close()
    made.target.close()


def firsts(due: DueTraces | LateSpans) -> list[int]:
    """Return the first byte of each trace id."""
    return list(bytes(due.trace_id())[::16])


def uint32(buffer: object) -> NDArray[np.uint32]:
    """View a buffer as numbers."""
    return np.frombuffer(buffer, np.uint32)  # type: ignore[call-overload, no-any-return]


def test_due_rows_are_columns(bench: Bench) -> None:
    """Due traces come oldest first, with counts, bytes, times, flags and aggregates by row."""
    body = request("a", [span(1), span(2), span(1)])
    bench.arrive(100.0, body)
    assert bench.table.next_due() == 130.0
    assert bench.table.due(129.0).num_traces == 0
    due = bench.table.due(130.0)
    assert (due.num_traces, firsts(due)) == (2, [1, 2])
    assert uint32(due.num_spans()).tolist() == [2, 1]
    size = span(1).ByteSize()
    assert np.frombuffer(due.num_bytes(), np.uint64).tolist() == [2 * size, size]
    assert np.frombuffer(due.start_unix_nano(), np.uint64).tolist() == [10, 10]
    assert np.frombuffer(due.end_unix_nano(), np.uint64).tolist() == [20, 20]
    assert np.frombuffer(due.flags(), np.uint64).tolist() == [0, 0]
    assert np.frombuffer(due.value(0), np.float64).tolist() == [2.0, 1.0]
    with pytest.raises(ValueError, match="no value 1"):
        due.value(1)
    runs = due.runs()
    assert (runs.num_traces, runs.num_spans) == (2, 3)
    assert runs.num_bytes > 3 * size


def test_root_shortens_the_wait(bench: Bench) -> None:
    """A trace whose root has arrived is due after the shorter wait."""
    bench.arrive(100.0, request("a", [span(1), span(2)]))
    bench.arrive(101.0, request("a", [span(2, root=True)]))
    assert bench.table.next_due() == 106.0
    assert firsts(bench.table.due(106.0)) == [2]


def test_everything_and_limit(bench: Bench) -> None:
    """`everything` takes what still waits, `limit` takes no more than so many."""
    bench.arrive(100.0, request("a", [span(1), span(2), span(3)]))
    assert firsts(bench.table.due(100.0, limit=1, everything=True)) == [1]
    assert firsts(bench.table.due(100.0, everything=True)) == [2, 3]
    assert (bench.table.num_traces, bench.table.next_due()) == (0, None)


def test_late_spans_follow_the_decision(bench: Bench) -> None:
    """Spans of decided traces come back with what was decided."""
    bench.arrive(100.0, request("a", [span(1), span(2)]))
    due = bench.table.due(130.0)
    policy, reason = np.array([4, 6], np.int32), np.array([5, 7], np.int32)
    bench.table.remember(due, np.array([1, 0], np.uint8), policy, reason, np.array([2.5, 1.0]))
    late = bench.arrive(131.0, request("a", [span(1), span(2), span(3), span(1)]))
    assert (late.num_traces, late.num_spans, firsts(late)) == (2, 3, [1, 2])
    assert uint32(late.num_spans_by_trace()).tolist() == [2, 1]
    assert bytes(late.keep()) == b"\x01\x00"
    assert np.frombuffer(late.policy(), np.int32).tolist() == [4, 6]
    assert np.frombuffer(late.reason(), np.int32).tolist() == [5, 7]
    assert np.frombuffer(late.weight(), np.float64).tolist() == [2.5, 1.0]
    assert (bench.table.num_traces, late.runs().num_spans) == (1, 3)


def test_low_water_holds_the_source(bench: Bench) -> None:
    """The low water is the oldest record with an undecided span, None when nothing waits."""
    assert bench.table.low_water() is None
    bench.arrive(100.0, request("a", [span(1)]))
    bench.arrive(110.0, request("a", [span(2)]))
    assert bench.table.low_water() == 1
    bench.table.due(130.0)
    assert bench.table.low_water() == 2


def spans_of(batch: SpanBatch) -> list[tuple[str, bytes]]:
    """Return the spans with the name of their service, sorted."""
    found = ExportTraceServiceRequest.FromString(bytes(batch.to_otlp()))
    return sorted(
        (entry.resource.attributes[0].value.string_value, one.SerializeToString())
        for entry in found.resource_spans
        for scope in entry.scope_spans
        for one in scope.spans
    )


def test_kept_spans_move_with_their_decisions(bench: Bench) -> None:
    """Kept spans reach the target unchanged under their resource, beside every decision."""
    for number in range(10):
        name = f"{number}" * 2000
        bench.arrive(100.0, request("a", [span(1, name), span(2, name)]), request("b", [span(1)]))
    due = bench.table.due(130.0)
    placed = bench.keep(due, [1, 0])
    read = bench.target.read(1, EVERYTHING, PLAN)
    assert read is not None
    expected = [("a", span(1, f"{n}" * 2000).SerializeToString()) for n in range(10)]
    expected += [("b", span(1).SerializeToString())] * 10
    assert spans_of(read.batch) == sorted(expected)
    assert (placed.sequence, read.metas()) == (1, [(1, 20, b"meta")])
    policy, policies, reason, _, weight = read.decision()
    assert (set(np.frombuffer(policy, np.int32)), policies) == ({0}, ["errors"])
    assert set(np.frombuffer(reason, np.int32)) == {-1}
    assert set(np.frombuffer(weight, np.float64)) == {2.5}


def test_decisions_are_recalled(bench: Bench) -> None:
    """A new table follows the decisions of the records that it is shown, by name."""
    bench.arrive(100.0, request("a", [span(1), span(2)]))
    bench.keep(bench.table.due(130.0), [1, 0])
    bench.arrive(140.0, request("a", [span(3)]))
    bench.keep(bench.table.due(170.0), [1])
    read = bench.target.read(1, EVERYTHING, PLAN)
    assert read is not None
    again = TraceTable([], 30.0, 5.0, 100, 100)
    assert again.recall(read, [0], ["none"], []) == (["none", "errors"], [""])
    batch, _ = SpanBatch.parse([request("a", [span(1), span(2), span(3)])], PLAN)
    late = again.update(0.0, batch, bench.source.append(batch, b""), None, [])
    assert (firsts(late), bytes(late.keep()), again.num_traces) == ([1, 2], b"\x01\x00", 1)
    assert np.frombuffer(late.policy(), np.int32).tolist() == [1, 1]
    assert np.frombuffer(late.reason(), np.int32).tolist() == [0, 0]
    assert np.frombuffer(late.weight(), np.float64).tolist() == [2.5, 2.5]


def test_runs_are_read_back_by_trace(bench: Bench) -> None:
    """Runs read back as the kept spans with their trace's row; an edit of them can be kept."""
    bench.arrive(100.0, request("a", [span(1), span(2), span(3), span(1)]))
    due = bench.table.due(130.0)
    batch, rows = read_runs(bench.source, due.runs(), np.array([1, 0, 1], np.uint8), PLAN)
    ids = bytes(batch.column("trace_id"))[::16]
    assert [firsts(due)[row] for row in uint32(rows)] == list(ids)
    assert sorted(ids) == [1, 1, 3]
    renamed = batch.rename(np.zeros(3, np.int32), ["renamed"])
    bench.keep(due, [1, 0, 1], renamed)
    read = bench.target.read(1, EVERYTHING, PLAN)
    assert read is not None
    assert read.batch.text_dict("name")[1] == ["renamed"]


def test_freed_runs_are_an_error(bench: Bench) -> None:
    """Runs whose record was freed raise `OSError`, and the target gets no record."""
    cursor = bench.source.cursor("holder")
    for trace in (1, 2):
        bench.arrive(100.0, request("a", [span(trace, "x" * 60_000)]))
    due = bench.table.due(130.0)
    cursor.advance(2, [0] * 8)
    with pytest.raises(OSError, match="no record at position"):
        bench.keep(due, [1, 1])
    assert bench.target.head == 0


def test_holder_is_filled_again_from_the_log(bench: Bench) -> None:
    """A new table that observes the records again decides on the same spans."""
    for number in range(5):
        bench.arrive(100.0, request(f"{number}", [span(1), span(2)]), request("x", [span(1)]))
    read = bench.source.read(1, EVERYTHING, PLAN)
    assert read is not None
    again = TraceTable([], 30.0, 5.0, 100, 100)
    for batch, placed in read.placed():
        again.update(100.0, batch, placed, None, [])
    assert again.low_water() == 1
    both = [table.due(0.0, everything=True) for table in (bench.table, again)]
    keep = np.array([1, 0], np.uint8)
    first, second = (read_runs(bench.source, due.runs(), keep, PLAN)[0] for due in both)
    assert spans_of(first) == spans_of(second)
    assert first.num_spans == 10


def test_columns_must_fit(bench: Bench) -> None:
    """Columns of the wrong length and unknown operations are `ValueError`, and nothing is noted."""
    batch, _ = SpanBatch.parse([request("a", [span(1)])], PLAN)
    placed = bench.source.append(batch, b"")
    for values in ([], [np.ones(2)], [np.ones(1)] * 2):
        with pytest.raises(ValueError, match="one row each"):
            bench.table.update(0.0, batch, placed, None, values)
    with pytest.raises(ValueError, match="one row each"):
        bench.table.update(0.0, batch, placed, np.zeros(2, np.uint64), [np.ones(1)])
    assert bench.table.num_traces == 0
    with pytest.raises(ValueError, match="expected sum, max or min"):
        TraceTable(["any"], 1.0, 0.0, 1, 1)  # type: ignore[list-item]


def test_empty_runs_append_nothing(bench: Bench) -> None:
    """With no trace decided there is nothing to append."""
    due = bench.table.due(0.0)
    empty = np.array([], np.int32)
    none = append_kept(
        bench.source,
        bench.target,
        due.runs(),
        np.array([], np.uint8),
        due.trace_id(),
        empty,
        [],
        empty,
        [],
        np.array([], np.float64),
        b"",
    )
    assert none is None
