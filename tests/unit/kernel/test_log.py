from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from spanmill import testing
from spanmill.kernel import Log, Plan, SpanBatch

PLAN = Plan()
SEGMENT = 1 << 16
EVERYTHING = 1 << 40


def request(*names: str) -> bytes:
    """Make a request with spans of these names."""
    spans = [Span(trace_id=b"t" * 16, span_id=b"s" * 8, name=name) for name in names]
    scopes = [ScopeSpans(spans=spans)]
    return ExportTraceServiceRequest(
        resource_spans=[ResourceSpans(scope_spans=scopes)]
    ).SerializeToString()


def batch(*names: str) -> SpanBatch:
    """Make a batch with spans of these names."""
    return SpanBatch.parse([request(*names)], PLAN)[0]


def open_log(path: Path, max_bytes: int = 1 << 24) -> Log:
    """Open a log of small segments."""
    return Log(str(path), SEGMENT, max_bytes, "process")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """Open a log that is closed after the test."""
    opened = open_log(tmp_path / "log")
    yield opened
    opened.close()


def names(found: SpanBatch) -> list[str]:
    """Return the names of the spans."""
    codes, values = found.text_dict("name")
    return [values[code] for code in np.frombuffer(codes, np.int32)]


def test_batches_come_back_as_they_were(log: Log) -> None:
    """Records read back as one batch whose requests are the records, with metas and places."""
    first = log.append(batch("a", "b"), b"meta of a")
    second = log.append(batch("c"), b"meta of c")
    read = log.read(1, EVERYTHING, PLAN)
    assert read is not None
    assert names(read.batch) == ["a", "b", "c"]
    assert np.frombuffer(read.batch.column("request"), np.uint32).tolist() == [0, 0, 1]
    assert (read.first, read.last, first.sequence, second.sequence) == (1, 2, 1, 2)
    assert read.metas() == [(1, 2, b"meta of a"), (2, 1, b"meta of c")]
    parts = read.placed()
    assert [(placed.sequence, names(part)) for part, placed in parts] == [
        (1, ["a", "b"]),
        (2, ["c"]),
    ]
    assert [placed.num_bytes for _, placed in parts] == [first.num_bytes, second.num_bytes]
    joined = ExportTraceServiceRequest.FromString(bytes(read.payload))
    scopes = [scope for entry in joined.resource_spans for scope in entry.scope_spans]
    assert [span.name for scope in scopes for span in scope.spans] == ["a", "b", "c"]


def test_held_spans_are_read_by_their_rows(log: Log) -> None:
    """Rows are places among all spans of the reads that were held, in whatever order they come."""
    log.append(batch("a", "b"), b"")
    log.append(batch("c"), b"")
    early = log.read(1, EVERYTHING, PLAN)
    log.append(batch("d", "e", "f"), b"")
    late = log.read(3, EVERYTHING, PLAN)
    assert early is not None
    assert late is not None
    held = log.hold(early).joined([log.hold(late)])
    read, rows = held.read(np.array([0, 1, 0, 1, 0, 1], np.uint8), PLAN)
    found = dict(zip(np.frombuffer(rows, np.uint32).tolist(), names(read), strict=True))
    assert found == {1: "b", 3: "d", 5: "f"}
    assert held.read(np.zeros(6, np.uint8), PLAN)[0].num_spans == 0


def test_held_spans_keep_their_headers(log: Log) -> None:
    """A span is read back under the resource and the scope that it was written under."""
    bodies = [
        testing.request([testing.span(name)], resource={"service.name": f"of {name}"})
        for name in ("a", "b", "c")
    ]
    parsed, _ = SpanBatch.parse(bodies, PLAN)
    log.append(parsed, b"")
    read = log.read(1, EVERYTHING, PLAN)
    assert read is not None
    some, rows = log.hold(read).read(np.array([1, 0, 1], np.uint8), PLAN)
    joined = ExportTraceServiceRequest.FromString(bytes(some.to_otlp()))
    found = {
        entry.scope_spans[0].spans[0].name: entry.resource.attributes[0].value.string_value
        for entry in joined.resource_spans
    }
    assert (found, len(np.frombuffer(rows, np.uint32))) == ({"a": "of a", "c": "of c"}, 2)


