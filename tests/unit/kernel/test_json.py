"""OTLP JSON in, case by case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from spanmill.kernel import transcode_json

if TYPE_CHECKING:
    from opentelemetry.proto.trace.v1.trace_pb2 import Span


def read(text: str) -> Span:
    """Read the one span of a request whose span is `text`."""
    whole = '{"resourceSpans":[{"scopeSpans":[{"spans":[' + text + "]}]}]}"
    request = ExportTraceServiceRequest.FromString(transcode_json(whole.encode()))
    return request.resource_spans[0].scope_spans[0].spans[0]


def value(text: str) -> object:
    """Read one attribute value."""
    span = read('{"attributes":[{"key":"k","value":' + text + "}]}")
    any_value = span.attributes[0].value
    return getattr(any_value, any_value.WhichOneof("value") or "", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"intValue":"-5"}', -5),
        ('{"intValue":9007199254740993}', 9007199254740993),
        ('{"intValue":1e3}', 1000),
        ('{"intValue":"2.0"}', 2),
        ('{"doubleValue":"1.5"}', 1.5),
        ('{"doubleValue":3}', 3.0),
        ('{"doubleValue":"-Infinity"}', float("-inf")),
        ('{"bytesValue":"-_8"}', b"\xfb\xff"),
        ('{"bytesValue":"AQID"}', b"\x01\x02\x03"),
        ('{"bool_value":true}', True),
        ('{"stringValue":""}', ""),
        ('{"stringValue":"\\u00e9\\ud83e\\udd80\\/"}', "é🦀/"),
        ('{"stringValue":"\\ud83ex"}', "\ufffdx"),
        ('{"stringValue":"a","stringValue":"b"}', "b"),
        ('{"stringValue":null}', None),
        ("null", None),
        ("{}", None),
    ],
)
def test_values_are_read_leniently(text: str, expected: object) -> None:
    """Numbers may be strings, base64 of either alphabet, escapes of any kind; null is absent."""
    assert value(text) == expected


def test_a_list_goes_on_under_a_repeated_name() -> None:
    """Lists of the same name are one, as for the Collector: no span may be lost."""
    first = '{"key":"a","value":{"arrayValue":{"values":[{"intValue":1}],"values":[]}}}'
    span = read('{"attributes":[' + first + '],"name":"n","attributes":[{"key":"b"},{"key":"c"}]}')
    assert [pair.key for pair in span.attributes] == ["a", "b", "c"]
    assert [each.int_value for each in span.attributes[0].value.array_value.values] == [1]
    assert span.name == "n"
    assert len(read('{"events":[{}],"events":null}').events) == 1


def test_a_repeated_name_may_repeat_inside() -> None:
    """Replaced values inside of replaced values leave the lengths right."""
    inner = '{"key":"a","key":"b","value":{},"value":{"stringValue":"x"}}'
    texts = f'{{"attributes":[{inner}],"attributes":[{inner}],"name":"x","name":"y"}}'
    span = read(texts)
    assert [(pair.key, pair.value.string_value) for pair in span.attributes] == [("b", "x")] * 2
    assert span.name == "y"
    status = '"status":{"message":"a","message":"b","code":1,"code":2}'
    assert read(f"{{{status},{status}}}").status.message == "b"


def test_names_and_numbers_of_enums() -> None:
    """Enums are taken by name, by number, and by a number in a string."""
    assert read('{"kind":"SPAN_KIND_SERVER"}').kind == 2
    assert read('{"kind":3}').kind == 3
    assert read('{"kind":"4","status":{"code":"STATUS_CODE_ERROR"}}').status.code == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "expected an object"),
        ("[]", "expected an object"),
        ("{} x", "expected the end"),
        ('{"resourceSpans":{}}', "expected a list"),
        ('{"resourceSpans":[null]}', "expected an object"),
        ('{"resourceSpans":[{},]}', "expected an object"),
        ('{"resourceSpans":[{}}', "expected a comma or the end"),
        ('{"x":1,}', "expected a string"),
        ('{"x" 1}', "expected a colon"),
        ('{"x":01}', "expected a value"),
        ('{"x":"\t"}', "control character"),
        ('{"x":"\\x"}', "unknown escape"),
        ('{"x":"', "string without an end"),
        ('{"x":tru}', "expected a value"),
        ('{"x":' + "[" * 101 + "]" * 101 + "}", "nested too deep"),
    ],
)
def test_broken_json_is_named(text: str, what: str) -> None:
    """What is not JSON, or nested too deep, is refused with its place and what was expected."""
    with pytest.raises(ValueError, match=what):
        transcode_json(text.encode())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"traceId":"0g"}', "expected hex"),
        ('{"traceId":"0"}', "expected hex"),
        ('{"traceId":5}', "expected a string"),
        ('{"name":5}', "expected a string"),
        ('{"kind":"SERVER"}', "expected an integer"),
        ('{"startTimeUnixNano":-1}', "expected an integer"),
        ('{"startTimeUnixNano":1.5}', "expected an integer"),
        ('{"startTimeUnixNano":"18446744073709551616"}', "expected an integer"),
        ('{"flags":4294967296}', "expected an integer"),
        ('{"attributes":[{"value":{"doubleValue":"x"}}]}', "expected a number"),
        ('{"attributes":[{"value":{"doubleValue":1e999}}]}', "expected a number"),
        ('{"attributes":[{"value":{"boolValue":1}}]}', "expected true or false"),
        ('{"attributes":[{"value":{"bytesValue":"*"}}]}', "expected base64"),
    ],
)
def test_values_that_do_not_fit_are_named(text: str, what: str) -> None:
    """A value of another type or out of range refuses the request."""
    with pytest.raises(ValueError, match=what):
        read(text)


def test_text_that_is_not_utf8_is_refused() -> None:
    """The place of the first bad byte is told."""
    with pytest.raises(ValueError, match="byte 2: not UTF-8"):
        transcode_json(b'{"\xff":1}')


def test_deep_nesting_ends_at_a_hundred() -> None:
    """A hundred objects and lists inside each other are read, one more is refused."""
    deep = json.dumps({"x": json.loads("[" * 99 + "]" * 99)})
    assert transcode_json(deep.encode()) == b""
    with pytest.raises(ValueError, match="nested too deep"):
        transcode_json(json.dumps({"x": json.loads("[" * 100 + "]" * 100)}).encode())
