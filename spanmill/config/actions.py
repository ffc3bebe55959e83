"""What the `attributes` and `resource` processors share: actions and match blocks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from spanmill.component import Config
from spanmill.config.values import any_case, fault
from spanmill.kernel import Pattern

__all__ = ["SPAN_KINDS", "Action", "AttributeValue", "Library", "Match", "MatchAttribute"]

AttributeScalar = str | bool | int | float
SPAN_KINDS = tuple(
    f"SPAN_KIND_{name}"
    for name in ("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER")
)
"""Kinds of spans as the Collector names them, in the order of their numbers."""
_NEEDS_VALUE = frozenset({"insert", "update", "upsert"})
_USED_BY = {
    "value": _NEEDS_VALUE,
    "default_value": _NEEDS_VALUE,
    "from_attribute": _NEEDS_VALUE,
    "pattern": frozenset({"delete", "hash", "extract"}),
    "converted_type": frozenset({"convert"}),
}
"""Actions by the field that only they use."""


def _scalar(value: object) -> object:
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        fault("out-of-range", "an attribute holds no number of more than 64 bits", expected="text")
    if isinstance(value, str | bool | int | float):
        return value
    return fault(
        "wrong-type", "not a value of an attribute", expected="text, a number, true or false"
    )


AttributeValue = Annotated[AttributeScalar, BeforeValidator(_scalar)]
"""Text, a number or a boolean, kept as YAML reads it."""


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _compiles(pattern: str) -> str:
    try:
        Pattern(pattern)
    except ValueError as error:
        fault("bad-expression", f"not a regular expression: {error}")
    return pattern


class Action(Config):
    """One action. Actions run in the order of the list."""

    key: str = ""
    """Attribute to act on. Needed but for `delete` and `hash` with a `pattern`."""
    action: Annotated[
        Literal["insert", "update", "upsert", "delete", "hash", "extract", "convert"],
        BeforeValidator(_lower),
        any_case("insert", "update", "upsert", "delete", "hash", "extract", "convert"),
    ]
    """`insert` only where the key is absent, `update` only where it is present, `upsert` both;
    `delete`; `hash` replaces the value by its SHA-256, of an array or a list by that of its JSON
    (which is no protection for short values: they can be guessed), and leaves an empty text;
    `extract` makes attributes of the named groups of `pattern`; `convert` changes the type.
    """
    value: AttributeValue | None = None
    """The new value, for `insert`, `update` and `upsert`."""
    from_attribute: str = ""
    """Take the value from this attribute instead, whatever its type; rows without it take
    `default_value`, or stay as they are where there is none.
    """
    default_value: AttributeValue | None = None
    """The new value where `from_attribute` has none."""
    from_context: str = ""
    """Not available: request metadata is not kept."""
    pattern: Annotated[str, Field(max_length=4096)] = ""
    """For `extract` the expression with named groups; for `delete` and `hash` the keys to act on
    beside `key`: those in which the expression is found.
    """
    converted_type: Literal["int", "double", "string", ""] = ""
    """The type to convert to. A value that cannot be converted stays as it is."""

    _check_pattern = field_validator("pattern")(_compiles)

    @model_validator(mode="after")
    def _complete(self) -> Action:
        if not self.key and not (self.pattern and self.action in {"delete", "hash"}):
            fault("missing-field", "field 'key' is missing", expected="the attribute to act on")
        if self.from_context:
            fault(
                "unavailable",
                "the Collector's 'from_context' does not exist here",
                at="from_context",
                expected="one of: from_attribute, value",
            )
        for field, actions in _USED_BY.items():
            if field in self.model_fields_set and self.action not in actions:
                fault(
                    "bad-value",
                    f"'{self.action}' does not use '{field}'",
                    at=field,
                    expected=f"an action that does: {', '.join(sorted(actions))}",
                )
        if self.action in _NEEDS_VALUE:
            sources = [self.value is not None, bool(self.from_attribute)]
            if sum(sources) > 1 or not (any(sources) or self.default_value is not None):
                fault(
                    "missing-field",
                    f"'{self.action}' needs one source of its value",
                    expected="one of: from_attribute, value",
                )
        if self.action == "extract" and not any(Pattern(self.pattern).names):
            fault(
                "bad-value",
                "'extract' needs a pattern with named groups",
                expected="a pattern such as ^/v1/(?P<tenant>[^/]+)",
            )
        if self.action == "convert" and not self.converted_type:
            fault(
                "missing-field",
                "'convert' needs a type",
                expected="converted_type: int, double or string",
            )
        return self


class MatchAttribute(Config):
    """An attribute that must be present."""

    key: str
    """Its key."""
    value: AttributeValue | None = None
    """Its value; absent: any. With `regexp` a text is an expression, also for numbers and booleans.
    """


class Library(Config):
    """An instrumentation scope."""

    name: str
    """Its name."""
    version: str | None = None
    """Its version; absent: any."""


class RegexpSettings(Config):
    """Settings of the Collector's cache of expressions, accepted and without effect."""

    cacheenabled: bool = False
    """No effect."""
    cachemaxnumentries: int = 0
    """No effect."""


class Match(Config):
    """Which spans to act on: all the blocks that are given must match."""

    match_type: Literal["strict", "regexp"]
    """Whether texts are compared whole or are regular expressions that may match anywhere."""
    regexp: RegexpSettings | None = None
    """No effect: expressions are compiled once."""
    services: tuple[str, ...] = ()
    """Values of `service.name`; one must match. A resource without it, or where it is no text,
    matches none; the Collector looks for expressions in `<nil-service-name>` there.
    """
    span_names: tuple[str, ...] = ()
    """Names of spans; one must match."""
    span_kinds: tuple[str, ...] = ()
    """Kinds of spans, e.g. `SPAN_KIND_CLIENT`; one must match. With `strict` no other names."""
    attributes: tuple[MatchAttribute, ...] = ()
    """Attributes of the span; all must match."""
    resources: tuple[MatchAttribute, ...] = ()
    """Attributes of the resource; all must match."""
    libraries: tuple[Library, ...] = ()
    """Instrumentation scopes; one must match."""

    @model_validator(mode="after")
    def _expressions(self) -> Match:
        if self.match_type == "regexp":
            for name in ("services", "span_names", "span_kinds"):
                for pattern in getattr(self, name):
                    _compiles(pattern)
        else:
            self._check_kinds()
        if not any(
            (
                self.services,
                self.span_names,
                self.span_kinds,
                self.attributes,
                self.resources,
                self.libraries,
            )
        ):
            fault(
                "missing-field",
                "the block matches nothing",
                expected="at least one list of what to match",
            )
        return self

    def _check_kinds(self) -> None:
        for place, kind in enumerate(self.span_kinds):
            if kind not in SPAN_KINDS:
                expected = f"one of: {', '.join(SPAN_KINDS)}"
                fault("bad-value", f"no kind {kind!r}", at=f"span_kinds.{place}", expected=expected)
