"""Configuration of the policies of `tail_sampling`, with the Collector's names and keys."""

from __future__ import annotations

import difflib
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from spanmill.component import Config
from spanmill.config.values import any_case, fault
from spanmill.kernel import Pattern

__all__ = [
    "BooleanAttributeConfig",
    "LatencyConfig",
    "LeafPolicy",
    "NumericAttributeConfig",
    "PartPolicy",
    "Policy",
    "ProbabilisticConfig",
    "RateLimitingConfig",
    "StatusCodeConfig",
    "StringAttributeConfig",
]

_LEAVES = (
    "always_sample",
    "boolean_attribute",
    "latency",
    "numeric_attribute",
    "probabilistic",
    "rate_limiting",
    "status_code",
    "string_attribute",
)
_COMBINED = ("and", "drop", "not")
_ABSENT = {
    "bytes_limiting": "Use 'rate_limiting'.",
    "composite": "Use 'and' with a 'rate_limiting' policy.",
    "ottl_condition": "Use attribute policies, or a 'filter' processor before.",
    "span_count": "Use 'maximum_trace_size_bytes' against large traces.",
    "trace_flags": "Use 'always_sample'.",
    "trace_state": "Use 'string_attribute'.",
}
_WITHOUT_BLOCK = frozenset({"always_sample"})
_BLOCKS = {"and": "and_", "not": "not_"}


class LatencyConfig(Config):
    """Keeps slow traces: last end minus first start, gaps included."""

    threshold_ms: int = Field(ge=0)
    """Keep traces that took longer than this, in milliseconds and by any fraction of one; the
    Collector rounds down first.
    """
    upper_threshold_ms: int = Field(default=0, ge=0)
    """And not longer than this. 0: no upper limit. The whole trace counts; the Collector also keeps
    a longer one whose first spans lie between the limits.
    """


class NumericAttributeConfig(Config):
    """Keeps traces with a number in a range, floats too, on any span or resource."""

    key: str = Field(min_length=1)
    """The attribute, e.g. `spanmill.cost.total`."""
    min_value: float = float("-inf")
    """Smallest value. Absent: none. A 0 is one; for the Collector it is none."""
    max_value: float = float("inf")
    """Largest value. Absent: none. A value that is no number lies nowhere; for the Collector it is
    0, and so is a decimal.
    """
    invert_match: bool = False
    """Keep traces where no span has such a value."""

    @model_validator(mode="after")
    def _some_range(self) -> NumericAttributeConfig:
        if self.min_value > self.max_value:
            fault(
                "out-of-range", "the range is empty", at="min_value", expected="at most max_value"
            )
        return self


class StringAttributeConfig(Config):
    """Keeps traces where any span or resource has one of these texts."""

    key: str = Field(min_length=1)
    """The attribute."""
    values: tuple[str, ...] = Field(min_length=1)
    """Texts, or regular expressions that may match anywhere. At least one. An empty value of a span
    is looked at as well; the Collector never does.
    """
    enabled_regex_matching: bool = False
    """Read `values` as regular expressions."""
    cache_max_size: int = Field(default=128, ge=0)
    """No effect: distinct values are matched once a batch."""
    invert_match: bool = False
    """Keep traces where no span has such a value."""

    @model_validator(mode="after")
    def _expressions(self) -> StringAttributeConfig:
        for place, value in enumerate(self.values if self.enabled_regex_matching else ()):
            try:
                Pattern(value)
            except ValueError as error:
                fault("bad-expression", f"not a regular expression: {error}", at=f"values.{place}")
        return self


class BooleanAttributeConfig(Config):
    """Keeps traces where any span or resource has this boolean."""

    key: str = Field(min_length=1)
    """The attribute."""
    value: bool
    """Its value. What is no boolean is neither; for the Collector it is false."""
    invert_match: bool = False
    """Keep traces where no span has it."""


class StatusCodeConfig(Config):
    """Keeps traces where any span has one of these status codes."""

    status_codes: tuple[
        Annotated[
            Literal["OK", "ERROR", "UNSET"],
            BeforeValidator(lambda v: str(v).upper()),
            any_case("OK", "ERROR", "UNSET"),
        ],
        ...,
    ] = Field(min_length=1)
    """`OK`, `ERROR`, `UNSET`. At least one."""
    except_client_errors: bool = False
    """Do not count an ERROR on a SERVER span whose HTTP status is 4xx: the client made it. Other
    errors still count.
    """


class ProbabilisticConfig(Config):
    """Keeps a share of all traces by their id: the same ones wherever the salt is the same."""

    sampling_percentage: float = Field(ge=0, le=100)
    """Share in percent, 0 to 100, fractions allowed. A kept trace weighs 100 / share in estimates.
    """
    hash_salt: str = ""
    """Change it to choose independently of other instances, Collectors among them. Empty: the
    Collector's, `default-hash-seed`.
    """


