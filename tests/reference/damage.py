"""Requests as somebody would send them who means harm, out of a seed."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import zstandard
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from spanmill.testing import span
from tests.reference import wire
from tests.reference.answers import Expected, Outcome, of_body, of_packed, only
from tests.reference.strategies import Maker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Damage = Callable[[Maker, bytes], bytes]

__all__ = ["LIMIT_BYTES", "Attack", "attack"]

LIMIT_BYTES = 1 << 20
"""Largest request of the receiver under attack."""
BOMB_BYTES = 16 << 20
TYPES = {"proto": "application/x-protobuf", "json": "application/json"}
FOREIGN_TYPES = ("text/plain", "application/grpc", "", "application/x-protobuf2", "a" * 3000)
FOREIGN_CODINGS = ("br", "deflate", "gzip, gzip", "zstd, gzip", "\xff", "x" * 2000)
BAD_TEXT = (b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xe2\x82")
GIANTS = (1 << 20, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, (1 << 63) - 1, (1 << 64) - 1)

ODD_DOUBLES = (0x7FF0_0000_0000_0001, 0x7FF8 << 48, 0x7FF0 << 48, 0xFFF0 << 48, 1 << 63, 1)
CALL_KEYS = (
    "gen_ai.operation.name",
    "gen_ai.provider.name",
    "gen_ai.request.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cost",
    "http.response.status_code",
    "spanmill.cost.total",
    "spanmill.cost.counted",
)


@dataclass(frozen=True)
class Attack:
    """One request, and what may become of it."""

    seed: int
    protocol: str
    """`http` or `grpc`."""
    body: bytes
    expected: Expected
    headers: Mapping[str, str] = field(default_factory=dict)
    compressed: bool = False
    """gRPC: whether the client compresses what it sends."""


def attack(seed: int) -> Attack:
    """Make one attack: a third each over gRPC, HTTP with protobuf, HTTP with JSON."""
    maker = Maker(seed)
    if seed % 3 == 0:
        return _over_grpc(seed, maker)
    return _over_http(seed, maker, "proto" if seed % 3 == 1 else "json")


def _body(maker: Maker, encoding: str) -> tuple[bytes, Expected]:
    """Make a request and damage it up to three times; one in six stays as it is."""
    damages = PROTO_DAMAGES if encoding == "proto" else JSON_DAMAGES
    body = _request(maker) if encoding == "proto" else _json(maker)
    times = maker.choice((0, 1, 1, 1, 2, 3))
    for _ in range(times):
        body = maker.choice(damages)(maker, body)
    expected = of_body(body, encoding, LIMIT_BYTES)
    return body, expected if times else replace(expected, outcomes=frozenset({Outcome.OK}))


# --- envelopes
# --------------------------------------------------------------------------------------------------


def _over_grpc(seed: int, maker: Maker) -> Attack:
    compressed = maker.random() < 0.2
    if maker.random() < 0.02:
        return Attack(seed, "grpc", bytes(BOMB_BYTES), only(Outcome.TOO_LARGE), {}, compressed=True)
    body, expected = _body(maker, "proto")
    return Attack(seed, "grpc", body, expected, {}, compressed)


def _over_http(seed: int, maker: Maker, encoding: str) -> Attack:
    body, expected = _body(maker, encoding)
    headers = {"content-type": TYPES[encoding]}
    match maker.randint(0, 19):
        case 0:
            headers["content-type"] = maker.choice(FOREIGN_TYPES)
            expected = only(Outcome.UNSUPPORTED)
        case 1:
            headers["content-encoding"] = maker.choice(FOREIGN_CODINGS)
            expected = only(Outcome.UNSUPPORTED)
        case 2:
            other = "json" if encoding == "proto" else "proto"
            headers["content-type"] = TYPES[other]
            expected = of_body(body, other, LIMIT_BYTES)
        case 3 | 4 | 5 | 6:
            coding = maker.choice(("gzip", "zstd"))
            headers["content-encoding"] = coding
            body = _packed(maker, coding, body)
            expected = of_packed(body, coding, encoding, LIMIT_BYTES)
    return Attack(seed, "http", body, expected, headers)


def _packed(maker: Maker, coding: str, body: bytes) -> bytes:
    """Compress, and then a bomb, a lie about the coding, or damage to what was compressed."""
    pack = PACKERS[coding]
    match maker.randint(0, 9):
        case 0:
            return _bomb(coding)
        case 1:
            return body
        case 2 | 3 | 4:
            return maker.choice(BYTE_DAMAGES)(maker, pack(body))
        case 5:
            return pack(body) + pack(body)
        case _:
            return pack(body)


def _zstd(data: bytes) -> bytes:
    """Compress with a checksum: without it one decoder finds damage that another does not."""
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


PACKERS = {"gzip": gzip.compress, "zstd": _zstd}


@cache
def _bomb(coding: str) -> bytes:
    return PACKERS[coding](bytes(BOMB_BYTES))


# --- bodies
# --------------------------------------------------------------------------------------------------


def _request(maker: Maker) -> bytes:
    if maker.random() < 0.3:
        return maker.wild(ExportTraceServiceRequest.DESCRIPTOR)
    return maker.good()


def _json(maker: Maker) -> bytes:
    spans = [
        span(
            maker.choice(("chat", "é", "tool\n", "")),
            trace=maker.getrandbits(127) + 1,
            number=maker.getrandbits(63) + 1,
            status=maker.randint(0, 2),
            attrs={"k": maker.choice((1, 1.5, "x", True, None, [1, {"a": b"\x00"}], b"y"))},
        )
        for _ in range(maker.randint(0, 3))
    ]
    body = {"resourceSpans": [{"scopeSpans": [{"scope": {"name": "s"}, "spans": spans}]}]}
    return json.dumps(body, ensure_ascii=maker.random() < 0.5).encode()


# --- damage to any bytes
# --------------------------------------------------------------------------------------------------


def _flip(maker: Maker, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(maker.randint(1, 8) if out else 0):
        out[maker.randrange(len(out))] ^= 1 << maker.randint(0, 7)
    return bytes(out)


def _cut(maker: Maker, data: bytes) -> bytes:
    return data[: maker.randint(0, len(data))]


def _lose(maker: Maker, data: bytes) -> bytes:
    at = maker.randint(0, len(data))
    return data[:at] + data[at + maker.randint(1, 16) :]


def _stuff(maker: Maker, data: bytes) -> bytes:
    at = maker.randint(0, len(data))
    return data[:at] + maker.randbytes(maker.randint(1, 16)) + data[at:]


def _repeat(maker: Maker, data: bytes) -> bytes:
    start = maker.randint(0, len(data))
    piece = data[start : start + maker.randint(1, 64)]
    return data[:start] + piece * maker.choice((2, 3, 500)) + data[start:]


def _spoil_text(maker: Maker, data: bytes) -> bytes:
    at = maker.randint(0, len(data))
    bad = maker.choice(BAD_TEXT)
    return data[:at] + bad + data[at + len(bad) :]


# --- damage to protobuf
# --------------------------------------------------------------------------------------------------


def _lie(maker: Maker, data: bytes) -> bytes:
    """Make a field say another length than it has."""
    if not data:
        return wire.tag(1, 2) + wire.varint(maker.choice(GIANTS))
    at = maker.randrange(len(data))
    stated = maker.choice((*GIANTS, data[at] + 1, max(data[at] - 1, 0), len(data)))
    return data[:at] + wire.varint(stated) + data[at + 1 :]


def _nest(maker: Maker, data: bytes) -> bytes:
    levels = maker.choice((40, 60, 100, 1000))
    value = b""
    for _ in range(levels):
        value = wire.field(*maker.choice(((5, wire.field(1, value)), (6, wire.field(1, value)))))
    pair = wire.field(9, wire.field(1, "deep") + wire.field(2, value))
    return data + wire.request(wire.IDS + pair)


def _group(maker: Maker, data: bytes) -> bytes:
    levels = maker.choice((1, 90, 99, 120, 20_000))
    closers = levels - maker.choice((0, 0, 1))
    return data + wire.tag(900, 3) * levels + wire.tag(900, 4) * closers


def _crowd(maker: Maker, data: bytes) -> bytes:
    """Repeat something small very often."""
    many = maker.choice((1000, 3000, 30_000))
    small = (
        wire.field(1, b"") * many,
        wire.field(1, wire.field(2, b"") * many),
        wire.field(1, wire.field(2, wire.field(2, b"") * many)),
        wire.request(wire.IDS + wire.field(9, wire.field(1, "k")) * many),
        wire.request(wire.IDS + wire.field(11, b"") * many),
        wire.request(wire.IDS, resource=wire.field(1, b"") * many),
    )
    return data + maker.choice(small)


def _spoil_span(maker: Maker, data: bytes) -> bytes:
    """Add a good span and one whose text is not text or whose ids are not ids."""
    bad = (
        wire.IDS + wire.field(5, maker.choice(BAD_TEXT)),
        wire.field(1, maker.randbytes(maker.randint(0, 40))) + wire.field(2, b"\x01" * 8),
        wire.IDS + wire.field(2, bytes(8)),
    )
    return data + wire.request(maker.choice(bad), wire.IDS)


def _odd_numbers(maker: Maker, data: bytes) -> bytes:
    """Add a model call whose numbers are none that a model could have reported."""
    values = [wire.field(1, text) for text in ("gpt-4o", "", "9" * 400, "NaN", "\u202e\0")]
    values += [wire.fixed64(4, bits) for bits in ODD_DOUBLES]
    values += [wire.number(3, value) for value in (0, -1, (1 << 63) - 1, 1 << 63)]
    pairs = [wire.field(1, key) + wire.field(2, maker.choice(values)) for key in CALL_KEYS]
    own = wire.field(1, maker.randbytes(16)) + wire.field(2, b"\x01" * 8)
    return data + wire.request(own + b"".join(wire.field(9, pair) for pair in pairs))


# --- damage to JSON
# --------------------------------------------------------------------------------------------------


def _nest_json(maker: Maker, data: bytes) -> bytes:
    levels = maker.choice((50, 99, 101, 5000, 100_000))
    opener, closer = maker.choice(((b"[", b"]"), (b'{"a":', b"}")))
    value = opener * levels + b"1" + closer * maker.choice((levels, levels - 1))
    return data.replace(b"{", b'{"x":' + value + b",", 1)


def _swap_json(maker: Maker, data: bytes) -> bytes:
    """Put a value where another type, another range or another spelling is expected."""
    values = (
        b"1e999", b"-1", b"NaN", b"18446744073709551616", b'"\\ud800"', b'"\\u0000"', b"[]", b"{}",
        b"null", b"true", b'"' + b"9" * 5000 + b'"', b"9" * 5000, b'"zz"', b"1.5", b'"\x01"',
    )  # fmt: skip
    pieces = data.split(b": ")
    at = maker.randrange(len(pieces))
    _, comma, rest = pieces[at].partition(b",")
    pieces[at] = maker.choice(values) + comma + rest
    return b": ".join(pieces)


def _double_json(maker: Maker, data: bytes) -> bytes:
    name = maker.choice((b"resourceSpans", b"scopeSpans", b"spans", b"traceId", b"kind"))
    value = maker.choice((b"[]", b"null", b'""', b"[[]]", b"7"))
    return data.replace(b'"' + name, b'"' + name + b'":' + value + b',"' + name, 1)


def _crowd_json(maker: Maker, data: bytes) -> bytes:
    many = maker.choice((100, 10_000, 50_000))
    name = maker.choice(
        (b'"spans": [', b'"scopeSpans": [', b'"attributes": [', b'"resourceSpans": [')
    )
    return data.replace(name, name + b"{}," * many, 1)


BYTE_DAMAGES: Sequence[Damage] = (_flip, _cut, _lose, _stuff)
PROTO_DAMAGES: Sequence[Damage] = (
    *(_flip, _cut, _lose, _stuff, _repeat, _spoil_text),
    *(_lie, _lie, _nest, _group, _crowd, _spoil_span, _spoil_span, _odd_numbers),
)
JSON_DAMAGES: Sequence[Damage] = (
    *(_flip, _cut, _lose, _stuff, _repeat, _spoil_text),
    *(_nest_json, _swap_json, _swap_json, _double_json, _crowd_json),
)
