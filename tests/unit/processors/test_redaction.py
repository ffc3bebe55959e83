from __future__ import annotations

import json
import random

import numpy as np
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from processors.redaction.config import RedactionConfig
from processors.redaction.processor import RedactionProcessor
from spanmill.component import Reads
from spanmill.kernel import SpanBatch
from spanmill.model.arrays import array
from spanmill.model.spans import spans
from spanmill.telemetry import Registry
from spanmill.testing import batch_of, settings, span
from spanmill.testing.spans import attributes, plan_of

EMAIL, CARD, SSN = "ada.lovelace@example.org", "4111 1111 1111 1111", "536-90-4399"
AWS = "AKIAIOSFODNN7EXAMPLQ"
CANARIES = {"email": EMAIL, "credit_card": CARD, "us_ssn": SSN, "aws_key": AWS}
READS = Reads(span=frozenset({"a", "b", "n"}), resource=frozenset({"r"}))


def redact(*made, resource=None, registry=None, **config):
    """Redact spans; return the batch before and after."""
    options = {"allow_all_keys": True, **config}
    processor = RedactionProcessor(
        RedactionConfig.model_validate(options), settings("redaction", registry=registry)
    )
    batch = batch_of(made, READS, resource=resource)
    (out,) = processor.process(batch)
    return batch, out


@pytest.mark.parametrize("kind", CANARIES)
def test_nothing_is_left_in_any_place(kind):
    """A finding goes from attributes, nested values, names, events, links, status and resource."""
    text = f"see {CANARIES[kind]} now"
    made = span(
        text,
        number=1,
        attrs={"a": text, "list": [1, text], "map": {"deep": {"er": text}}, "raw": text.encode()},
        events=[{"name": text, "attributes": attributes({"e": text})}],
        links=[{"traceId": "ab" * 16, "spanId": "cd" * 8, "attributes": attributes({"l": text})}],
    ) | {"status": {"code": 2, "message": text}}
    _, out = redact(made, resource={"service.name": "s", "r": text})
    assert CANARIES[kind].encode() not in bytes(out.to_otlp())
    assert f"[{kind.upper()}]".encode() in bytes(out.to_otlp())


@pytest.mark.parametrize("kind", CANARIES)
@pytest.mark.parametrize(
    "frame",
    ["{}", "x\n{}", 'said "{}"', "({}).", "{},", "a\t{}", "<{}>", "名前{}です"],
)
def test_json_stays_json_and_hides_nothing(kind, frame):
    """Inside JSON, also JSON in JSON, findings behind escapes are found and the text stays JSON."""
    inner = json.dumps({"text": frame.format(CANARIES[kind]), "n": [1, {"k": "v"}]})
    outer = json.dumps({"arguments": inner, "plain": frame.format(CANARIES[kind])})
    _, out = redact(span(attrs={"a": outer}))
    (found,) = (each.attributes["a"] for each in spans(out))
    value = json.loads(found)
    assert json.loads(value["arguments"])["n"] == [1, {"k": "v"}]
    assert CANARIES[kind] not in found


@pytest.mark.parametrize(
    "text",
    [
        "0af7651916cd43dd8448eb211c80319c",
        "req_011CSHoEeqs5C35K2UUqR7Fy",
        "2026-11-20T07:00:00.123456Z",
        "1763622000000000000",
        "gpt-4o-2024-08-06",
        "1.2.3.4.5",
        "4111 1111 1111 1112",
        "user@host",
        "[0.123456, -0.987654]",
        "127.0.0.1",
    ],
)
def test_ids_and_numbers_of_telemetry_are_left_alone(text):
    """What only looks like something is no finding, and the span keeps its bytes."""
    batch, out = redact(span(attrs={"a": f"id {text} end"}))
    assert bytes(out.to_otlp()) == bytes(batch.to_otlp())


def test_only_what_hits_is_touched():
    """Spans without a finding keep their bytes; columns after it equal those of a second walk."""
    rng = random.Random(7)
    made = [
        span(
            f"s{n}",
            number=n + 1,
            attrs={"a": rng.choice(["plain", EMAIL, f"pay {CARD}"]), "b": "x", "n": n},
        )
        for n in range(200)
    ]
    batch, out = redact(*made)
    again, _ = SpanBatch.parse([out.to_otlp()], plan_of(READS))
    for key in ("a", "b"):
        codes, texts = out.attribute_dict(key)
        codes2, texts2 = again.attribute_dict(key)
        first = [texts[code] for code in array(codes, np.int32)]
        assert first == [texts2[code] for code in array(codes2, np.int32)]
    clean = [
        n
        for n, each in enumerate(made)
        if each["attributes"][0]["value"] == {"stringValue": "plain"}
    ]
    sizes = array(batch.column("size"), np.uint32), array(out.column("size"), np.uint32)
    assert (sizes[0][clean] == sizes[1][clean]).all()
    assert ExportTraceServiceRequest.FromString(bytes(out.to_otlp()))


def test_a_second_pass_changes_nothing():
    """What redaction wrote is no finding itself."""
    _, once = redact(span(attrs={"a": f"{EMAIL} {CARD} {AWS}"}))
    processor = RedactionProcessor(RedactionConfig(allow_all_keys=True), settings())
    (twice,) = processor.process(once)
    assert bytes(twice.to_otlp()) == bytes(once.to_otlp())


def test_the_collectors_keys_decide():
    """Keys are kept, removed, masked whole or left alone as the Collector's settings say."""
    registry = Registry()
    _, out = redact(
        span(attrs={"a": f"x {EMAIL}", "token": "abc", "gone": 1, "raw": EMAIL, "v": "order-77"}),
        resource={"a": "kept"},
        registry=registry,
        allow_all_keys=False,
        allowed_keys=["a", "token", "v"],
        ignored_keys=["raw"],
        blocked_key_patterns=["^tok"],
        blocked_values=["order-[0-9]+"],
        summary="debug",
    )
    (found,) = (dict(each.attributes) for each in spans(out))
    assert "gone" not in found
    assert found["raw"] == EMAIL
    assert (found["token"], found["a"], found["v"]) == ("****", "x [EMAIL]", "****")
    assert found["redaction.masked.count"] >= 2
    assert (
        registry.value(
            "component_redacted_values", component="redaction", entity="email", location="attribute"
        )
        == 1
    )


def test_allowed_values_exempt_the_match_alone():
    """An allowed finding stays; the rest of the same text is still read."""
    text = f"bob@example.com and {EMAIL}"
    _, out = redact(span(attrs={"a": text}), allowed_values=[r".+@example\.com"])
    (found,) = (each.attributes["a"] for each in spans(out))
    assert found == "bob@example.com and [EMAIL]"


def test_detect_only_counts():
    """With `operator: detect` findings are counted and the text stays."""
    registry = Registry()
    _, out = redact(span(attrs={"a": EMAIL}), operator="detect", registry=registry)
    assert EMAIL.encode() in bytes(out.to_otlp())
    labels = {"component": "redaction", "entity": "email", "location": "attribute"}
    assert registry.value("component_redacted_values", **labels) == 1


def test_a_text_too_long_to_read_is_replaced():
    """What exceeds the limit is replaced whole and counted as an error: closed, not open."""
    registry = Registry()
    _, out = redact(span(attrs={"a": "x" * 5000 + EMAIL}), max_value_bytes=1024, registry=registry)
    assert EMAIL.encode() not in bytes(out.to_otlp())
    assert registry.value("component_redaction_errors", component="redaction") == 1
