"""Random sequences of edits against the slow twin, and against a second walk."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from spanmill.kernel import Plan, SpanBatch, Upsert
from tests.reference import otlp
from tests.reference.columns import PLAN, array, check_attributes, check_fixed, snapshot
from tests.reference.edits import Edited
from tests.reference.strategies import Maker, good_requests
from tests.reference.wire import IDS, field, number, request, span_bytes

if TYPE_CHECKING:
    from tests.reference.otlp import Row

_SEEDS = st.integers(0, 2**48)


def _own(rows: list[Row]) -> list[Row]:
    """Give each row headers of its own, so that edits of one leave the others alone."""
    return [copy.deepcopy(row) for row in rows]


@settings(max_examples=300, deadline=None)
@given(good_requests(), _SEEDS, st.integers(1, 6))
def test_edits_mean_what_they_mean_on_messages(data: bytes, seed: int, steps: int) -> None:
    """After any edits the batch says what the same edits of protobuf messages say."""
    batch, _ = SpanBatch.parse([data], PLAN)
    edited = Edited(batch, _own(otlp.rows(otlp.read(data))), Maker(seed))  # type: ignore[arg-type]
    for _ in range(steps):
        edited.step()
    again = otlp.read(bytes(edited.batch.to_otlp()))
    assert again is not None
    order = array(edited.batch.framed_rows(), "u4")
    got = [row.key() for row in otlp.rows(again)]
    assert got == [edited.rows[int(str(row))].key() for row in order]
    check_fixed(edited.batch, edited.rows)
    check_attributes(edited.batch, edited.rows)


@settings(max_examples=300, deadline=None)
@given(good_requests(), _SEEDS, st.integers(1, 6))
def test_columns_equal_a_second_walk(data: bytes, seed: int, steps: int) -> None:
    """After any edits every planned column is what walking the framed bytes again gives."""
    batch, _ = SpanBatch.parse([data], PLAN)
    edited = Edited(batch, _own(otlp.rows(otlp.read(data))), Maker(seed))  # type: ignore[arg-type]
    for _ in range(steps):
        edited.step()
    walked, [report] = SpanBatch.parse([edited.batch.to_otlp()], PLAN)
    assert (report.num_rejected, report.refused) == (0, False)
    assert snapshot(edited.batch) == snapshot(walked)


@settings(max_examples=100, deadline=None)
@given(good_requests(), _SEEDS)
def test_rows_without_a_value_keep_their_bytes(data: bytes, seed: int) -> None:
    """An upsert leaves the spans it does not touch byte for byte as they were."""
    batch, _ = SpanBatch.parse([data], PLAN)
    maker = Maker(seed)
    valid = [maker.randint(0, 1) for _ in range(batch.num_spans)]
    ones = np.ones(batch.num_spans)
    edited = batch.upsert([Upsert.f64("cost", ones, np.array(valid, np.uint8))])
    before = span_bytes(bytes(batch.to_otlp()))
    after = span_bytes(bytes(edited.to_otlp()))
    order = array(batch.framed_rows(), "u4")
    for old, new, row in zip(before, after, order, strict=True):
        assert (old == new) == (not valid[int(str(row))])


def test_removing_the_winner_of_a_ranked_column_shows_the_next_key() -> None:
    """When the key that a ranked column reads is removed, the next present key is read."""
    pairs = [field(9, field(1, key) + field(2, field(1, key * 2))) for key in ("b", "a", "a")]
    plan = Plan([("x", "a", "b")])
    batch, _ = SpanBatch.parse([request(IDS + b"".join(pairs))], plan)
    assert batch.attribute_json(("x", "a", "b")) == ["aa"]
    removed = batch.remove(["a"])
    assert removed.attribute_json(("x", "a", "b")) == ["bb"]
    put = removed.upsert([Upsert.i64("x", np.array([5]))])
    assert put.attribute_json(("x", "a", "b")) == ["5"]


def test_original_length_outlives_an_edit() -> None:
    """The length of a text as it arrived is kept when the text is replaced."""
    pair = field(9, field(1, "prompt") + field(2, field(1, "x" * 500)))
    batch, _ = SpanBatch.parse([request(IDS + pair)], Plan(["prompt", "note"]))
    edit = Upsert.text("prompt", np.array([0], np.int32), ["gone"])
    edited = batch.upsert([edit, Upsert.text("note", np.array([0], np.int32), ["new"])])
    assert array(edited.attribute_length("prompt"), "u4") == [500]
    assert array(edited.attribute_length("note"), "u4") == [3]
    numbers = edited.upsert([Upsert.i64("prompt", np.array([1]))])
    assert array(numbers.attribute_length("prompt"), "u4") == [0]


def test_original_length_outlives_an_edit_of_a_resource() -> None:
    """Lengths of resource texts are kept through edits of the resource."""
    pair = field(1, field(1, "k") + field(2, field(1, "x" * 300)))
    plan = Plan([], ["k"])
    batch, _ = SpanBatch.parse([request(IDS, resource=field(1, pair))], plan)
    edited = batch.upsert([Upsert.text("k", np.array([0], np.int32), ["y"])], "resource")
    assert edited.attribute_json("k", "resource") == ["y"]
    assert array(edited.attribute_length("k", "resource"), "u4") == [300]


def test_an_absent_resource_is_created() -> None:
    """An edit of a resource that the header lacks adds the message."""
    batch, _ = SpanBatch.parse([request(IDS, resource=field(3, "url"))], PLAN)
    edited = batch.upsert([Upsert.i64("a", np.array([7]))], "resource")
    [row] = otlp.rows(otlp.read(bytes(edited.to_otlp())))  # type: ignore[arg-type]
    assert [(pair.key, pair.value.int_value) for pair in row.resource.attributes] == [("a", 7)]
    assert row.resource_url == "url"


def test_headers_that_become_equal_become_one() -> None:
    """Resources that differ only in a removed attribute are one row afterwards."""
    pairs = [field(1, field(1, "b") + field(2, number(3, value))) for value in (1, 2)]
    keep = field(1, field(1, "a") + field(2, number(3, 9)))
    bodies = [request(IDS, resource=field(1, keep + pair)) for pair in pairs]
    batch, _ = SpanBatch.parse(bodies, PLAN)
    assert batch.num_resources == 2
    edited = batch.remove(["b"], target="resource")
    assert edited.num_resources == 1
    assert array(edited.column("resource"), "u4") == [0, 0]
    assert edited.attribute_json("a", "resource") == ["9"]
