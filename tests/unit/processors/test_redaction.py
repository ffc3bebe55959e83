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


def test_mode_detect_changes_nothing_of_all_that_it_counts():
    """With `mode: detect` also what no detector finds is only counted: keys, values, statements."""
    registry = Registry()
    before, out = redact(
        span(EMAIL, attrs={"a": EMAIL, "b": "order-7", "c": 1}),
        resource={"owner": EMAIL},
        registry=registry,
        mode="detect",
        summary="debug",
        allow_all_keys=False,
        allowed_keys=["a", "b", "owner"],
        blocked_values=["order-[0-9]"],
        blocked_key_patterns=["^a$"],
    )
    assert bytes(out.to_otlp()) == bytes(before.to_otlp())
    counted = {
        (entity, location): registry.value(
            "component_redacted_values", component="redaction", entity=entity, location=location
        )
        for entity, location in [
            ("email", "name"),
            ("email", "resource"),
            ("blocked_key", "attribute"),
            ("blocked_value", "attribute"),
            ("removed_key", "attribute"),
        ]
    }
    assert set(counted.values()) == {1}
    assert next(iter(RedactionConfig(mode="detect").cautions())).slug == "unredacted-on-disk"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("a", f"M\xfcller, {EMAIL}".encode("latin-1"), b"M\xfcller, [EMAIL]"),
        ("password", b"\xff\xfe\x00key", b"[SECRET_KV]"),
        ("a", bytes(range(256)), bytes(range(256))),
    ],
)
def test_bytes_that_are_no_text_are_read(key, value, expected):
    """One byte that is not UTF-8 hides nothing, and bytes without a finding stay."""
    _, out = redact(span(attrs={key: value}))
    (found,) = (each.attributes[key] for each in spans(out))
    assert found == expected


def test_a_text_too_long_to_read_is_replaced():
    """What exceeds the limit is replaced whole and counted as an error: closed, not open."""
    registry = Registry()
    _, out = redact(span(attrs={"a": "x" * 5000 + EMAIL}), max_value_bytes=1024, registry=registry)
    assert EMAIL.encode() not in bytes(out.to_otlp())
    assert registry.value("component_redaction_errors", component="redaction") == 1


def test_an_expression_that_looks_too_long_leaves_nothing():
    """Matches that each look at all that is behind them come to an end, and the text is closed."""
    registry = Registry()
    text, config = "a" * 300_000, {"blocked_values": ["a[^b]*b|a"]}
    _, out = redact(span(attrs={"a": text}), registry=registry, **config)
    assert b"[UNREAD]" in bytes(out.to_otlp())
    assert b"aaa" not in bytes(out.to_otlp())
    assert registry.value("component_redaction_errors", component="redaction") == 1
    _, out = redact(span(attrs={"a": text[:1_000]}), **config)
    assert b"****" * 1_000 in bytes(out.to_otlp())


def text_of(text, **config):
    """Return one attribute after redaction."""
    _, out = redact(span(attrs={"a": text}), **config)
    (found,) = (each.attributes["a"] for each in spans(out))
    return found


def test_spellings_of_a_value_hash_to_one_token():
    """The same card or address in another spelling gets the same token, and another key another."""
    config = {"operator": "hash", "hmac_key": "k" * 32}
    tokens = {
        text_of(text, **config) for text in (CARD, CARD.replace(" ", "-"), CARD.replace(" ", ""))
    }
    assert len(tokens) == 1
    assert text_of(EMAIL, **config) == text_of(EMAIL.upper(), **config)
    decimal = json.dumps({"card": 4111111111111111.0})
    assert tokens <= {json.loads(text_of(decimal, **config))["card"]}
    assert text_of(CARD, **config | {"hmac_key": "l" * 32}) not in tokens
    assert "4" not in tokens.pop()


def test_the_first_rule_that_fits_decides():
    """Rules choose the operator by kind and key; the others follow the general one."""
    rules = [
        {"entities": ["email"], "keys": ["keep.*"], "operator": "detect"},
        {"entities": ["email"], "operator": "mask"},
        {"entities": ["credit_card"], "operator": "drop"},
    ]
    made = span(f"{EMAIL}", attrs={"keep.me": EMAIL, "a": EMAIL, "card": CARD, "s": SSN})
    _, out = redact(made, rules=rules)
    (found,) = spans(out)
    assert found.attributes["keep.me"] == EMAIL
    assert (found.attributes["a"], found.attributes["s"], found.name) == (
        "****",
        "[US_SSN]",
        "****",
    )
    assert "card" not in found.attributes


