"""After pricing, every column is what a second walk over the bytes gives, whatever spans held."""

from __future__ import annotations

import random

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from processors.token_cost.tables import OWN
from spanmill.component import Reads
from spanmill.kernel import Plan, SpanBatch
from spanmill.testing import settings
from spanmill.testing.spans import plan_of
from tests.reference.columns import texts
from tests.reference.wire import field, number, request, tag

WORDS = (
    "gpt-4o", "claude-sonnet-4-5", "openai", "anthropic", "aws.bedrock", "chat", "invoke_agent",
    "LLM", "AGENT", "junk", "", "true", '"gpt-4o"', '{"input": 5, "output": 7}', "flex",
    "2026-11-15T00:00:00Z", '{"anthropic": {"usage": {"cache_creation_input_tokens": 3}}}',
)  # fmt: skip


def value(chance):
    """Return an `AnyValue` in bytes: mostly what senders write, sometimes anything."""
    match chance.randrange(12):
        case 0:
            return number(2, chance.randrange(2))
        case 1:
            return tag(4, 1) + chance.randbytes(8)
        case 2:
            return field(5, field(1, field(1, "x")))
        case 3:
            return chance.choice([b"", field(7, b"\xff"), number(3, 1 << 63), field(6, b"")])
        case 4 | 5 | 6 | 7:
            return number(3, chance.choice([0, 1, 5, 900, 70_000, 1 << 31]))
        case _:
            return field(1, chance.choice(WORDS))


def span_bytes(chance, place, keys):
    """Return a span with some of the keys, in any order, some of them twice."""
    chosen = chance.choices(keys, k=chance.randrange(0, 25))
    ids = field(1, (place // 9 + 1).to_bytes(16)) + field(2, place.to_bytes(8))
    parent = field(4, chance.randrange(1, place + 3).to_bytes(8)) if chance.random() < 0.7 else b""
    pairs = [field(1, key) + field(2, value(chance)) for key in chosen]
    return ids + parent + b"".join(field(9, pair) for pair in pairs)


@pytest.mark.parametrize("seed", range(120))
def test_columns_follow_the_bytes(seed):
    """Columns of the priced batch equal those of its own bytes, read anew."""
    chance = random.Random(seed)
    config = TokenCostConfig.model_validate({
        "profile": chance.choice(["compat", "otel-2026"]),
        "normalize": chance.random() < 0.8,
        "drop_originals": chance.random() < 0.3,
        "estimate": {"cost": chance.random() < 0.5},
        "input_tokens": chance.choice(["auto", "auto", "exclusive"]),
    })  # fmt: skip
    processor = TokenCostProcessor(config, settings("token_cost"))
    keys = sorted({key for each in processor.reads.span for key in as_tuple(each)} | {"other"})
    weights = [key for key in keys if "usage" in key or "model" in key or "cost" in key]
    rows = [span_bytes(chance, place, keys + weights * 2) for place in range(1, 120)]
    plan = plan_of(Reads(span=processor.reads.span | {*keys, *OWN}))
    batch, [report] = SpanBatch.parse([request(*rows)], plan)
    assert report.num_rejected == 0
    (priced,) = processor.process(batch)
    assert bytes(priced.to_otlp()) != bytes(batch.to_otlp())
    check_same(priced, bytes(priced.to_otlp()), plan, processor.reads.span | {*keys, *OWN})


def as_tuple(key):
    """Return a column key as a tuple of keys."""
    return (key,) if isinstance(key, str) else key


def check_same(batch: SpanBatch, data: bytes, plan: Plan, keys) -> None:
    """Compare every column with those of a second walk."""
    again, [report] = SpanBatch.parse([data], plan)
    assert (report.num_rejected, again.num_spans) == (0, batch.num_spans)
    for key in sorted(keys, key=str):
        assert bytes(batch.attribute_kind(key)) == bytes(again.attribute_kind(key)), key
        assert bytes(batch.attribute_i64(key)[0]) == bytes(again.attribute_i64(key)[0]), key
        assert bytes(batch.attribute_f64(key)) == bytes(again.attribute_f64(key)), key
        assert bytes(batch.attribute_bool(key)[0]) == bytes(again.attribute_bool(key)[0]), key
        assert texts(*batch.attribute_dict(key)) == texts(*again.attribute_dict(key)), key
        assert batch.attribute_json(key) == again.attribute_json(key), key
