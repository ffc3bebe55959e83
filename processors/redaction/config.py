"""Configuration of the `redaction` processor: the Collector's keys, and entities."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from processors.redaction.cautions import cautions
from processors.redaction.entities import DEFAULT_ENTITIES, PRESETS, Entity, Operator, Preset
from processors.redaction.policy import spec_of
from processors.redaction.sanitizers import DbSanitizerConfig, UrlSanitizerConfig
from spanmill import kernel
from spanmill.component import Config
from spanmill.config.values import Secret, fault, reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spanmill.config.values import Caution

__all__ = [
    "DEFAULT_ENTITIES",
    "Entity",
    "MaskConfig",
    "Operator",
    "RedactionConfig",
    "RuleConfig",
]

_MAX_PATTERN = 2048
_MIN_KEY = 32
_HMAC_BYTES = {"hmac-sha256": 32, "hmac-sha512": 64}


def _pattern(text: str) -> str:
    try:
        empty = kernel.Pattern(text).matches([""])
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


SpanKind = Literal["unspecified", "internal", "server", "client", "producer", "consumer"]
"""Kind of a span as OpenTelemetry names it."""


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as error:
        fault("bad-value", str(error), expected="a network such as 192.0.2.0/24")


Network = Annotated[str, AfterValidator(_network)]
"""A network in CIDR notation, or one address."""


def _domain(text: str) -> str:
    if any(sign in text for sign in "@*/ ") or text.startswith(".") or text.endswith("."):
        fault("bad-value", f"'{text}' is not a domain", expected="one such as example.com")
    return text


Domain = Annotated[str, Field(min_length=1), AfterValidator(_domain)]
"""The name of a domain, without `@`, without `*`, without a dot at either end."""


class MaskConfig(Config):
    """What operator `mask` leaves of a finding. Nothing kept: `****`, whatever the length."""

    keep_first: int = Field(default=0, ge=0, le=8)
    """First letters and digits to keep, 0 to 8. Of a value of which more than half would stay,
    nothing does.
    """
    keep_last: int = Field(default=0, ge=0, le=8)
    """Last letters and digits to keep, 0 to 8, such as the four of a card."""
    keep_separators: bool = False
    """Keep blanks, dashes, dots and other signs, so that the form can still be seen."""


class RuleConfig(Config):
    """What to do with some entities or keys. The first rule that fits decides."""

    entities: tuple[Entity, ...] = ()
    """Kinds that the rule is for. Empty: all."""
    keys: tuple[str, ...] = ()
    """Attribute keys that the rule is for, also those of maps in attributes; `*` stands for any
    characters. Empty: all, and texts that are no attributes.
    """
    resource: dict[str, tuple[str, ...]] = Field(default={})
    """Attributes of the resource that the rule is for, each with the values that fit, `*` stands
    for any characters. All must fit. Empty: all resources.
    """
    span_names: tuple[str, ...] = ()
    """Names of spans, `*` stands for any characters. Empty: all. A rule with names or kinds of
    spans never applies to a resource or a scope.
    """
    span_kinds: tuple[SpanKind, ...] = ()
    """Kinds of spans that the rule is for. Empty: all."""
    operator: Operator
    """What happens to a finding."""
    mask: MaskConfig = MaskConfig()
    """What operator `mask` leaves."""


class RedactionConfig(Config):
    """Takes personal data and secrets out of every text of a span, its resource and its scope.

    Also inside lists, maps and JSON that is text. It belongs before the first log: what runs later
    has been on disk.

    Not promised: names of persons, postal addresses, words that identify somebody in context, text
    in pictures, sound and base64, values cut in two by streaming, numbers that no form tells from
    any other and no word announces, and for such words languages other than the larger European
    and East Asian ones. The page on redaction lists kinds, vendors, forms and scores.
    """

    mode: Literal["redact", "detect"] = "redact"
    """`detect` only counts what `redact` would do and passes everything on as it came, for a first
    look at the figures.
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
    allowed_texts: tuple[str, ...] = ()
    """Findings to leave alone, spelled exactly so."""
    allowed_domains: tuple[Domain, ...] = ()
    """E-mail addresses of these domains, and of domains below them, stay."""
    allowed_networks: tuple[Network, ...] = ()
    """IP addresses in these networks stay, e.g. `203.0.113.0/24`."""
    redact_all_types: bool = False
    """Also look at numbers and booleans, through their text. Whole numbers of nine digits and more,
    and those under a key that tells what they are, are looked at in any case: they can be a card's
    or a telephone's.
    """
    hash_function: Literal["", "md5", "sha1", "sha3", "hmac-sha256", "hmac-sha512"] = ""
    """Replace by a hash instead of `****`, under blocked keys and of blocked values. Hashes without
    a key can be guessed for short values; use the `hmac` ones. A second `redaction` behind hashes
    the hash: nothing tells it from a secret.
    """
    hmac_key: Secret | None = None
    """Key of the `hmac` functions and of operator `hash`, at least 32 bytes (64 for `hmac-sha512`).
    """
    hmac_previous_key: Secret | None = None
    """The key before this one, while keys change: tokens then carry the hashes of both, each behind
    the name of its key, so that old and new ones can be joined. Remove it when the old ones are
    gone.
    """
    summary: Literal["debug", "info", "silent", ""] = ""
    """Write counts into the span: `info` counts, `debug` also the keys, which can tell something by
    themselves.
    """
    url_sanitizer: UrlSanitizerConfig = UrlSanitizerConfig()
    """Ids and queries in URLs."""
    db_sanitizer: DbSanitizerConfig = DbSanitizerConfig()
    """Values in statements of databases."""
    entities: tuple[Entity, ...] = DEFAULT_ENTITIES
    """Kinds to find. The default ones are precise by themselves; the others need a word beside
    them. Empty: none.
    """
    presets: tuple[Preset, ...] = ()
    """Sets of kinds to find beside `entities`. `gdpr`: identifiers of persons that have a form of
    their own (e-mail, phone, IP and hardware addresses, accounts, cards, national numbers of nine
    European states, passports, driving licences and dates of birth). `hipaa`: of the eighteen
    identifiers of 45 CFR 164.514(b)(2) telephone and fax numbers, e-mail, social security and
    account numbers, device, vehicle, licence and provider numbers, IP addresses, and dates of
    birth. Neither covers names, addresses of places, faces, other dates, medical record or health
    plan numbers other than of Medicare, nor free text about a person: a preset is no statement that
    data is anonymous.
    """
    operator: Operator = "placeholder"
    """What happens to a finding that no rule is for."""
    mask: MaskConfig = MaskConfig()
    """What operator `mask` leaves of a finding that no rule is for."""
    rules: tuple[RuleConfig, ...] = Field(default=(), max_length=64)
    """Other operators for some entities, keys, resources or spans, at most 64. The first rule that
    fits decides.
    """
    blobs: Literal["keep", "marker"] = "keep"
    """Base64 of 256 characters and more, also in data URIs. `keep`: it stays, read as text is.
    `marker`: size and hash stand in its place, `[BLOB image/png 4821B sha256:…]`.
    """
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
        need = max(need, _MIN_KEY if hashes else 0)
        if need and not size:
            fault(
                "missing-field",
                "hashing needs a key",
                expected=f"hmac_key of at least {need} bytes",
            )
        previous = len(reveal(self.hmac_previous_key).encode())
        if self.hmac_previous_key is not None and previous < _MIN_KEY:
            fault(
                "out-of-range",
                f"the key has {previous} bytes",
                at="hmac_previous_key",
                expected=f"at least {_MIN_KEY} bytes",
            )
        if previous and reveal(self.hmac_previous_key) == reveal(self.hmac_key):
            fault(
                "bad-value",
                "the previous key is the key in use",
                at="hmac_previous_key",
                expected="the key before it",
            )
        if size < need:
            fault(
                "out-of-range",
                f"the key has {size} bytes",
                at="hmac_key",
                expected=f"at least {need} bytes",
            )
        return self

    @model_validator(mode="after")
    def _compiled(self) -> RedactionConfig:
        try:
            kernel.RedactionPolicy(spec_of(self))
        except ValueError as error:
            fault("bad-value", str(error))
        return self

    def all_entities(self) -> tuple[Entity, ...]:
        """Return the kinds to find, those of presets included."""
        found: dict[Entity, None] = dict.fromkeys(self.entities)
        for preset in self.presets:
            found |= dict.fromkeys(PRESETS[preset])
        return tuple(found)

    def cautions(self) -> Iterator[Caution]:
        """Warn of what passes or can be undone, and of what has no effect."""
        return cautions(self)
