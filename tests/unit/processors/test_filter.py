from __future__ import annotations

import pytest

from processors.filter.config import FilterConfig
from processors.filter.expression import ExpressionError, parse
from processors.filter.processor import FilterProcessor
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span

ROWS = (
    span("GET /healthz", number=1, kind=2, duration_ms=2, attrs={"http.route": "/healthz", "n": 1}),
    span("chat", number=2, parent=1, kind=3, status=2, duration_ms=900, attrs={"n": 5, "x": 2.5}),
    span(
        "tool",
        number=3,
        parent=2,
        kind=1,
        duration_ms=20,
        attrs={"ok": True, "a": "q", "b": "q", "small": 1e-7},
    ),
)


def kept(*conditions, rows=ROWS):
    """Return the names of the spans that a filter leaves."""
    processor = FilterProcessor(FilterConfig(trace_conditions=conditions), settings("filter"))
    batch = batch_of(rows, processor.reads, resource={"service.name": "gateway", "zone": 3})
    (out,) = processor.process(batch)
    return [each.name.split()[0] for each in spans(out)]


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ('name == "chat"', ["GET", "tool"]),
        ('name != "chat"', ["chat"]),
        ('attributes["http.route"] == "/healthz" and duration < "5ms"', ["chat", "tool"]),
        ("kind == SPAN_KIND_SERVER", ["chat", "tool"]),
        ("status.code == STATUS_CODE_ERROR", ["GET", "tool"]),
        ('attributes["n"] >= 5', ["GET", "tool"]),
        ('attributes["n"] < 5', ["chat", "tool"]),
        ('attributes["x"] == 2.5', ["GET", "tool"]),
        ('attributes["ok"] == true', ["GET", "chat"]),
        ('attributes["ok"] != true', ["tool"]),
        ('attributes["n"] == nil', ["GET", "chat"]),
        ('attributes["n"] != nil', ["tool"]),
        ('attributes["n"] == "1"', ["GET", "chat", "tool"]),
        ('attributes["a"] == attributes["b"] and attributes["a"] != nil', ["GET", "chat"]),
        ('parent_span_id == ""', ["chat", "tool"]),
        ('resource.attributes["zone"] == 3', []),
        ('resource.attributes["service.name"] > "h"', ["GET", "chat", "tool"]),
        ('instrumentation_scope.name == "test" and not (kind == SPAN_KIND_CLIENT)', ["chat"]),
        ('IsMatch(name, "^GET") or IsMatch(attributes["a"], "q")', ["chat"]),
        ('IsMatch(attributes["n"], "^5$")', ["GET", "tool"]),
        ('IsMatch(attributes["x"], "^2[.]5$")', ["GET", "tool"]),
        ('IsMatch(attributes["ok"], "^true$")', ["GET", "chat"]),
        ('IsMatch(attributes["small"], "^1e-7$")', ["GET", "chat"]),
        ('IsMatch(attributes["none"], "")', ["GET", "chat", "tool"]),
        ('IsMatch(resource.attributes["zone"], "^3$")', []),
        ("duration > 500000000", ["GET", "tool"]),
        ("IsRootSpan()", ["chat", "tool"]),
        ('not IsRootSpan() and scope.name == "test"', ["GET"]),
        (r'name == "\u0063\x68at"', ["GET", "tool"]),
        (r'IsMatch(name, "^\\w{4}$")', ["GET"]),
    ],
)
def test_a_span_is_dropped_where_a_condition_is_true(condition, left):
    """Each form of a condition drops the spans it means and no others."""
    assert kept(condition) == left


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ('attributes["id"] == 1834567890123456789', ["beside", "decimal"]),
        ('attributes["id"] < 1834567890123456790', ["beside"]),
        ('attributes["id"] == attributes["copy"]', ["beside", "decimal"]),
        ('IsMatch(attributes["id"], "^1834567890123456789$")', ["beside", "decimal"]),
        ('attributes["id"] == 2', ["one", "beside"]),
        ('attributes["id"] == 99999999999999999999', ["one", "beside", "decimal"]),
    ],
)
def test_whole_numbers_are_compared_to_the_last_digit(condition, left):
    """Ids of 64 bits differ also where a float cannot tell them apart."""
    user = 1834567890123456789
    rows = (
        span("one", number=1, attrs={"id": user, "copy": user}),
        span("beside", number=2, attrs={"id": user + 1, "copy": user}),
        span("decimal", number=3, attrs={"id": 2.0, "copy": 3}),
    )
    assert kept(condition, rows=rows) == left


STRUCTURES = (
    span("list", number=1, attrs={"v": ["stop", 5]}),
    span("map", number=2, attrs={"v": {"reason": "stop"}}),
    {**span("bytes", number=3), "attributes": [{"key": "v", "value": {"bytesValue": "c3RvcA=="}}]},
    {**span("empty", number=4), "attributes": [{"key": "v", "value": {}}]},
    span("none", number=5),
)


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ('IsMatch(attributes["v"], "stop")', ["bytes", "empty", "none"]),
        ('IsMatch(attributes["v"], "^[^a-z]+stop.,5[^a-z]$")', ["map", "bytes", "empty", "none"]),
        ('IsMatch(attributes["v"], "^73746f70$")', ["list", "map", "empty", "none"]),
        ('attributes["v"] != nil', ["empty", "none"]),
        ('attributes["v"] == nil', ["list", "map", "bytes"]),
    ],
)
def test_structures_and_empty_values_are_seen_as_in_ottl(condition, left):
    """A list or map is its JSON, bytes are hexadecimal digits, an empty value is nil."""
    assert kept(condition, rows=STRUCTURES) == left


def test_a_list_of_the_resource_is_searched():
    """What is found in a resource counts for all of its spans."""
    condition = 'IsMatch(resource.attributes["tags"], "b")'
    processor = FilterProcessor(FilterConfig(trace_conditions=[condition]), settings("filter"))
    batch = batch_of(ROWS, processor.reads, resource={"tags": ["a", "b"]})
    (out,) = processor.process(batch)
    assert out.num_spans == 0


def test_any_condition_drops():
    """Several conditions are joined by or."""
    assert kept('name == "chat"', 'name == "tool"') == ["GET"]


def test_conditions_of_other_signals_have_no_effect():
    """A block that a Collector uses for several signals drops the spans that it names."""
    config = FilterConfig.model_validate(
        {
            "trace_conditions": ['name == "chat"'],
            "metric_conditions": ['metric.name == "chat"'],
            "logs": {"log_record": ['IsMatch(body, ".*")']},
        }
    )
    processor = FilterProcessor(config, settings("filter"))
    (out,) = processor.process(batch_of(ROWS, processor.reads))
    assert [each.name for each in spans(out)] == ["GET /healthz", "tool"]
    assert config.error_mode == "ignore"


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        (r"^\d+", 16, "unknown escape '\\\\d': write '\\\\\\\\d' for a backslash before it"),
        (r"a\.b", 16, "unknown escape"),
        (r"\ud800", 15, "is no character"),
        (r"\UFFFFFFFF", 15, "is no character"),
    ],
)
def test_an_escape_that_ottl_lacks_is_refused_at_its_place(text, offset, message):
    """A backslash that would be lost is a fault: the Collector refuses it as well."""
    with pytest.raises(ExpressionError, match=message) as caught:
        parse(f'IsMatch(name, "{text}")')
    assert caught.value.offset == offset
