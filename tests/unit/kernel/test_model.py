"""Views of a batch: Arrow arrays and plain objects."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings

from spanmill.kernel import Plan, SpanBatch
from spanmill.model.arrow import ArrowColumns, attribute_column, codes_column, text_column
from spanmill.model.spans import Event, Link, spans
from tests.reference import otlp
from tests.reference.columns import PLAN
from tests.reference.otlp import plain
from tests.reference.strategies import good_requests, wild_requests
from tests.reference.wire import IDS, field, fixed64, number, request


def pair(key: str, value: bytes) -> bytes:
    """Encode a `KeyValue`."""
    return field(1, key) + field(2, value)


EVENT = fixed64(1, 1_700_000_000_000_000_001) + field(2, "gen_ai.choice")
LINK = field(1, b"\x0a" * 16) + field(2, b"\x0b" * 8)
VALUES = {
    "text": (field(1, "é"), "é"),
    "int": (number(3, 5), "5"),
    "bool": (number(2, 1), "true"),
    "array": (field(5, field(1, number(3, 1)) + field(1, field(1, 'x"'))), '[1,"x\\""]'),
    "list": (field(6, field(1, pair("k", b"")) + field(1, pair("l", number(2, 0)))), None),
    "bytes": (field(7, b"\x00\xff"), "AP8="),
    "empty": (b"", None),
}
VALUES["list"] = (VALUES["list"][0], '{"k":null,"l":false}')


@pytest.fixture
def batch() -> SpanBatch:
    """Two spans, of which the first has everything."""
    attributes = b"".join(field(9, pair(key, value)) for key, (value, _) in VALUES.items())
    event = field(11, EVENT + field(3, pair("int", number(3, 1))) + field(3, pair("z", b"")))
    link = field(13, LINK + field(4, pair("text", field(1, "t"))))
    full = IDS + field(5, "chat") + number(6, 3) + attributes + event + link
    resource = field(1, field(1, pair("service.name", field(1, "svc"))))
    body = request(full, IDS, resource=resource, scope=field(1, field(1, "lib")))
    return SpanBatch.parse([body], Plan(["text"], ["service.name"]))[0]


def test_maps_spell_every_kind_of_value(batch: SpanBatch) -> None:
    """Strings stay, numbers and booleans are JSON, lists are JSON text, bytes are base64."""
    column = ArrowColumns(batch).attributes()
    column.validate(full=True)
    assert column.to_pylist() == [[(key, text) for key, (_, text) in VALUES.items()], []]


def test_moved_and_hidden_keys_are_left_out(batch: SpanBatch) -> None:
    """Moved keys leave the maps of spans and resources, hidden keys leave every map."""
    columns = ArrowColumns(batch, moved=("int", "service.name"), hidden=("text", "bytes"))
    kept = [key for key, _ in columns.attributes().to_pylist()[0]]
    assert kept == ["bool", "array", "list", "empty"]
    assert columns.resource_attributes().to_pylist() == [[], []]
    [event] = columns.events().to_pylist()[0]
    assert event["attributes"] == [("int", "1"), ("z", None)]
    [link] = columns.links().to_pylist()[0]
    assert link["attributes"] == []


def test_events_and_links_are_lists_of_structs(batch: SpanBatch) -> None:
    """Events carry time and name, links carry ids in hex; a span without any has an empty list."""
    columns = ArrowColumns(batch)
    events, links = columns.events(), columns.links()
    events.validate(full=True)
    links.validate(full=True)
    assert events.to_pylist()[1] == links.to_pylist()[1] == []
    [event] = events.to_pylist()[0]
    assert event["name"] == "gen_ai.choice"
    assert event["time_unix_nano"].value == 1_700_000_000_000_000_001
    [link] = links.to_pylist()[0]
    assert (link["trace_id"], link["span_id"]) == ("0a" * 16, "0b" * 8)
    assert link["attributes"] == [("text", "t")]


def test_columns_have_nulls_where_nothing_is(batch: SpanBatch) -> None:
    """Absent names and attributes are null, also in a dictionary."""
    assert text_column(batch, "name").to_pylist() == ["chat", None]
    assert attribute_column(batch, "text").to_pylist() == ["é", None]
    assert attribute_column(batch, "service.name", "resource").to_pylist() == ["svc"]
    codes = codes_column(*batch.attribute_dict("text"))
    codes.validate(full=True)
    assert codes.to_pylist() == ["é", None]


@settings(max_examples=100, deadline=None)
@given(wild_requests())
def test_maps_hold_what_protobuf_reads(data: bytes) -> None:
    """Maps of any request are valid, and hold the last value of each key."""
    parsed, _ = SpanBatch.parse([data], PLAN)
    columns = ArrowColumns(parsed)
    for column in (columns.events(), columns.links()):
        column.validate(full=True)
    rows = otlp.rows(otlp.read(data))  # type: ignore[arg-type]
    maps = (columns.attributes(), columns.resource_attributes())
    for column, messages in zip(
        maps, ([row.span for row in rows], [row.resource for row in rows]), strict=True
    ):
        column.validate(full=True)
        for got, message in zip(column.to_pylist(), messages, strict=True):
            last = {each.key: each for each in message.attributes}
            assert sorted(key for key, _ in got) == sorted(last)
            for key, text in got:
                assert otlp.spelled(text, last[key]) == plain(last[key].value)


def test_a_key_given_many_times_is_in_the_map_once() -> None:
    """A row of many attributes keeps the last of each key."""
    attributes = [field(9, pair(f"k{index % 40}", number(3, index))) for index in range(80)]
    parsed, _ = SpanBatch.parse([request(IDS + b"".join(attributes))], Plan())
    [row] = ArrowColumns(parsed).attributes().to_pylist()
    assert row == [(f"k{index}", str(index + 40)) for index in range(40)]


def test_spans_are_plain_objects(batch: SpanBatch) -> None:
    """A span has its ids in hex, decoded values, events, links and its resource."""
    first, second = spans(batch)
    assert (first.trace_id, first.span_id, first.parent_span_id) == ("01" * 16, "02" * 8, "")
    assert (first.name, first.kind, first.scope_name) == ("chat", 3, "lib")
    assert first.resource == {"service.name": "svc"}
    assert first.attributes == {
        "text": "é",
        "int": 5,
        "bool": True,
        "array": [1, 'x"'],
        "list": {"k": None, "l": False},
        "bytes": b"\x00\xff",
        "empty": None,
    }
    event = Event("gen_ai.choice", 1_700_000_000_000_000_001, {"int": 1, "z": None})
    assert list(first.events) == [event]
    assert list(first.links) == [Link("0a" * 16, "0b" * 8, {"text": "t"})]
    assert (second.name, dict(second.attributes)) == ("", {})


@settings(max_examples=50, deadline=None)
@given(good_requests())
def test_spans_come_in_the_order_of_rows(data: bytes) -> None:
    """The objects are in the order of the batch's rows, whatever the order of framing."""
    parsed, _ = SpanBatch.parse([data], PLAN)
    rows = np.arange(parsed.num_spans, dtype=np.uint32)[::-1].copy()
    turned = parsed.take(rows)
    ids = bytes(turned.column("span_id"))
    expected = [ids[at : at + 8].hex() for at in range(0, len(ids), 8)]
    assert [span.span_id for span in spans(turned)] == expected


def test_json_is_one_line(batch: SpanBatch) -> None:
    """A batch in JSON is one object without a line break."""
    text = bytes(batch.to_otlp_json())
    assert b"\n" not in text
    assert list(json.loads(text)) == ["resourceSpans"]
