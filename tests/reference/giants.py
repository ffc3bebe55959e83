"""The largest of everything that a request may have, and one more."""

from __future__ import annotations

import gzip
import io
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import zstandard

from tests.reference import wire
from tests.reference.answers import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LIMIT_BYTES", "Giant", "giants"]

MEBIBYTE = 1 << 20
LIMIT_BYTES = 64 * MEBIBYTE
"""Largest message by default, on the wire and after inflation. Source: OTLP 1.11."""
BOMB_BYTES = 1 << 30
ERROR = wire.field(15, wire.number(3, 2))
SPAN = wire.IDS + ERROR
JSON = "application/json"
PROTO = "application/x-protobuf"


@dataclass(frozen=True)
class Giant:
    """One request. Its body is made when it is sent, so that not all are in memory at once."""

    name: str
    protocol: str
    body: Callable[[], bytes]
    outcome: Outcome = Outcome.OK
    spans: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)


def giants() -> list[Giant]:
    """Return every giant, over every protocol that it makes a difference on."""
    found = [
        Giant(f"{name}, {protocol}", protocol, body, outcome, spans, {"content-type": PROTO})
        for protocol in ("http", "grpc")
        for name, body, outcome, spans in _plain()
    ]
    return [*found, *_packed(), *_json()]


def _plain() -> list[tuple[str, Callable[[], bytes], Outcome, int]]:
    ok, bad, large = Outcome.OK, Outcome.BAD_DATA, Outcome.TOO_LARGE
    return [
        ("the largest message", lambda: filled(LIMIT_BYTES), ok, 1),
        ("one byte more", lambda: filled(LIMIT_BYTES + 1), large, 0),
        ("100,000 attributes", lambda: wire.request(SPAN + pairs(100_000)), ok, 1),
        ("a value of 32 MiB", lambda: wire.request(SPAN + pair("text", letters(32))), ok, 1),
        ("a key of 8 MiB", lambda: wire.request(SPAN + pair(letters(8), b"x")), ok, 1),
        ("a name of 8 MiB", lambda: wire.request(SPAN + wire.field(5, letters(8))), ok, 1),
        ("a message of 8 MiB", lambda: wire.request(wire.IDS + status(letters(8))), ok, 1),
        ("10,000 levels", lambda: wire.request(SPAN + deep(10_000)), bad, 0),
        ("100,000 spans", lambda: wire.request(*[SPAN] * 100_000), ok, 100_000),
        ("100,000 resources", lambda: resources(100_000), ok, 100_000),
        ("65,536 events", lambda: wire.request(SPAN + wire.field(11, EVENT) * 65_536), ok, 1),
        ("65,536 links", lambda: wire.request(SPAN + wire.field(13, wire.IDS) * 65_536), ok, 1),
        ("a list of a million", lambda: wire.request(SPAN + array(1_000_000)), ok, 1),
        ("fields that nobody knows", lambda: wire.request(SPAN + UNKNOWN * 1_000_000), ok, 1),
    ]


def _packed() -> list[Giant]:
    def packed(name: str, coding: str, body: Callable[[], bytes], outcome: Outcome) -> Giant:
        headers = {"content-type": PROTO, "content-encoding": coding}
        spans = int(outcome is Outcome.OK)
        return Giant(f"{name}, {coding}", "http", body, outcome, spans, headers)

    ok, large = Outcome.OK, Outcome.TOO_LARGE
    return [
        packed("the largest message", "gzip", lambda: gzipped(filled(LIMIT_BYTES)), ok),
        packed("one byte more", "gzip", lambda: gzipped(filled(LIMIT_BYTES + 1)), large),
        packed("the largest message", "zstd", lambda: zstandard.compress(filled(LIMIT_BYTES)), ok),
        packed("one byte more", "zstd", lambda: zstandard.compress(filled(LIMIT_BYTES + 1)), large),
        packed("a bomb of 1 GiB", "gzip", gzip_bomb, large),
        packed("a bomb of 1 GiB", "zstd", zstd_bomb, large),
    ]


