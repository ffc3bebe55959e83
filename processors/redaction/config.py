"""Configuration of the `redaction` processor: the Collector's keys, and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from spanmill import kernel as expression
from spanmill.component import Config
from spanmill.config.values import Caution, Secret, fault, reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "DEFAULT_ENTITIES",
    "Entity",
    "Operator",
    "RedactionConfig",
    "RuleConfig",
    "SanitizerConfig",
]

Entity = Literal[
    "email", "credit_card", "us_ssn", "us_itin", "phone", "ipv4", "ipv6", "mac", "iban",
    "swift_bic", "btc", "eth", "uk_nhs", "uk_nino", "in_aadhaar", "in_pan", "fr_nir", "es_nif",
    "it_codice_fiscale", "date_of_birth", "url_credentials", "jwt", "private_key", "llm_key",
    "aws_key", "github_token", "cloud_token", "auth_header", "secret_kv",
]  # fmt: skip
"""Kinds of personal data and secrets that can be found."""

Operator = Literal["placeholder", "mask", "hash", "drop", "detect"]
"""`placeholder`: `[EMAIL]`; `mask`: `****`; `hash`: keyed, `[EMAIL:…]`; `drop`: the attribute goes;
`detect`: only count.
"""

DEFAULT_ENTITIES: tuple[Entity, ...] = (
    "email",
    "credit_card",
    "us_ssn",
    "phone",
    "ipv4",
    "ipv6",
    "mac",
    "iban",
    "btc",
    "eth",
    "uk_nino",
    "in_pan",
    "fr_nir",
    "es_nif",
    "it_codice_fiscale",
    "url_credentials",
    "jwt",
    "private_key",
    "llm_key",
    "aws_key",
    "github_token",
    "cloud_token",
    "auth_header",
    "secret_kv",
)

_MAX_PATTERN = 2048
_HMAC_BYTES = {"hmac-sha256": 32, "hmac-sha512": 64}


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


class SanitizerConfig(Config):
    """Replaces the changing parts of URLs and database statements by `?` or `*`."""

    enabled: bool = False
    """Whether it runs."""
    attributes: tuple[str, ...] = ()
    """Attributes to sanitise."""
    sanitize_span_name: bool = True
    """Sanitise names of spans as well."""


class RuleConfig(Config):
    """What to do with some entities or keys. The first rule that fits decides."""

    entities: tuple[Entity, ...] = ()
    """Kinds that the rule is for. Empty: all."""
    keys: tuple[str, ...] = ()
    """Attribute keys that the rule is for, `*` stands for any characters. Empty: all, and texts
    that are no attributes.
    """
    operator: Operator
    """What happens to a finding."""


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
    redact_all_types: bool = False
    """Also look at numbers and booleans, through their text."""
    hash_function: Literal["", "md5", "sha1", "sha3", "hmac-sha256", "hmac-sha512"] = ""
    """Replace by a hash instead of `****`. Hashes without a key can be guessed for short values;
    use the `hmac` ones.
    """
    hmac_key: Secret | None = None
    """Key of the `hmac` functions and of operator `hash`, at least 32 bytes (64 for `hmac-sha512`).
    """
    summary: Literal["debug", "info", "silent", ""] = ""
    """Write counts into the span: `info` counts, `debug` also the keys, which can tell something by
    themselves.
    """
    url_sanitizer: SanitizerConfig = SanitizerConfig()
    """Ids and numbers in URLs."""
    db_sanitizer: SanitizerConfig = SanitizerConfig()
    """Literals in database statements."""
    entities: tuple[Entity, ...] = DEFAULT_ENTITIES
    """Kinds to find. The default ones are precise by themselves; the others need a word beside
    them. Empty: none.
    """
    operator: Operator = "placeholder"
    """What happens to a finding that no rule is for."""
    rules: tuple[RuleConfig, ...] = ()
    """Other operators for some entities or keys; the first rule that fits decides."""
    allow_private_ips: bool = True
    """Leave private, loopback and link-local addresses alone: they name machines and not people."""
    max_value_bytes: int = Field(default=4 << 20, ge=1024, le=64 << 20)
    """Longest text to read, 1024 to 67108864 bytes. A longer one is replaced whole, and counted,
    because it was not read.
    """

    @model_validator(mode="after")
    def _keys_for_hashes(self) -> RedactionConfig:
        size = len(reveal(self.hmac_key).encode())
        need = _HMAC_BYTES.get(self.hash_function, 0)
        hashes = self.operator == "hash" or any(rule.operator == "hash" for rule in self.rules)
        need = max(need, 32 if hashes else 0)
        if need and not size:
            fault(
                "missing-field",
                "hashing needs a key",
                expected=f"hmac_key of at least {need} bytes",
            )
        if size < need:
            fault(
                "out-of-range",
                f"the key has {size} bytes",
                at="hmac_key",
                expected=f"at least {need} bytes",
            )
        return self

    def cautions(self) -> Iterator[Caution]:
        """Warn of hashes that can be undone, and of a processor that removes everything."""
        if self.hash_function in {"md5", "sha1", "sha3"}:
            yield Caution(
                "weak-secret",
                ("hash_function",),
                f"'{self.hash_function}' has no key, so short values can be found by trying",
                "Use hmac-sha256 with hmac_key.",
            )
