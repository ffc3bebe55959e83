"""Cross-origin rules of the HTTP listener, for web pages that send their own spans.

Source: the Fetch standard, "CORS protocol".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from receivers.otlp.config import CorsConfig

__all__ = ["Cors", "Headers"]

Headers = list[tuple[bytes, bytes]]

STANDARD_HEADERS = ("accept", "authorization", "content-encoding", "content-type", "origin")
MAX_ORIGIN_BYTES = 255


class Cors:
    """Decides by the origin that the browser states."""

    def __init__(self, config: CorsConfig) -> None:
        self._any = "*" in config.allowed_origins
        self._origins = [_pattern(each) for each in config.allowed_origins if each != "*"]
        allowed = ", ".join((*STANDARD_HEADERS, *map(str.lower, config.allowed_headers)))
        self.preflight_headers: Headers = [
            (b"access-control-allow-methods", b"POST"),
            (b"access-control-allow-headers", allowed.encode()),
        ]
        if config.max_age:
            self.preflight_headers.append((b"access-control-max-age", str(config.max_age).encode()))
        exposed = ", ".join(config.exposed_headers).encode()
        self.exposed_headers: Headers = (
            [(b"access-control-expose-headers", exposed)] if exposed else []
        )

    def is_preflight(self, method: str, headers: Mapping[bytes, bytes]) -> bool:
        """Say whether a browser asks before it sends."""
        return (
            method == "OPTIONS"
            and b"origin" in headers
            and b"access-control-request-method" in headers
        )

    def preflight(self, headers: Mapping[bytes, bytes]) -> Headers:
        """Return the headers that answer a preflight; none where the origin may not send."""
        origin = self._allow(headers)
        return [*origin, *self.preflight_headers] if origin else []

    def response(self, headers: Mapping[bytes, bytes]) -> Headers:
        """Return the headers that let the page read the answer."""
        origin = self._allow(headers)
        return [*origin, *self.exposed_headers] if origin else []

    def _allow(self, headers: Mapping[bytes, bytes]) -> Headers:
        origin = headers.get(b"origin", b"")
        if not origin or len(origin) > MAX_ORIGIN_BYTES:
            return []
        text = origin.decode("latin-1")
        if any(each.fullmatch(text) for each in self._origins):
            return [
                (b"access-control-allow-origin", origin),
                (b"access-control-allow-credentials", b"true"),
                (b"vary", b"origin"),
            ]
        # Credentials with every origin would let any page act with the user's cookies.
        return [(b"access-control-allow-origin", b"*")] if self._any else []


def _pattern(origin: str) -> re.Pattern[str]:
    """Read `https://*.example.com`; the star stands for letters of a host name."""
    parts = [re.escape(each) for each in origin.split("*")]
    return re.compile("[A-Za-z0-9.-]*".join(parts))
