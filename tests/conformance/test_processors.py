from __future__ import annotations

import math
import random
import struct

import pytest

from spanmill.component import Reads
from spanmill.errors import UndeclaredRead
from spanmill.kernel import SpanBatch
from spanmill.testing import batch_of, request, span
from spanmill.testing.spans import plan_of
from tests.reference.wire import field, number, tag
from tests.reference.wire import request as wire_request

MAXIMAL = 4096


def spans(count):
    """Return spans of many shapes, some of which the filter drops."""
    return [
        span(
            "dropped" if number % 7 == 0 else f"chat {number % 5}",
            trace=1 + number // 11,
            number=number + 1,
            parent=number or None,
            kind=number % 6,
            status=number % 3,
            attrs={
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": "openai",
                "gen_ai.request.model": ("gpt-4o", "none-such")[number % 2],
                "gen_ai.usage.input_tokens": number,
                "gen_ai.usage.output_tokens": -number if number % 13 == 0 else number,
                "text": "ada@example.org" if number % 3 == 0 else "plain",
                "nested": {"list": [1, "x", {"deep": True}], "none": None},
            },
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, MAXIMAL])
def test_items_in_are_items_out_or_dropped(processor, count):
    """A batch of any size passes, and only what `filter` drops is missing."""
    processor.start()
    batch = batch_of(spans(count), processor.reads)
    before = bytes(batch.to_otlp())
    out = processor.process(batch)
    left = sum(each.num_spans for each in out)
    dropped = sum(name == "dropped" for name in names(batch))
    assert left in {count, count - dropped}
    assert bytes(batch.to_otlp()) == before
    processor.stop()


def names(batch):
    """Return the name of every span."""
    codes, texts = batch.text_dict("name")
    return [texts[code] for code in memoryview(codes).cast("i")]


def test_reads_are_declared(processor):
    """A processor works on a batch that has only the columns that it declared."""
    processor.start()
    batch = batch_of(spans(64), processor.reads)
    processor.process(batch)
    processor.stop()


HOSTILE = (
    *(tag(4, 1) + struct.pack("<Q", bits) for bits in (0x7FF0_0000_0000_0001, 1, 1 << 63)),
    *(tag(4, 1) + struct.pack("<d", number) for number in (math.inf, -math.inf, 1.7e308, -1.7e308)),
    *(number(3, value) for value in (0, -1, 1 << 62, (1 << 63) - 1, 1 << 63)),
    *(field(1, text) for text in ("", "NaN", "1e999", "-0", "\0", "9" * 400)),
    number(2, 1),
    field(5, b""),
    field(6, b""),
    field(7, b"\xff"),
    b"",
)
"""Values that no sender in its right mind would write."""


def test_hostile_values_are_survived(processor):
    """Whatever value the attributes have that a processor reads, it neither raises nor warns."""
    keys = sorted(flat(processor.reads.span) | {"k", "text"})
    mixed = random.Random(1)
    choices = [[value] * len(keys) for value in HOSTILE]
    choices += [mixed.choices(HOSTILE, k=len(keys)) for _ in range(300)]
    rows = []
    for place, values in enumerate(choices, 1):
        ids = field(1, place.to_bytes(16)) + field(2, place.to_bytes(8))
        pairs = [field(1, key) + field(2, value) for key, value in zip(keys, values, strict=True)]
        rows.append(ids + b"".join(field(9, pair) for pair in pairs))
    batch, [report] = SpanBatch.parse([wire_request(*rows)], plan_of(processor.reads))
    assert report.num_rejected == 0
    processor.start()
    out = processor.process(batch)
    assert sum(each.num_spans for each in out) == len(rows)
    processor.stop()


def flat(keys):
    """Return every single key of a set of column keys."""
    return {each for key in keys for each in ([key] if isinstance(key, str) else key)}


def test_undeclared_read_is_caught():
    """Reading a column that the plan lacks raises, with the name of the column."""
    batch, _ = SpanBatch.parse([request([span()])], plan_of(Reads(span=frozenset({"known"}))))
    batch.attribute_dict("known")
    with pytest.raises(UndeclaredRead, match="unknown"):
        batch.attribute_dict("unknown")
