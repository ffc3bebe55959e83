import json

import pytest

from spanmill.testing import span

JSON = "application/json"


def wrapped(each, spans="spans", scopes="scopeSpans", resources="resourceSpans"):
    """Return a request around one span."""
    return {resources: [{scopes: [{spans: [each]}]}]}


LENIENT = {
    "numbers as numbers": wrapped(span() | {"startTimeUnixNano": 1_700_000_000_000_000_000}),
    "numbers as text": wrapped(span() | {"kind": "3"}),
    "names of enums": wrapped(span() | {"kind": "SPAN_KIND_SERVER"}),
    "capitals in ids": wrapped(span() | {"traceId": "0123456789ABCDEF0123456789ABCDEF"}),
    "unknown fields": wrapped(span() | {"novel": {"deep": [1, {"x": None}]}}) | {"other": [[]]},
    "nulls": wrapped(span() | {"attributes": None, "parentSpanId": None}),
    "snake case": wrapped(
        {
            "trace_id": "01" * 16,
            "span_id": "02" * 8,
            "name": "chat",
            "start_time_unix_nano": "1",
            "end_time_unix_nano": "2",
        },
        scopes="scope_spans",
        resources="resource_spans",
    ),
}
BROKEN = {
    "no JSON": b"{",
    "no object": b"[]",
    "rest behind": b"{}{}",
    "ids that are not hex": json.dumps(wrapped(span() | {"traceId": "zz" * 16})).encode(),
    "bytes that are not UTF-8": b'{"resourceSpans":[{"schemaUrl":"\xff"}]}',
    "deep": b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("sent", LENIENT.values(), ids=LENIENT)
def test_spellings_that_clients_use_are_taken(listen, sent):
    """JSON is read as leniently as the Collector reads it."""
    rig = listen()
    reply = rig.post(json.dumps(sent).encode(), JSON)
    assert (reply.status, reply.body) == (200, b"{}")
    assert rig.spans == 1


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_broken_json_is_refused_for_good(listen, sent):
    """What is not OTLP JSON is 400 with a status in JSON that says where."""
    rig = listen()
    reply = rig.post(sent, JSON)
    assert (reply.status, reply.json()["code"]) == (400, 3)
    assert "JSON" in reply.json()["message"]
    assert rig.spans == 0


def test_nested_values_have_a_limit(listen):
    """A value nested deeper than anything sensible is refused, and the next request is taken."""
    opened, closed = '{"arrayValue":{"values":[', "]}}"
    value = opened * 5000 + '{"stringValue":"x"}' + closed * 5000
    mark = "the value"
    deep = json.dumps(wrapped(span(attrs={"deep": mark})))
    sent = deep.replace(json.dumps({"stringValue": mark}), value).encode()
    assert len(sent) > len(value)
    rig = listen()
    assert rig.post(sent, JSON).status == 400
    assert rig.post(json.dumps(wrapped(span())).encode(), JSON).status == 200
