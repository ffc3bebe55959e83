from __future__ import annotations

import hashlib
import re
import struct

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from pydantic import ValidationError

from processors.attribute_actions import AttributesProcessor, ResourceProcessor
from processors.attributes import AttributesConfig
from processors.resource import ResourceConfig
from spanmill.kernel import SpanBatch
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span
from spanmill.testing.spans import plan_of


def run(actions, *rows, include=None, exclude=None, resource=None):
    """Run actions on spans with these attributes; return the attributes that come out."""
    config = AttributesConfig.model_validate(
        {"actions": actions, "include": include, "exclude": exclude}
    )
    processor = AttributesProcessor(config, settings("attributes"))
    made = [span(f"s{n}", number=n + 1, attrs=attrs) for n, attrs in enumerate(rows)]
    (out,) = processor.process(batch_of(made, processor.reads, resource=resource))
    return [dict(each.attributes) for each in spans(out)]


def test_insert_update_and_upsert_mind_what_is_there():
    """`insert` leaves what is there, `update` needs it, `upsert` does both."""
    rows = ({"k": "old"}, {})
    for action, expected in [
        ("insert", [{"k": "old"}, {"k": "new"}]),
        ("update", [{"k": "new"}, {}]),
        ("upsert", [{"k": "new"}, {"k": "new"}]),
    ]:
        assert run([{"key": "k", "value": "new", "action": action}], *rows) == expected


@pytest.mark.parametrize("value", ["text", 7, -1.5, True])
def test_values_keep_their_type(value):
    """A value of the file arrives with the type that YAML gave it, and so does a copied one."""
    actions = [
        {"key": "a", "value": value, "action": "insert"},
        {"key": "b", "from_attribute": "a", "action": "upsert"},
        {"key": "c", "from_attribute": "absent", "action": "upsert"},
    ]
    (out,) = run(actions, {})
    assert out == {"a": value, "b": value}
    assert [type(each) for each in out.values()] == [type(value)] * 2


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("insert", [{"from": 5, "to": 5}, {"to": "new"}, {"to": "old"}]),
        ("update", [{"from": 5}, {}, {"to": "new"}]),
        ("upsert", [{"from": 5, "to": 5}, {"to": "new"}, {"to": "new"}]),
    ],
)
def test_a_default_stands_for_an_attribute_that_is_absent(action, expected):
    """`default_value` is taken where `from_attribute` has none, and alone is a value."""
    given = {"key": "to", "action": action, "from_attribute": "from", "default_value": "new"}
    assert run([given], {"from": 5}, {}, {"to": "old"}) == expected
    assert run([{"key": "a", "action": "upsert", "default_value": 1.5}], {}) == [{"a": 1.5}]
    both = {"key": "a", "action": "upsert", "value": 1, "default_value": 2}
    assert run([both], {}) == [{"a": 1}]


def test_delete_takes_a_key_or_all_that_an_expression_finds():
    """`delete` removes by key and by pattern, and touches nothing else."""
    row = {"secret.a": 1, "secret.b": "x", "kept": 2, "gone": 3}
    actions = [{"key": "gone", "action": "delete"}, {"pattern": r"^secret\.", "action": "delete"}]
    assert run(actions, row) == [{"kept": 2}]


def hexed(data):
    return hashlib.sha256(data).hexdigest()


def test_hash_replaces_values_as_the_collector_does():
    """Texts are hashed as their bytes, numbers as their eight bytes, booleans as one byte."""
    actions = [{"key": "k", "action": "hash"}]
    expected = [
        hexed(b"ada"),
        hexed(struct.pack("<q", 42)),
        hexed(struct.pack("<d", 1.5)),
        hexed(b"\x01"),
        "",
    ]
    rows = ({"k": "ada"}, {"k": 42}, {"k": 1.5}, {"k": True}, {"k": ""}, {"other": "ada"})
    assert [row.get("k") for row in run(actions, *rows)] == [*expected, None]


def test_hash_leaves_no_array_or_list_readable():
    """Arrays and lists, which have no bytes of their own, are hashed as their JSON."""
    actions = [{"key": "k", "action": "hash"}]
    found = run(actions, {"k": ["ada", 1]}, {"k": {"name": "ada"}})
    assert [row["k"] for row in found] == [hexed(b'["ada",1]'), hexed(b'{"name":"ada"}')]