def test_values_of_keys_that_name_a_secret_go_whole():
    """The key decides, in attributes, in maps and in JSON that is text, also for numbers."""
    made = span(
        attrs={
            "db.password": "x",
            "map": {"api_key": "short"},
            "secret": {"deep": {"x": ["hunter2", 7]}},
            "a": json.dumps({"cvv": 123, "card": 4111111111111111, "list": [4111111111111111]}),
            "card": 4111111111111111,
            "gen_ai.usage.input_tokens": 4111111111111111,
        }
    )
    _, out = redact(made)
    (found,) = (each.attributes for each in spans(out))
    assert (found["db.password"], found["map"]) == ("[SECRET_KV]", {"api_key": "[SECRET_KV]"})
    assert found["secret"] == {"deep": {"x": ["[SECRET_KV]", "[SECRET_KV]"]}}
    assert json.loads(found["a"]) == {"cvv": "[SECRET_KV]", "card": "[CREDIT_CARD]", "list": [0]}
    assert found["card"] == "[CREDIT_CARD]"
    assert found["gen_ai.usage.input_tokens"] == 4111111111111111


@pytest.mark.parametrize(
    "text", [':4111111111111111"x', ":4111111111111111\nx", ":\t4111111111111111"]
)
def test_a_text_that_begins_like_a_value_stays_a_text(text):
    """A colon at its beginning makes no number of JSON of what follows."""
    _, out = redact(span(attrs={"a": json.dumps([text])}))
    (found,) = (each.attributes for each in spans(out))
    assert json.loads(found["a"]) == [text.replace("4111111111111111", "[CREDIT_CARD]")]


def test_touched_spans_say_how_often_and_what():
    """Count and kinds stand on spans with a finding, and a later pass adds to them."""
    _, out = redact(span(attrs={"a": f"{EMAIL} {EMAIL} {CARD}"}))
    processor = RedactionProcessor(
        RedactionConfig(allow_all_keys=True, blocked_values=("CARD",)), settings()
    )
    (found,) = (each.attributes for each in spans(out))
    assert found["spanmill.redaction.count"] == 3
    assert found["spanmill.redaction.entities"] == ["credit_card", "email"]
    (again,) = processor.process(out)
    assert bytes(again.to_otlp()) == bytes(out.to_otlp())


def test_names_states_and_lengths_follow_the_new_bytes():
    """Columns of touched spans hold no old text, and lengths are those of arrival."""
    made = span(EMAIL, attrs={"a": EMAIL}) | {
        "status": {"code": 2, "message": EMAIL},
        "traceState": f"v={EMAIL}",
    }
    _, out = redact(made)
    for column in ("name", "status_message", "trace_state"):
        assert EMAIL not in " ".join(out.text_dict(column)[1])
    assert array(out.attribute_length("a"), np.uint32).tolist() == [len(EMAIL)]


HOSTILE = (
    "a.", "1.", "-eyJ", ":a", "+1", "AB12", "x://x:", "-----BEGIN ", "a@", "1 ", "12-", "\\u0041",
    "%41", "password=", '"value":', "eyJ.", "::", "1:1:", " ", "A", "é", "sk-a",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_are_read_and_replaced_whole_or_not_at_all(piece):
    """A text of one piece a hundred thousand times over is read to its end."""
    found = text_of(piece * 100_000 + f"\n{EMAIL} \n")
    assert EMAIL not in found


def shape(value):
    """Return JSON without its texts and numbers."""
    if isinstance(value, dict):
        return [shape(each) for each in value.values()]
    return [shape(each) for each in value] if isinstance(value, list) else None


@pytest.mark.parametrize("seed", range(40))
def test_json_of_any_shape_stays_json_of_that_shape(seed):
    """Findings and escapes at random depths leave JSON valid, and two passes are one."""
    rng = random.Random(seed)
    pieces = (EMAIL, CARD, SSN, AWS, "x\\n ", '"', "\n", "plain", "{", "密", "é\t", "pwd=hunter22")

    def value(depth):
        match rng.randrange(7 if depth else 4):
            case 0:
                return rng.choice([1, 4111111111111111, True, None, 2.5])
            case 4:
                return [value(depth - 1) for _ in range(rng.randrange(4))]
            case 5:
                keys = ("a", "password", "token", EMAIL, "card", "value", "name")
                return {rng.choice(keys): value(depth - 1) for _ in range(rng.randrange(4))}
            case 6:
                return json.dumps(value(depth - 1), ensure_ascii=rng.random() < 0.5)
            case _:
                return " ".join(rng.choices(pieces, k=rng.randrange(5)))

    for _ in range(50):
        made = [value(4)]
        once = text_of(json.dumps(made, ensure_ascii=rng.random() < 0.5) or "x")
        assert shape(json.loads(once)) == shape(made)
        assert text_of(once) == once
        assert EMAIL not in once
        assert AWS not in once
