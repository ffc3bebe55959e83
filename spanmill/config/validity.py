"""From when and until when a certificate is good. Whether it is one at all, TLS judges."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from structlog.typing import FilteringBoundLogger

__all__ = ["validity", "warn_of_dates"]

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
_VERSION = 0xA0
_UTC_TIME = 0x17
"""Two digits of the year; from 50 on they are of the twentieth century."""
_LONG = 0x80


def warn_of_dates(pem: bytes, logger: FilteringBoundLogger) -> None:
    """Warn of an own certificate that clients will not accept today."""
    try:
        first, last = validity(pem)
    except (ValueError, IndexError):  # no certificate, as whoever reads it next will say
        return
    now = datetime.now(UTC)
    if not first <= now <= last:
        logger.warning(
            "the own certificate has expired"
            if now > last
            else "the own certificate is not yet valid",
            valid_from=f"{first:%Y-%m-%d}",
            valid_until=f"{last:%Y-%m-%d}",
        )


def validity(pem: bytes) -> tuple[datetime, datetime]:
    """Return both ends for the first certificate of a chain.

    Raises `ValueError` or `IndexError` for what is none. Source: RFC 5280, 4.1.
    """
    found = _PEM.search(pem)
    if found is None:
        raise ValueError("no certificate")
    der = base64.b64decode(found[1])
    (_, certificate), *_ = _fields(der)
    (_, signed), *_ = _fields(certificate)
    fields = [value for tag, value in _fields(signed) if tag != _VERSION]
    first, last = (_time(tag, value) for tag, value in _fields(fields[3]))
    return first, last


def _fields(der: bytes) -> Iterator[tuple[int, bytes]]:
    """Return tag and content of each."""
    at = 0
    while at < len(der):
        tag, length, start = der[at], der[at + 1], at + 2
        if length & _LONG:
            start += length - _LONG
            length = int.from_bytes(der[at + 2 : start])
        at = start + length
        yield tag, der[start:at]


def _time(tag: int, value: bytes) -> datetime:
    text = value.decode("ascii")
    if tag == _UTC_TIME:
        text = ("19" if text >= "50" else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
