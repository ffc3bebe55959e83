"""What OTLP peers answer, read with a bound on everything."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from spanmill.errors import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spanmill.component import Settings

__all__ = [
    "check_partial_success",
    "partial_success",
    "retry_delay_s",
    "status_message",
]

RETRY_INFO = b"type.googleapis.com/google.rpc.RetryInfo"
VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
WIDTH = {FIXED64: 8, FIXED32: 4}
NANOS = 1e9


def varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a varint and the place behind it. Raises `ValueError`."""
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            break
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 the continuation bit
            return value & 0xFFFFFFFFFFFFFFFF, place
    raise ValueError("bad varint")


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Return (number, value) of the fields of one message, without looking inside.

    Raises `ValueError`.
    """
    place = 0
    while place < len(data):
        tag, place = varint(data, place)
        number, wire = tag >> 3, tag & 7
        if wire == VARINT:
            value, place = varint(data, place)
            yield number, value
            continue
        if wire == LENGTH:
            width, place = varint(data, place)
        elif wire in WIDTH:
            width = WIDTH[wire]
        else:
            raise ValueError("bad wire type")
        if place + width > len(data):
            raise ValueError("truncated")
        yield number, data[place : place + width]
        place += width


def partial_success(body: bytes) -> tuple[int, str]:
    """Return rejected spans and message of an `ExportTraceServiceResponse`.

    (0, "") where it says nothing.
    """
    rejected, message = 0, ""
    for number, value in fields(body):
        if number == 1 and isinstance(value, bytes):
            for inner, part in fields(value):
                if inner == 1 and isinstance(part, int):
                    rejected = part
                elif inner == 2 and isinstance(part, bytes):  # noqa: PLR2004 error_message
                    message = part.decode(errors="replace")
    return rejected, message


def partial_success_json(body: bytes) -> tuple[int, str]:
    """Return the same of a JSON answer. Raises `ValueError`."""
    answer = json.loads(body or b"{}")
    part = answer.get("partialSuccess") if isinstance(answer, dict) else None
    if not isinstance(part, dict):
        return 0, ""
    return int(part.get("rejectedSpans") or 0), str(part.get("errorMessage") or "")


def check_partial_success(body: bytes, settings: Settings, *, is_json: bool = False) -> None:
    """Raise `Rejected` for spans that the peer dropped; a message without any is only a warning.

    A good status whose body cannot be read, such as the page of a wrong address, is counted.
    """
    if not body:  # nearly every answer: all went well
        return
    try:
        rejected, message = (partial_success_json if is_json else partial_success)(body)
    except (ValueError, RecursionError):  # the status says that all went well
        settings.metrics.count("unreadable_answers")
        return
    if rejected > 0:
        raise Rejected(message or "partial success", num_spans=rejected)
    if message:
        settings.logger.warning("peer took the spans with a warning", error=message[:500])


def status_message(body: bytes) -> str:
    """Return the message of a `google.rpc.Status`, protobuf or JSON; empty where it is none."""
    with suppress(ValueError, RecursionError):
        if body[:1] == b"{":
            return str(json.loads(body).get("message") or "")
        for number, value in fields(body):
            if number == 2 and isinstance(value, bytes):  # noqa: PLR2004 message
                return value.decode()
    return ""


def retry_delay_s(status: bytes) -> float | None:
    """Return the delay of a RetryInfo in a `google.rpc.Status`.

    None where there is none that can be read.
    """
    with suppress(ValueError):
        for number, detail in fields(status):
            if number == 3 and isinstance(detail, bytes):  # noqa: PLR2004 details
                delay = retry_info_s(detail)
                if delay is not None:
                    return delay
    return None


def retry_info_s(detail: bytes) -> float | None:
    """Return the delay of one `Any` that holds a RetryInfo."""
    parts = dict(fields(detail))
    value = parts.get(2, b"")
    if parts.get(1) != RETRY_INFO or not isinstance(value, bytes):
        return None
    duration = dict(fields(value)).get(1, b"")
    if not isinstance(duration, bytes):
        return None
    moments = dict(fields(duration))
    seconds, nanos = moments.get(1, 0), moments.get(2, 0)
    if not isinstance(seconds, int) or not isinstance(nanos, int) or seconds >= 1 << 63:
        return None
    return seconds + nanos / NANOS
