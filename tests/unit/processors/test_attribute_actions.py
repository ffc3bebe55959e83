from __future__ import annotations

import hashlib
import struct

import pytest

from processors.attribute_actions import AttributesProcessor, ResourceProcessor
from processors.attributes import AttributesConfig
from processors.resource import ResourceConfig
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span


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


def test_delete_takes_a_key_or_all_that_an_expression_finds():
    """`delete` removes by key and by pattern, and touches nothing else."""
    row = {"secret.a": 1, "secret.b": "x", "kept": 2, "gone": 3}
    actions = [{"key": "gone", "action": "delete"}, {"pattern": r"^secret\.", "action": "delete"}]
    assert run(actions, row) == [{"kept": 2}]


def test_hash_replaces_scalars_as_the_collector_does():
    """Texts are hashed as their bytes, numbers as their eight bytes, little-endian."""
    actions = [{"key": "k", "action": "hash"}]
    expected = [
        hashlib.sha256(b"ada").hexdigest(),
        hashlib.sha256(struct.pack("<q", 42)).hexdigest(),
        hashlib.sha256(struct.pack("<d", 1.5)).hexdigest(),
    ]
    found = run(actions, {"k": "ada"}, {"k": 42}, {"k": 1.5}, {"other": "ada"})
    assert [row.get("k") for row in found] == [*expected, None]


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


def test_resource_actions_change_the_shared_header():
    """The `resource` processor edits the resource of all its spans."""
    config = ResourceConfig.model_validate(
        {
            "attributes": [
                {"key": "service.name", "value": "renamed", "action": "update"},
                {"key": "team", "value": "llm", "action": "insert"},
                {"key": "gone", "action": "delete"},
            ]
        }
    )
    processor = ResourceProcessor(config, settings("resource"))
    batch = batch_of(
        [span(number=1), span(number=2)], processor.reads, resource={"service.name": "a", "gone": 1}
    )
    (out,) = processor.process(batch)
    assert [dict(each.resource) for each in spans(out)] == [
        {"service.name": "renamed", "team": "llm"}
    ] * 2