def _json() -> list[Giant]:
    def sent(name: str, body: Callable[[], bytes], outcome: Outcome, spans: int) -> Giant:
        return Giant(f"{name}, JSON", "http", body, outcome, spans, {"content-type": JSON})

    span = b'{"traceId":"%032x","spanId":"%016x","status":{"code":2}}' % (1, 2)
    many = b'{"resourceSpans":[{"scopeSpans":[{"spans":[%b]}]}]}'
    ok, bad, large = Outcome.OK, Outcome.BAD_DATA, Outcome.TOO_LARGE
    return [
        sent("the largest message", lambda: b"{}".ljust(LIMIT_BYTES), ok, 0),
        sent("one byte more", lambda: b"{}".ljust(LIMIT_BYTES + 1), large, 0),
        sent("100,000 spans", lambda: many % b",".join([span] * 100_000), ok, 100_000),
        sent("10,000 levels", lambda: b'{"x":' * 10_000 + b"1" + b"}" * 10_000, bad, 0),
        sent("a number of 1 MiB", lambda: b'{"x":' + b"9" * MEBIBYTE + b"}", ok, 0),
        sent("a text that never ends", lambda: b'{"x":"' + letters(32), bad, 0),
    ]


def letters(mebibytes: int) -> bytes:
    """Return text that hides nothing."""
    return b"summarise the report " * (mebibytes * MEBIBYTE // 21)


def pair(key: bytes | str, text: bytes) -> bytes:
    """Return an attribute of a span."""
    return wire.field(9, wire.field(1, key) + wire.field(2, wire.field(1, text)))


def pairs(count: int) -> bytes:
    """Return attributes with keys that differ."""
    return b"".join(pair(f"key.{number}", b"value") for number in range(count))


def status(message: bytes) -> bytes:
    """Return the status of a span that failed."""
    return wire.field(15, wire.field(2, message) + wire.number(3, 2))


def deep(levels: int) -> bytes:
    """Return an attribute with arrays in arrays, made from the inside in one pass."""
    parts, size = [], 0
    for _ in range(levels):
        for number in (1, 5):  # values of an ArrayValue, array_value of an AnyValue
            head = wire.tag(number, 2) + wire.varint(size)
            parts.append(head)
            size += len(head)
    value = b"".join(reversed(parts))
    return wire.field(9, wire.field(1, "deep") + wire.field(2, value))


def array(count: int) -> bytes:
    """Return an attribute that is a list of numbers."""
    item = wire.field(1, wire.number(3, 7))
    return wire.field(9, wire.field(1, "list") + wire.field(2, wire.field(5, item * count)))


def resources(count: int) -> bytes:
    """Return a request in which each span has a resource of its own."""
    return b"".join(
        wire.request(SPAN, resource=wire.field(1, named(number))) for number in range(count)
    )


def named(number: int) -> bytes:
    """Return a resource with a service of its own."""
    value = wire.field(2, wire.field(1, f"service {number}"))
    return wire.field(1, wire.field(1, "service.name") + value)


def filled(size: int) -> bytes:
    """Return a request of exactly `size` bytes with one span, whose text fills it."""
    text = letters(size // MEBIBYTE - 1)
    padding = size - len(wire.request(SPAN + pair("text", text)))
    return wire.request(SPAN + pair("text", text + b"x" * padding))


def gzipped(data: bytes) -> bytes:
    """Compress fast."""
    return gzip.compress(data, 1)


def gzip_bomb() -> bytes:
    """Return members that inflate to a gibibyte of zeros."""
    return gzip.compress(bytes(16 * MEBIBYTE), 9) * (BOMB_BYTES // (16 * MEBIBYTE))


def zstd_bomb() -> bytes:
    """Return a frame that inflates to a gibibyte of zeros and does not say so."""
    out = io.BytesIO()
    with zstandard.ZstdCompressor().stream_writer(out, closefd=False) as writer:
        for _ in range(BOMB_BYTES // MEBIBYTE):
            writer.write(bytes(MEBIBYTE))
    return out.getvalue()


EVENT = wire.fixed64(1, 1) + wire.field(2, "event")
UNKNOWN = wire.field(1000, struct.pack("<I", 7))