def test_read_stops_where_it_is_told(log: Log) -> None:
    """A read takes at least one record, no more than the bytes allow, and none after the last."""
    for name in ("a", "b", "c"):
        log.append(batch(name), b"")
    one = log.read(1, 0, PLAN)
    assert one is not None
    assert names(one.batch) == ["a"]
    two = log.read(2, EVERYTHING, PLAN, last=2)
    assert two is not None
    assert names(two.batch) == ["b"]
    assert log.read(4, EVERYTHING, PLAN) is None


def test_counts_and_cursors_survive_a_kill(tmp_path: Path) -> None:
    """A log that was not closed opens with its records, counts, cursors and id."""
    log = open_log(tmp_path)
    log.append(batch("a", "b"), b"")
    cursor = log.cursor("parquet/spans")
    log.append(batch("c"), b"")
    cursor.advance(1, [1, 2, 3, 4, 5, 6, 7, 8])
    log_id = log.id
    del log, cursor
    log = open_log(tmp_path)
    assert (log.id, log.head, log.tail, log.total_spans) == (log_id, 2, 1, 3)
    assert (log.spans_after(1), log.spans_after(0, 1), log.spans_after(2, 1)) == (1, 2, 0)
    assert log.cursors() == ["parquet/spans"]
    cursor = log.cursor("parquet/spans")
    assert (cursor.sequence, cursor.counters) == (1, [1, 2, 3, 4, 5, 6, 7, 8])
    log.drop_cursor("parquet/spans")
    with pytest.raises(ValueError, match="dropped"):
        _ = cursor.sequence
    log.close()


def test_full_log_raises_until_a_cursor_moves(tmp_path: Path) -> None:
    """An append to a full log raises `OSError` with `ENOSPC`; a cursor that moves makes room."""
    log = open_log(tmp_path, max_bytes=1 << 18)
    cursor = log.cursor("c")
    big = batch("x" * 1000)

    def fill() -> None:
        while log.append(big, b""):
            pass

    with pytest.raises(OSError, match="space") as caught:
        fill()
    assert caught.value.errno == 28
    assert log.full
    assert log.bytes <= 1 << 18
    cursor.advance(log.head, [0] * 8)
    assert not log.full
    assert log.append(big, b"").sequence == log.head
    log.close()


def test_arguments_that_cannot_be_are_refused(log: Log, tmp_path: Path) -> None:
    """Unknown durability, moving a cursor back or ahead, and too few counters are `ValueError`."""
    log.append(batch("a"), b"")
    cursor = log.cursor("c")
    cursor.advance(1, [0] * 8)
    with pytest.raises(ValueError, match="cannot move to 0"):
        cursor.advance(0, [0] * 8)
    with pytest.raises(ValueError, match="cannot move to 2"):
        cursor.advance(2, [0] * 8)
    with pytest.raises(ValueError, match="expected 8 counters, got 1"):
        cursor.advance(1, [0])
    with pytest.raises(ValueError, match="expected process or disk"):
        Log(str(tmp_path / "other"), SEGMENT, 1 << 20, "none")  # type: ignore[arg-type]


def test_directory_is_locked(log: Log, tmp_path: Path) -> None:
    """A log that is open cannot be opened a second time."""
    with pytest.raises(OSError, match="in use") as caught:
        open_log(tmp_path / "log")
    assert caught.value.errno == 16
    assert log.head == 0


def test_closed_log_refuses(tmp_path: Path) -> None:
    """After the close records can be neither added nor read; a second close does nothing."""
    log = open_log(tmp_path)
    log.append(batch("a"), b"")
    log.close()
    log.close()
    with pytest.raises(OSError, match="closed"):
        log.append(batch("a"), b"")
    with pytest.raises(OSError, match="closed"):
        log.read(1, 1, PLAN)


def test_wait_times_out(log: Log) -> None:
    """Waiting says whether there is a record after the sequence."""
    assert not log.wait(0, 0.0)
    log.append(batch("a"), b"")
    assert log.wait(0, 0.0)
    assert not log.wait(1, -1.0)


def test_span_decisions_are_absent_without_any(log: Log) -> None:
    """Spans of records without decisions have code -1 and weight 1."""
    log.append(batch("a", "b"), b"")
    read = log.read(1, EVERYTHING, PLAN)
    assert read is not None
    policy, policies, reason, reasons, weight = read.decision()
    assert np.frombuffer(policy, np.int32).tolist() == [-1, -1]
    assert np.frombuffer(reason, np.int32).tolist() == [-1, -1]
    assert np.frombuffer(weight, np.float64).tolist() == [1.0, 1.0]
    assert (policies, reasons) == ([], [])
