"""The walk and the framing against protobuf, over random requests."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from spanmill.kernel import SpanBatch
from tests.reference import otlp
from tests.reference.columns import PLAN, array, check_attributes, check_fixed, snapshot
from tests.reference.strategies import good_requests, wild_requests
from tests.reference.wire import span_bytes


@settings(max_examples=300, deadline=None)
@given(wild_requests())
def test_columns_are_what_protobuf_reads(data: bytes) -> None:
    """Every column of every good span is what protobuf reads, whatever the encoding."""
    request = otlp.read(data)
    batch, [report] = SpanBatch.parse([data], PLAN)
    assert request is not None
    rows = otlp.rows(request)
    check_fixed(batch, rows)
    check_attributes(batch, rows)
    found = sum(len(inner.spans) for group in request.resource_spans for inner in group.scope_spans)
    assert (report.num_spans, report.num_rejected) == (found, found - len(rows))
    assert not report.refused
    assert bool(report.reason) == (report.num_rejected > 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(wild_requests(), min_size=1, max_size=3))
def test_framing_keeps_meaning_and_bytes(bodies: list[bytes]) -> None:
    """Framed spans keep their bytes, and their headers the meaning that protobuf gives them."""
    batch, _ = SpanBatch.parse(bodies, PLAN)
    framed = bytes(batch.to_otlp())
    rows = [row for body in bodies for row in otlp.rows(otlp.read(body))]  # type: ignore[arg-type]
    again = otlp.read(framed)
    assert again is not None
    order = array(batch.framed_rows(), "u4")
    assert sorted(order) == list(range(len(rows)))  # type: ignore[type-var]
    got = [row.key() for row in otlp.rows(again)]
    assert got == [rows[int(str(row))].key() for row in order]
    raw = Counter(span for body in bodies for span in span_bytes(body))
    assert not Counter(span_bytes(framed)) - raw


@settings(max_examples=100, deadline=None)
@given(st.lists(good_requests(), min_size=1, max_size=3))
def test_every_header_is_framed_once(bodies: list[bytes]) -> None:
    """Requests of equal headers become one entry for each distinct resource and scope."""
    batch, _ = SpanBatch.parse(bodies * 2, PLAN)
    framed = otlp.read(bytes(batch.to_otlp()))
    assert framed is not None
    resources = array(batch.column("resource"), "u4")
    scopes = array(batch.column("scope"), "u4")
    assert len(framed.resource_spans) == len(set(resources))
    entries = sum(len(group.scope_spans) for group in framed.resource_spans)
    assert entries == len(set(zip(resources, scopes, strict=True)))


@settings(max_examples=100, deadline=None)
@given(st.lists(wild_requests(), min_size=1, max_size=3))
def test_a_group_is_the_sum_of_its_requests(bodies: list[bytes]) -> None:
    """Walking requests together or apart gives the same rows, and joins give the same again."""
    together, reports = SpanBatch.parse(bodies, PLAN)
    apart = [SpanBatch.parse([body], PLAN) for body in bodies]
    joined = SpanBatch.concat([batch for batch, _ in apart])
    assert [r.num_spans for r in reports] == [r.num_spans for _, [r] in apart]
    assert bytes(together.to_otlp()) == bytes(joined.to_otlp())
    assert snapshot(together) == snapshot(joined)
    assert array(together.column("request"), "u4") == array(joined.column("request"), "u4")
    assert joined.num_requests == len(bodies)


@settings(max_examples=100, deadline=None)
@given(good_requests(), st.data())
def test_cutting_keeps_rows(data: bytes, drawn: st.DataObject) -> None:
    """Filter, take and split give the rows that they name, and nothing of the others."""
    batch, _ = SpanBatch.parse([data], PLAN)
    n = batch.num_spans
    rows = otlp.rows(otlp.read(data))  # type: ignore[arg-type]
    mask = drawn.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    kept = batch.filter(np.array(mask, np.uint8))
    check_attributes(kept, [row for row, keep in zip(rows, mask, strict=True) if keep])
    picked = drawn.draw(st.lists(st.integers(0, n - 1), max_size=5)) if n else []
    taken = batch.take(np.array(picked, np.uint32))
    check_fixed(taken, [rows[row] for row in picked])
    limit = drawn.draw(st.integers(1, 300))
    parts = batch.split(2, limit)
    assert sum(part.num_spans for part in parts) == n
    assert all(part.num_spans <= 2 for part in parts)
    assert all(part.num_spans == 1 or part.size_bytes <= limit for part in parts if n)
    check_attributes(SpanBatch.concat(parts), rows)