def test_hash_takes_a_key_and_all_that_an_expression_finds():
    """`hash` with `pattern` hashes every key in which it is found, `key` beside it, each once."""
    row = {"user.id": "ada", "user.mail": "a@b.c", "enduser": "eve", "session": "7", "kept": "x"}
    actions = [{"key": "session", "pattern": r"^user\.", "action": "hash"}]
    expected = {
        "user.id": hexed(b"ada"),
        "user.mail": hexed(b"a@b.c"),
        "enduser": "eve",
        "session": hexed(b"7"),
        "kept": "x",
    }
    assert run(actions, row) == [expected]


def test_what_was_hashed_is_what_later_actions_see():
    """A later action reads the hash, also where a pattern found the key."""
    actions = [
        {"pattern": "^user", "action": "HASH"},
        {"key": "copy", "from_attribute": "user.id", "action": "insert"},
    ]
    (row,) = run(actions, {"user.id": "ada"})
    assert row == {"user.id": hexed(b"ada"), "copy": hexed(b"ada")}


def test_hash_minds_include():
    """Spans that the block leaves out keep their values."""
    include = {"match_type": "strict", "span_names": ["s1"]}
    found = run([{"pattern": "k", "action": "hash"}], {"k": "ada"}, {"k": "ada"}, include=include)
    assert [row["k"] for row in found] == ["ada", hexed(b"ada")]


@pytest.mark.parametrize(
    "extra",
    [
        {"action": "insert", "value": 1, "pattern": "x"},
        {"action": "delete", "value": 1},
        {"action": "hash", "from_attribute": "b"},
        {"action": "hash", "converted_type": "int"},
        {"action": "convert", "converted_type": "int", "pattern": "x"},
    ],
)
def test_a_field_that_the_action_does_not_use_is_refused(extra):
    """No field of an action is ignored in silence."""
    with pytest.raises(ValidationError, match="does not use"):
        AttributesConfig.model_validate({"actions": [{"key": "k", **extra}]})


def test_extract_makes_attributes_of_named_groups():
    """Named groups of the first match become attributes; a text without a match changes nothing."""
    actions = [{"key": "path", "pattern": r"^/(?P<api>v\d)/(?P<name>\w+)", "action": "extract"}]
    assert run(actions, {"path": "/v1/chat/x"}, {"path": "none"}, {}) == [
        {"path": "/v1/chat/x", "api": "v1", "name": "chat"},
        {"path": "none"},
        {},
    ]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("int", "17", 17),
        ("int", "no", "no"),
        ("int", 2.9, 2),
        ("int", True, 1),
        ("int", str(2**70), str(2**70)),
        ("double", "2.5", 2.5),
        ("double", 3, 3.0),
        ("double", "nan", "nan"),
        ("string", 5, "5"),
        ("string", 2.5, "2.5"),
        ("string", False, "false"),
        ("string", 2.0, "2"),
        ("string", 1e20, "100000000000000000000"),
        ("string", 1e-7, "1e-7"),
        ("string", ["a", 1, None], '["a",1,null]'),
        ("string", {"b": {"c": True}}, '{"b":{"c":true}}'),
        ("string", b"\x00\xff", "AP8="),
        ("int", "1_0", "1_0"),
        ("int", " 1", " 1"),
        ("int", "\u0661", "\u0661"),
        ("double", "1_0.5", "1_0.5"),
        ("double", "-1.5e3", -1500.0),
    ],
)
def test_convert_changes_what_it_can(kind, before, after):
    """A value is converted where it can be; else it stays as it is."""
    actions = [{"key": "k", "action": "convert", "converted_type": kind}]
    ((value,),) = (row.values() for row in run(actions, {"k": before}))
    assert (value, type(value)) == (after, type(after))


def test_actions_run_in_order():
    """A later action sees what an earlier one wrote."""
    actions = [
        {"key": "a", "value": "1", "action": "insert"},
        {"key": "a", "action": "convert", "converted_type": "int"},
        {"key": "b", "from_attribute": "a", "action": "insert"},
        {"key": "a", "action": "delete"},
    ]
    assert run(actions, {}) == [{"b": 1}]