class RateLimitingConfig(Config):
    """Keeps traces as long as a budget of spans a second lasts."""

    spans_per_second: int = Field(ge=1)
    """Spans that may be kept a second, over time."""
    burst_capacity: int = Field(default=0, ge=0)
    """Spans that may be kept at once after a quiet time. 0: twice `spans_per_second`."""


def _known(value: object, names: tuple[str, ...]) -> object:
    if isinstance(value, str) and value in names:
        return value
    expected = f"one of: {', '.join(names)}"
    if isinstance(value, str) and value in _ABSENT:
        fault(
            "unavailable",
            f"the Collector's policy '{value}' does not exist here",
            expected=expected,
            hint=_ABSENT[value],
        )
    near = difflib.get_close_matches(str(value), names, n=1)
    return fault(
        "bad-value",
        f"unknown type of policy {value!r}",
        expected=expected,
        hint=f"Did you mean '{near[0]}'?" if near else "",
    )


def _leaf_type(value: object) -> object:
    return _known(value, _LEAVES)


def _part_type(value: object) -> object:
    return _known(value, (*_LEAVES, "not"))


def _any_type(value: object) -> object:
    return _known(value, tuple(sorted((*_LEAVES, *_COMBINED))))


class LeafPolicy(Config):
    """A policy of its own: a `type`, and a block of the same name with its settings."""

    name: str = Field(default="", max_length=256)
    """Its name in decisions and metrics. Inside `and`, `not` and `drop` it may be left out."""
    type: Annotated[str, BeforeValidator(_leaf_type)]
    """What it looks at; names the block that must follow."""
    latency: LatencyConfig | None = None
    """Settings of `type: latency`."""
    numeric_attribute: NumericAttributeConfig | None = None
    """Settings of `type: numeric_attribute`."""
    string_attribute: StringAttributeConfig | None = None
    """Settings of `type: string_attribute`."""
    boolean_attribute: BooleanAttributeConfig | None = None
    """Settings of `type: boolean_attribute`."""
    status_code: StatusCodeConfig | None = None
    """Settings of `type: status_code`."""
    probabilistic: ProbabilisticConfig | None = None
    """Settings of `type: probabilistic`."""
    rate_limiting: RateLimitingConfig | None = None
    """Settings of `type: rate_limiting`."""

    @model_validator(mode="before")
    @classmethod
    def _without_block(cls, given: object) -> object:
        """Leave out the block of a type that is not there: one fault is enough."""
        if not isinstance(given, dict):
            return given
        fields, kind = cls.model_fields.items(), given.get("type")
        if kind in ("always_sample", *(field.alias or name for name, field in fields)):
            return given
        return {key: value for key, value in given.items() if key != kind}

    @model_validator(mode="after")
    def _block_of_type(self) -> LeafPolicy:
        blocks = [
            _BLOCKS.get(name, name) for name in (*_LEAVES, *_COMBINED) if name not in _WITHOUT_BLOCK
        ]
        own = _BLOCKS.get(self.type, self.type)
        for block in blocks:
            given = getattr(self, block, None) is not None
            label = block.rstrip("_")
            if given and block != own:
                fault(
                    "bad-value",
                    f"block '{label}' does not belong to type '{self.type}'",
                    at=label,
                    expected=f"only '{self.type}'"
                    if self.type not in _WITHOUT_BLOCK
                    else "no block",
                )
            if not given and block == own:
                fault(
                    "missing-field",
                    f"block '{label}' is missing",
                    expected=f"the settings of type '{self.type}'",
                )
        return self


class NotConfig(Config):
    """The opposite of a policy."""

    not_sub_policy: LeafPolicy
    """The policy that must say no."""


class PartPolicy(LeafPolicy):
    """A policy inside `and` or `drop`: a leaf, or `not` over one."""

    type: Annotated[str, BeforeValidator(_part_type)]
    """What it looks at; names the block that must follow."""
    not_: NotConfig | None = Field(default=None, alias="not")
    """Settings of `type: not`."""


class AndConfig(Config):
    """All must keep."""

    and_sub_policy: tuple[PartPolicy, ...] = Field(min_length=1)
    """Policies that must all say yes. At least one."""


class DropConfig(Config):
    """Drops a trace whatever the other policies say."""

    drop_sub_policy: tuple[PartPolicy, ...] = Field(min_length=1)
    """Policies that must all say yes for the trace to be dropped. At least one."""


class Policy(PartPolicy):
    """A policy of the list: a leaf, or `and`, `not`, `drop` over leaves."""

    name: Annotated[
        str, AfterValidator(lambda v: v or fault("missing-field", "the name is empty"))
    ] = Field(max_length=256)
    """Its name in decisions and metrics."""
    type: Annotated[str, BeforeValidator(_any_type)]
    """What it looks at; names the block that must follow."""
    and_: AndConfig | None = Field(default=None, alias="and")
    """Settings of `type: and`."""
    drop: DropConfig | None = None
    """Settings of `type: drop`."""
