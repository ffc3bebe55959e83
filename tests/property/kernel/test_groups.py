"""Groups of equal labels and their histograms, beside a dictionary that does the same by hand."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from spanmill.component import Reads
from spanmill.kernel import bucket_sums, group_rows
from spanmill.model.arrays import array
from spanmill.testing import batch_of, span

LABELS = some.integers(1, 9000).flatmap(
    lambda size: some.tuples(
        some.just(size), some.lists(some.integers(0, size - 1), min_size=30, max_size=30)
    )
)


@given(some.lists(LABELS, max_size=4), some.integers(0, 30))
def test_rows_of_a_group_share_every_label(labels, rows):
    """Groups are numbered by their first rows, and no two have the same labels."""
    columns = [np.array(codes[:rows], np.int64) for _, codes in labels]
    found = group_rows(columns, [size for size, _ in labels], rows)
    first, of_row = (array(each, np.int64).tolist() for each in found)
    seen: dict[tuple[int, ...], int] = {}
    own = [tuple(codes[row] for _, codes in labels) for row in range(rows)]
    assert of_row == [seen.setdefault(each, len(seen)) for each in own]
    assert first == [own.index(each) for each in seen]


@given(some.lists(some.tuples(some.integers(0, 4), some.floats(0, 20)), max_size=40))
def test_a_histogram_counts_and_adds_in_order(rows):
    """Buckets are those of a search by halves, and sums are added row by row."""
    bounds = [0.5, 1.0, 2.0, 10.0]
    of_row = np.array([group for group, _ in rows], np.int64)
    amounts = np.array([amount for _, amount in rows], np.float64)
    found = array(bucket_sums(of_row, amounts, np.array(bounds), 5), np.float64)
    expected = [[0.0] * 6 for _ in range(5)]
    for group, amount in rows:
        expected[group][bisect_left(bounds, amount)] += 1
        expected[group][-1] += amount
    assert found.reshape(5, 6).tolist() == expected


def test_codes_without_values_are_refused():
    """A code beyond its values, or a row beyond its groups, is an error and no crash."""
    code = np.array([0, 3], np.int64)
    with pytest.raises(ValueError, match="code 3 has no value"):
        group_rows([code], [3], 2)
    with pytest.raises(ValueError, match="expected 5 rows, got 2"):
        group_rows([code], [4], 5)
    with pytest.raises(ValueError, match="code 3 has no value"):
        bucket_sums(code, np.zeros(2), np.zeros(1), 3)


def test_a_batch_tells_which_columns_it_has():
    """A column is there if any span has the key, also where the others were filtered out."""
    batch = batch_of([span(), span(attrs={"a": 0})], Reads(span=frozenset({"a", "b"})))
    assert [batch.has_attribute(key) for key in ("a", "b")] == [True, False]
    assert not batch.filter(bytes([1, 0])).has_attribute("a")
