"""Protobuf wire format by hand, for messages that no encoder would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def varint(value: int, size: int = 0) -> bytes:
    """Encode `value`, padded to `size` bytes where that is more than it needs."""
    out = bytearray()
    value &= (1 << 64) - 1
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    while len(out) < size:
        out[-1] |= 0x80
        out.append(0)
    return bytes(out)


def tag(number: int, wire_type: int) -> bytes:
    """Encode a tag."""
    return varint(number << 3 | wire_type)


def field(number: int, data: bytes | str, pad: int = 0) -> bytes:
    """Encode a length-delimited field, its length padded to `pad` bytes."""
    data = data.encode() if isinstance(data, str) else data
    return tag(number, 2) + varint(len(data), pad) + data


def number(number: int, value: int) -> bytes:
    """Encode a varint field."""
    return tag(number, 0) + varint(value)


def fixed64(number: int, value: int) -> bytes:
    """Encode a field of eight bytes."""
    return tag(number, 1) + value.to_bytes(8, "little")


def request(*spans: bytes, resource: bytes = b"", scope: bytes = b"") -> bytes:
    """Encode a request of one resource and one scope."""
    return field(1, resource + field(2, scope + b"".join(field(2, span) for span in spans)))


IDS = field(1, b"\x01" * 16) + field(2, b"\x02" * 8)
"""The ids that make a span valid."""


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a varint of sound bytes; gives the value and the place behind it."""
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at


def fields(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Split a sound message into number, wire type and payload; groups are left out."""
    at = depth = 0
    while at < len(data):
        key, at = read_varint(data, at)
        start = at
        match key & 7:
            case 0:
                _, at = read_varint(data, at)
            case 1:
                at += 8
            case 3:
                depth += 1
            case 4:
                depth -= 1
                continue
            case 5:
                at += 4
            case _:
                length, start = read_varint(data, at)
                at = start + length
        if depth == 0:
            yield key >> 3, key & 7, data[start:at]


def span_bytes(data: bytes) -> list[bytes]:
    """Find the raw span messages of a request, in order."""
    found = [data]
    for wanted in (1, 2, 2):
        found = [
            payload
            for message in found
            for number, wire_type, payload in fields(message)
            if (number, wire_type) == (wanted, 2)
        ]
    return found