def test_include_and_exclude_choose_spans():
    """Only spans that `include` matches and `exclude` does not are changed."""
    actions = [{"key": "k", "value": 1, "action": "insert"}]
    strict = {"match_type": "strict", "span_names": ["s0", "s1"]}
    regexp = {"match_type": "regexp", "attributes": [{"key": "path", "value": "^/health"}]}
    rows = ({"path": "/a"}, {"path": "/healthz"}, {"path": "/a"})
    found = run(actions, *rows, include=strict, exclude=regexp)
    assert ["k" in row for row in found] == [True, False, False]


@pytest.mark.parametrize(
    ("match", "hits"),
    [
        ({"services": ["gate.*"]}, True),
        ({"services": ["other"]}, False),
        ({"span_kinds": ["INTERNAL"]}, True),
        ({"span_kinds": ["SERVER"]}, False),
        ({"resources": [{"key": "zone", "value": 3}]}, True),
        ({"resources": [{"key": "zone", "value": 4}]}, False),
        ({"libraries": [{"name": "te.t"}]}, True),
        ({"libraries": [{"name": "test", "version": "1"}]}, False),
        ({"attributes": [{"key": "flag", "value": True}, {"key": "n"}]}, True),
        ({"attributes": [{"key": "flag", "value": False}]}, False),
        ({"attributes": [{"key": "flag", "value": "^tr"}, {"key": "n", "value": "^1$"}]}, True),
        ({"attributes": [{"key": "n", "value": "2"}]}, False),
        ({"resources": [{"key": "zone", "value": "^[2-4]$"}]}, True),
    ],
)
def test_every_list_of_a_block_matches(match, hits):
    """Each list of a match block looks at its own part of the span."""
    actions = [{"key": "k", "value": 1, "action": "insert"}]
    (row,) = run(
        actions,
        {"flag": True, "n": 1},
        include={"match_type": "regexp", **match},
        resource={"service.name": "gateway", "zone": 3},
    )
    assert ("k" in row) is hits


@pytest.mark.parametrize(
    "match",
    [
        {"libraries": [{"name": "test", "version": ""}]},
        {"span_names": [""]},
        {"match_type": "regexp", "span_names": [".*"]},
        {"match_type": "regexp", "libraries": [{"name": "^test$", "version": ".*"}]},
    ],
)
def test_an_absent_field_is_an_empty_text(match):
    """A span without a name and a scope without a version match `""`, `.*` and no other text."""
    config = {
        "actions": [{"key": "k", "value": 1, "action": "insert"}],
        "include": {"match_type": "strict", **match},
        "exclude": {"match_type": "strict", "libraries": [{"name": "test", "version": "1"}]},
    }
    processor = AttributesProcessor(AttributesConfig.model_validate(config), settings("attributes"))
    (out,) = processor.process(batch_of([span("")], processor.reads))
    (row,) = spans(out)
    assert dict(row.attributes) == {"k": 1}


@pytest.mark.parametrize(
    ("value", "text"), [(1e21, "1e+21"), (2.0, "2"), (2.5, "2.5"), (1e-7, "1e-7")]
)
def test_an_expression_sees_a_number_as_it_is_converted(value, text):
    """One spelling of numbers serves both, with exponents where the Collector has them."""
    actions = [{"key": "k", "value": 1, "action": "insert"}]
    wanted = {"key": "n", "value": f"^{re.escape(text)}$"}
    include = {"match_type": "regexp", "attributes": [wanted]}
    (row,) = run(actions, {"n": value}, include=include)
    assert "k" in row
    (row,) = run([{"key": "n", "action": "convert", "converted_type": "string"}], {"n": value})
    assert row["n"] == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("NaN", "NaN"), ("Infinity", "Infinity"), ("-Infinity", "-Infinity"), (None, "")],
)
def test_every_value_has_a_text(value, text):
    """What is no number of JSON, and an empty value, convert to the Collector's texts."""
    given = {"doubleValue": value} if value else {}
    config = {"actions": [{"key": "n", "action": "convert", "converted_type": "string"}]}
    processor = AttributesProcessor(AttributesConfig.model_validate(config), settings("attributes"))
    row = {**span(), "attributes": [{"key": "n", "value": given}]}
    (out,) = processor.process(batch_of([row], processor.reads))
    (each,) = spans(out)
    assert dict(each.attributes) == {"n": text}


