"""Configuration of the `otlp` exporter (gRPC)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from spanmill.component import Config
from spanmill.config.network import AuthRef, Keepalive, RetryOnFailure, SendingQueue, TlsClient
from spanmill.config.values import (
    Duration,
    HeaderSecret,
    HeaderText,
    Ignored,
    SentHeader,
    Size,
    fault,
    without_credentials,
)

__all__ = ["OtlpExporterConfig"]

_TARGET = re.compile(r"(?:(?:https?|dns|ipv4|ipv6)://?/?)?[!-~]+:\d{1,5}/?|unix:\S+")
_MAX_PORT = 65_535


def _has_port(text: str) -> bool:
    port = text.rstrip("/").rpartition(":")[2]
    return text.startswith("unix:") or 0 < int(port) <= _MAX_PORT


def _target(text: str) -> str:
    without_credentials(text)
    if not _TARGET.fullmatch(text) or not _has_port(text):
        fault("bad-value", f"not an address: {text!r}", expected="host:port such as jaeger:4317")
    return text


class OtlpExporterConfig(Config):
    """Sends spans over gRPC to Jaeger, Tempo, a Collector or any other OTLP backend."""

    endpoint: Annotated[str, AfterValidator(_target)]
    """The peer as `host:port`. With `http://` before it TLS is off, with `https://` on."""
    timeout: Duration = 5.0
    """Longest time of one attempt; then it is tried again, over a new connection. 0: no limit, and
    only `keepalive` finds out that a peer is frozen.
    """
    tls: TlsClient = TlsClient()
    """Certificates. TLS is on unless `tls.insecure`."""
    headers: dict[SentHeader, HeaderSecret] = Field(default_factory=dict)
    """Metadata to send with each request, e.g. an API key. Values are never printed."""
    compression: Literal["gzip", "snappy", "zstd", "none", ""] = "gzip"
    """Compression of requests. `snappy` is sent as `gzip`."""
    keepalive: Keepalive | None = None
    """HTTP/2 pings. Without it none."""
    balancer_name: Literal["round_robin", "pick_first"] = "round_robin"
    """How requests spread over the addresses of the peer's name."""
    wait_for_ready: bool = False
    """Wait for a connection within `timeout` instead of failing at once. Either way it is tried
    again.
    """
    authority: str = Field(default="", pattern=r"^[0-9A-Za-z._:\[\]-]*$")
    """The `:authority` header. Empty: from the endpoint."""
    user_agent: HeaderText = ""
    """The user agent. Empty: Spanmill and its version."""
    auth: AuthRef | None = None
    """Extension that adds credentials."""
    read_buffer_size: Annotated[Size, Ignored("buffers size themselves")] = 0
    """No effect: buffers size themselves."""
    write_buffer_size: Annotated[Size, Ignored("buffers size themselves")] = 0
    """No effect: buffers size themselves."""
    retry_on_failure: RetryOnFailure = RetryOnFailure()
    """What happens when the peer cannot take data now."""
    sending_queue: SendingQueue = SendingQueue()
    """How much may wait for it, how many requests are in flight and how large they are."""
