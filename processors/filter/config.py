"""Configuration of the `filter` processor."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from processors.filter.expression import ExpressionError, parse
from spanmill.component import Config
from spanmill.config.values import Ignored, fault

__all__ = ["Condition", "FilterConfig", "TraceConditions"]


def _parses(text: str) -> str:
    try:
        parse(text)
    except ExpressionError as error:
        fault("bad-expression", error.message, offset=error.offset, length=error.length)
    return text


Condition = Annotated[str, AfterValidator(_parses)]
"""A condition such as `attributes["http.route"] == "/healthz" and duration < "5ms"`; see the page
of `filter`.
"""


_Settings = Annotated[dict[str, Any], Ignored("only spans are filtered")]
_Conditions = Annotated[tuple[Any, ...], Ignored("only spans are filtered")]


class TraceConditions(Config):
    """Conditions in the Collector's older form."""

    span: tuple[Condition, ...] = ()
    """Spans for which one of these is true are dropped."""


class FilterConfig(Config):
    """Drops spans for which a condition is true.

    Children of a dropped span stay and lose their parent. A dropped span counts as accepted: its
    client is told "ok".

    Conditions are a subset of OTTL. They compare `name`, `kind`, `status.code`, `status.message`,
    `duration`, `parent_span_id`, `attributes["key"]`, `resource.attributes["key"]`, `scope.name`
    and `scope.version`, or `instrumentation_scope.…`, by `==`, `!=`, `<`, `<=`, `>`, `>=` with
    texts in double quotes, numbers, `true`, `false`, `nil` (absent or empty), `SPAN_KIND_SERVER`
    and its like, `STATUS_CODE_ERROR` and its like, or with each other. `IsRootSpan()` is true
    without a parent. A backslash in a text is written twice.
    `IsMatch(name, "regex")` looks for an expression anywhere in a text, in a number or boolean as
    text, in a list or map as JSON, and in bytes as hexadecimal digits. Parts are joined by `and`,
    `or`, `not` and parentheses. `duration` is in nanoseconds and also compares with a text such as
    `"500ms"`.
    """

    error_mode: Literal["ignore", "silent", "propagate"] = "ignore"
    """What happens when a condition cannot be evaluated: `ignore` and `silent` keep the span and
    count it, with and without a line in the log; `propagate` refuses the request, retryable, where
    the Collector drops it.
    """
    traces: TraceConditions = TraceConditions()
    """Conditions in the Collector's older form."""
    trace_conditions: tuple[Condition, ...] = ()
    """Spans for which one of these is true are dropped."""
    metric_conditions: _Conditions = ()
    """No effect: only spans are filtered."""
    log_conditions: _Conditions = ()
    """No effect: only spans are filtered."""
    profile_conditions: _Conditions = ()
    """No effect: only spans are filtered."""
    metrics: _Settings = Field(default_factory=dict)
    """No effect: only spans are filtered."""
    logs: _Settings = Field(default_factory=dict)
    """No effect: only spans are filtered."""
    profiles: _Settings = Field(default_factory=dict)
    """No effect: only spans are filtered."""

    @model_validator(mode="after")
    def _some_condition(self) -> FilterConfig:
        if not self.traces.span and not self.trace_conditions:
            fault("missing-field", "no condition", expected="trace_conditions or traces.span")
        return self
