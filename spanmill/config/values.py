"""Types of values in a configuration: durations, sizes, secrets, addresses, remarks.

Every type reads what a person writes and prints what can be read again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    LiteralString,
    NoReturn,
    Protocol,
    runtime_checkable,
)
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    SecretStr,
    SerializationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from spanmill.model.metric_names import label_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Caution",
    "Cautious",
    "Duration",
    "Endpoint",
    "HeaderName",
    "HeaderSecret",
    "HeaderText",
    "Ignored",
    "Label",
    "ListenEndpoint",
    "Secret",
    "SentHeader",
    "Size",
    "any_case",
    "check_url",
    "fault",
    "format_duration",
    "format_size",
    "got",
    "is_loopback",
    "parse_duration",
    "parse_size",
    "print_url",
    "reveal",
    "without_credentials",
]

_DURATION_UNITS = {
    "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000,
    "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000,
}  # fmt: skip
_DURATION_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)")
_SIZE_UNITS = {
    "": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
    "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40,
}  # fmt: skip
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MADE = frozenset({
    "connection", "content-encoding", "content-length", "keep-alive", "proxy-connection", "te",
    "trailer", "transfer-encoding", "upgrade",
})  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)", re.IGNORECASE)
_ENDPOINT = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.%]+)\]|(?P<host>[^:\[\]/\s]*)):(?P<port>\d{1,5})")
_MAX_PORT = 65_535


def fault(
    slug: LiteralString,
    message: str,
    *,
    at: str = "",
    expected: str = "",
    hint: str = "",
    offset: int | None = None,
    length: int = 1,
) -> NoReturn:
    """Raise a fault that keeps its slug, from inside a validator of a configuration model.

    `at` is the dotted path of the guilty field below the model, where the whole model is checked;
    `offset` and `length` are the guilty characters inside a text. All texts are shown to people, so
    none of them may hold a secret.
    """
    context: dict[str, Any] = {"text": message, "at": at, "expected": expected, "hint": hint}
    if offset is not None:
        context |= {"offset": offset, "length": length}
    raise PydanticCustomError(slug, "{text}", context)


def _free_label(text: str) -> str:
    if text in {"", "le"} or label_name(text).startswith("__"):
        fault(
            "bad-value",
            f"'{text}' cannot be the name of a label",
            expected="a name that Prometheus does not keep for itself, as it does 'le' and '__…'",
        )
    return text


Label = Annotated[str, AfterValidator(_free_label)]
"""What a label of Prometheus is named after."""


def parse_duration(value: object) -> float:
    """Return seconds of a duration in Go's notation, such as `200ms`, `1m30s` or `0`.

    Raises:
        PydanticCustomError: where the value is none; a number other than 0 needs a unit.
    """
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if text in {"0", "0.0"} and not isinstance(value, bool):
        return 0.0
    sign = -1 if text.startswith("-") else 1
    body = text.removeprefix("-").removeprefix("+")
    parts = list(_DURATION_PART.finditer(body))
    if not parts or "".join(part.group() for part in parts) != body:
        fault(
            "wrong-type",
            f"not a duration: {got(value)}",
            expected="a duration such as 200ms, 30s or 1m30s",
        )
    total = sum(float(part.group(1)) * _DURATION_UNITS[part.group(2)] for part in parts)
    if sign < 0 and total:
        fault(
            "out-of-range",
            f"a negative duration: {got(value)}",
            expected="a duration of at least 0s",
        )
    return round(total) / 1e9


def format_duration(seconds: float) -> str:
    """Return the shortest notation that `parse_duration` reads back to the same value."""
    rest = round(seconds * 1e9)
    if rest == 0:
        return "0s"
    if rest < _DURATION_UNITS["s"]:
        unit = next(unit for unit in ("ms", "us", "ns") if rest % _DURATION_UNITS[unit] == 0)
        return f"{rest // _DURATION_UNITS[unit]}{unit}"
    parts: list[str] = []
    for unit in ("h", "m"):
        count, rest = divmod(rest, _DURATION_UNITS[unit])
        parts += [f"{count}{unit}"] if count else []
    if rest:
        parts.append(f"{f'{rest / 1e9:.9f}'.rstrip('0').rstrip('.')}s")
    return "".join(parts)


def parse_size(value: object) -> int:
    """Return the bytes of a size such as `64MiB`, `1GB` or a plain number of bytes.

    Raises:
        PydanticCustomError: where the value is none.
    """
    text = (
        str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    )
    found = _SIZE.fullmatch(text)
    factor = _SIZE_UNITS.get(found.group(2).lower()) if found else None
    if found is None or factor is None:
        fault(
            "wrong-type",
            f"not a size: {got(value)}",
            expected="bytes, or a size such as 64MiB or 1GB",
        )
    return (
        int(float(found.group(1)) * factor)
        if "." in found.group(1)
        else int(found.group(1)) * factor
    )


def format_size(size: int) -> str:
    """Return the shortest exact notation of a number of bytes."""
    for unit in ("TiB", "GiB", "MiB", "KiB"):
        count, rest = divmod(size, _SIZE_UNITS[unit.lower()])
        if count and not rest:
            return f"{count}{unit}"
    return str(size)


def _parse_endpoint(value: object) -> str:
    text = value if isinstance(value, str) else ""
    found = _ENDPOINT.fullmatch(text)
    if found is None:
        fault(
            "wrong-type",
            f"not an address: {got(value)}",
            expected="host:port such as 127.0.0.1:4317",
        )
    if int(found.group("port")) > _MAX_PORT:
        fault("out-of-range", f"no such port: {found.group('port')}", expected=f"0 to {_MAX_PORT}")
    return text


def _parse_listen(value: object) -> str:
    is_socket = isinstance(value, str) and value.startswith("unix:") and value != "unix:"
    return str(value) if is_socket else _parse_endpoint(value)


def without_credentials(url: str) -> None:
    """Refuse a URL with a user in it: nothing sends it, and it would be printed."""
    if "@" in url.partition("://")[2].partition("/")[0]:
        fault(
            "bad-value",
            "credentials in an address are not sent",
            expected="an address without them",
            hint="Put them into 'headers', as 'authorization'.",
        )


def check_url(text: str, *schemes: str) -> None:
    """Refuse what is no URL with one of the schemes and a host."""
    expected = " or ".join(f"{scheme}://host:port" for scheme in schemes)
    if not re.fullmatch(r"[!-;=?-_a-~]*", text):
        message = "a URL holds no blanks, no '<', '>' and '`', and no letters beyond ASCII"
        fault("bad-value", message, expected="them percent-encoded, such as %20")
    try:
        url = urlsplit(text)
        is_good = url.scheme in schemes and bool(url.hostname) and url.port != 0
    except ValueError:  # the port or an address in brackets
        is_good = False
    if not is_good or not text.startswith(schemes):
        fault("bad-value", "not a URL", expected=expected)


def _sent_header(text: str) -> str:
    name = _header_name(text).lower()
    if name in _MADE or name.startswith("grpc-"):
        fault(
            "bad-value",
            f"the exporter itself makes the header {text!r}",
            expected="a header that says nothing of the connection or the body",
            hint="Compression is set by 'compression'.",
        )
    return text


def _header_name(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        expected = "letters, digits and hyphens, such as X-Api-Key"
        fault("bad-value", f"not the name of a header: {text!r}", expected=expected)
    return text


def _header_text(text: str) -> str:
    if _CONTROL.search(text):
        message = "a header cannot hold line breaks and other control characters"
        fault("bad-value", message, expected="text on one line")
    return text


def _header_secret(secret: SecretStr) -> SecretStr:
    _header_text(secret.get_secret_value())
    return secret


def is_loopback(endpoint: str) -> bool:
    """True when only this machine can reach the address.

    A name other than `localhost` counts as reachable by others.
    """
    if endpoint.startswith("unix:"):
        return True
    host = endpoint.rpartition(":")[0].strip("[]").lower()
    return host in {"localhost", "::1"} or host.startswith("127.")


def got(value: object) -> str:
    """Describe a value of a file in a few words."""
    limit = 60
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value)
    return text if len(text) <= limit else f"{text[:limit]}…"


def _print_secret(secret: SecretStr, info: SerializationInfo) -> str:
    """Mask a secret, or give its digest, which tells that it changed and nothing else."""
    context = info.context
    if isinstance(context, dict) and context.get("secrets") == "digest":
        return hashlib.sha256(secret.get_secret_value().encode()).hexdigest()
    return "***" if secret.get_secret_value() else ""


def print_url(url: str, info: SerializationInfo) -> str:
    """Print a URL with its query as the secret that it may hold."""
    place, sign, query = url.partition("?")
    return place + sign + _print_secret(SecretStr(query), info)


def reveal(secret: Secret | None) -> str:
    """Return the text of a secret for the one place that needs it; empty where there is none."""
    return secret.get_secret_value() if secret is not None else ""


Duration = Annotated[
    float,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["200ms", "1m30s"]}),
]
"""Seconds, written as `200ms`, `30s`, `1m30s` or `0`."""

Size = Annotated[
    int,
    BeforeValidator(parse_size),
    PlainSerializer(format_size, return_type=str),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["64MiB"]}),
]
"""Bytes, written as a number or with a unit: `KB`, `MB`, `GB` (powers of 1000) or `KiB`, `MiB`,
`GiB` (of 1024).
"""


def any_case(*choices: str) -> WithJsonSchema:
    """Return the schema of choices that may be written in capitals or not."""
    return WithJsonSchema({"enum": [*map(str.lower, choices), *map(str.upper, choices)]})


Endpoint = Annotated[
    str,
    BeforeValidator(_parse_endpoint),
    WithJsonSchema({"type": "string", "examples": ["127.0.0.1:4317"]}),
]
"""An address as `host:port`."""

ListenEndpoint = Annotated[
    str,
    BeforeValidator(_parse_listen),
    WithJsonSchema({"type": "string", "examples": ["127.0.0.1:4317"]}),
]
"""An address as `host:port`, or `unix:/path`."""

Secret = Annotated[SecretStr, PlainSerializer(_print_secret, return_type=str)]
"""Text that is never printed: not in messages, not by `spanmill config`, not in the fingerprint's
input.
"""

HeaderName = Annotated[str, AfterValidator(_header_name)]
"""The name of a header of HTTP or a metadata key of gRPC. Source: RFC 9110 §5.6.2."""

SentHeader = Annotated[str, AfterValidator(_sent_header)]
"""The same of a request that an exporter sends; it says nothing of the connection or the body."""

HeaderText = Annotated[str, AfterValidator(_header_text)]
"""What a header may hold. Source: RFC 9110 §5.5."""

HeaderSecret = Annotated[Secret, AfterValidator(_header_secret)]
"""The same, never printed."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Marks a field that is accepted for the Collector's sake; setting it gives a note."""

    reason: str


@dataclass(frozen=True, slots=True)
class Caution:
    """A remark of a component about its own configuration: legal, but somebody should look."""

    slug: str
    path: tuple[str | int, ...]
    message: str
    hint: str


@runtime_checkable
class Cautious(Protocol):
    """A configuration model that has remarks."""

    def cautions(self) -> Iterable[Caution]:
        """Return the remarks on these values."""
        ...