def test_resource_actions_change_the_shared_header():
    """The `resource` processor edits the resource of all its spans."""
    config = ResourceConfig.model_validate(
        {
            "attributes": [
                {"key": "service.name", "value": "renamed", "action": "update"},
                {"key": "team", "value": "llm", "action": "insert"},
                {"key": "gone", "action": "delete"},
                {"pattern": "^host", "action": "hash"},
            ]
        }
    )
    processor = ResourceProcessor(config, settings("resource"))
    batch = batch_of(
        [span(number=1), span(number=2)],
        processor.reads,
        resource={"service.name": "a", "gone": 1, "host.id": "h"},
    )
    (out,) = processor.process(batch)
    assert [dict(each.resource) for each in spans(out)] == [
        {"service.name": "renamed", "team": "llm", "host.id": hexed(b"h")}
    ] * 2


@pytest.mark.parametrize(
    "value",
    [["a", "b"], [], {"deep": {"er": [1, 2.5, False, None]}}, {}, b"\x00\xff", "", None],
    ids=str,
)
@pytest.mark.parametrize("target", ["span", "resource"])
def test_from_attribute_copies_values_of_any_kind(target, value):
    """A copy of a copy equals the value byte for byte, and its columns are those of a walk."""
    actions = [
        {"key": "b", "from_attribute": "a", "action": "upsert"},
        {"key": "c", "from_attribute": "b", "action": "upsert"},
    ]
    kind, config = {
        "span": (AttributesProcessor, AttributesConfig),
        "resource": (ResourceProcessor, ResourceConfig),
    }[target]
    name = "actions" if target == "span" else "attributes"
    processor = kind(config.model_validate({name: actions}), settings("attributes"))
    given = {"a": value, "b": "old"}
    made = [span("s", number=1, attrs=given if target == "span" else {})]
    resource = given if target == "resource" else None
    (out,) = processor.process(batch_of(made, processor.reads, resource=resource))
    again = SpanBatch.parse([bytes(out.to_otlp())], plan_of(processor.reads))[0]
    for batch in (out, again):
        assert len({batch.attribute_json(key, target)[0] for key in "abc"}) == 1
        kinds = {bytes(batch.attribute_kind(key, target)) for key in "abc"}
        assert len(kinds) == 1
    pairs = pairs_of(out, target)
    assert pairs["a"] == pairs["b"] == pairs["c"]


def pairs_of(batch, target):
    """Return the values of the only span, or of its resource, in the bytes of the wire."""
    request = ExportTraceServiceRequest.FromString(bytes(batch.to_otlp()))
    (resource,) = request.resource_spans
    holder = resource.scope_spans[0].spans[0] if target == "span" else resource.resource
    return {each.key: each.value.SerializeToString() for each in holder.attributes}


@pytest.mark.parametrize("value", [1 << 63, -(1 << 63) - 1, 10**30])
@pytest.mark.parametrize("field", ["value", "default_value"])
def test_a_number_that_no_attribute_holds_is_a_fault_of_the_file(field, value):
    """It is found when the file is read, and not by each request that then fails."""
    action = {"key": "a", "action": "upsert", "from_attribute": "b", field: value}
    if field == "value":
        del action["from_attribute"]
    for config in (AttributesConfig, ResourceConfig):
        name = "actions" if config is AttributesConfig else "attributes"
        with pytest.raises(ValidationError, match="64 bits"):
            config.model_validate({name: [action]})
    (found,) = run([{"key": "a", "action": "insert", "value": -(1 << 63)}], {})
    assert found["a"] == -(1 << 63)


@pytest.mark.parametrize("kind", ["CLIENT", "client", "SPAN_KIND_FOO", ""])
def test_kinds_that_no_span_has_are_refused_unless_they_are_expressions(kind):
    """A misspelled kind would match nothing, in silence; the Collector refuses it as well."""
    actions = [{"key": "k", "value": 1, "action": "insert"}]
    match = {"match_type": "strict", "span_kinds": ["SPAN_KIND_SERVER", kind]}
    with pytest.raises(ValidationError, match="no kind"):
        AttributesConfig.model_validate({"actions": actions, "exclude": match})
    match["match_type"] = "regexp"
    AttributesConfig.model_validate({"actions": actions, "exclude": match})
