"""Configuration of the `redaction` processor: the Collector's keys, and entities."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from spanmill import kernel as expression
from spanmill.component import Config
from spanmill.config.values import fault

__all__ = [
    "DEFAULT_ENTITIES",
    "Entity",
    "Operator",
    "RedactionConfig",
]

Entity = Literal[
    "email", "credit_card", "us_ssn", "phone", "ipv4", "jwt", "private_key", "llm_key", "aws_key",
    "github_token", "cloud_token",
]  # fmt: skip
"""Kinds of personal data and secrets that can be found."""

Operator = Literal["placeholder", "mask", "detect"]
"""`placeholder`: `[EMAIL]`; `mask`: `****`; `detect`: only count."""

DEFAULT_ENTITIES: tuple[Entity, ...] = get_args(Entity)

_MAX_PATTERN = 2048
_ABSENT = (
    "hash_function",
    "hmac_key",
    "redact_all_types",
    "url_sanitizer",
    "db_sanitizer",
    "rules",
)


def _pattern(text: str) -> str:
    try:
        empty = expression.Pattern(text).matches([""])
    except ValueError as error:
        fault("bad-expression", f"not a regular expression: {error}")
    if bytes(empty) == b"\x01":
        fault(
            "bad-expression",
            "the expression matches the empty text",
            expected="one that needs a character",
        )
    return text


Pattern = Annotated[str, Field(max_length=_MAX_PATTERN), AfterValidator(_pattern)]
"""A regular expression without look-around and back-references, at most 2048 characters."""


class RedactionConfig(Config):
    """Takes personal data and secrets out of every text of a span, its resource and its scope.

    Also inside lists, maps and JSON that is text. It belongs before the first log: what runs later
    has been on disk.
    """

    allow_all_keys: bool = False
    """True keeps all attributes. False keeps only `allowed_keys` and removes every other one, as
    the Collector does.
    """
    allowed_keys: tuple[str, ...] = ()
    """Attributes to keep. An empty list removes all, unless `allow_all_keys`."""
    ignored_keys: tuple[str, ...] = ()
    """Attributes that pass untouched and unread. What they hold is not protected."""
    ignored_key_patterns: tuple[Pattern, ...] = ()
    """The same by regular expression."""
    blocked_key_patterns: tuple[Pattern, ...] = ()
    """Attributes whose whole value is replaced."""
    blocked_values: tuple[Pattern, ...] = ()
    """Texts to replace wherever they stand, beside `entities`."""
    allowed_values: tuple[Pattern, ...] = ()
    """Findings to leave alone: a finding that matches whole stays. The Collector exempts the whole
    value around it.
    """
    summary: Literal["debug", "info", "silent", ""] = ""
    """Write counts into the span: `info` counts, `debug` also the keys, which can tell something by
    themselves.
    """
    entities: tuple[Entity, ...] = DEFAULT_ENTITIES
    """Kinds to find. The default ones are all there are. Empty: none.
    """
    operator: Operator = "placeholder"
    """What happens to a finding."""
    allow_private_ips: bool = True
    """Leave private, loopback and link-local addresses alone: they name machines and not people."""
    max_value_bytes: int = Field(default=4 << 20, ge=1024, le=64 << 20)
    """Longest text to read, 1024 to 67108864 bytes. A longer one is replaced whole, and counted,
    because it was not read.
    """

    @model_validator(mode="before")
    @classmethod
    def _absent_keys(cls, values: object) -> object:
        given = set(values) if isinstance(values, dict) else set()
        for key in sorted(given & set(_ABSENT)):
            fault(
                "unavailable",
                f"'{key}' does not exist here yet",
                at=key,
                expected="operator: placeholder, mask or detect",
            )
        return values
