"""Configuration of the `otlp_http` exporter."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainSerializer, model_validator

from spanmill.component import Config
from spanmill.config.network import AuthRef, RetryOnFailure, SendingQueue, TlsClient
from spanmill.config.values import (
    Duration,
    HeaderSecret,
    Ignored,
    Secret,
    SentHeader,
    Size,
    check_url,
    fault,
    print_url,
    reveal,
    without_credentials,
)

__all__ = ["CompressionParams", "OtlpHttpConfig"]

_TRACES_ONLY = "only traces are sent"


def _url(text: str) -> str:
    without_credentials(text)
    if text:
        check_url(text, "http", "https")
    return text


Url = Annotated[str, AfterValidator(_url), PlainSerializer(print_url, return_type=str)]
"""A URL that begins with `http://` or `https://`. Its query is printed as a secret is."""


def _proxy(secret: Secret) -> Secret:
    if text := reveal(secret):
        check_url(text, "http")
    return secret


class CompressionParams(Config):
    """Settings of the compression."""

    level: int = Field(default=0, ge=-1, le=22)
    """Level; 0 is the algorithm's own default."""


class OtlpHttpConfig(Config):
    """Sends spans over HTTP to any OTLP backend.

    A redirect is not followed: spans wait, with a warning, until the endpoint is corrected, as they
    do where the peer refuses credentials.
    """

    endpoint: Url = ""
    """Base URL of the peer; `/v1/traces` is added. This or `traces_endpoint` is needed."""
    traces_endpoint: Url = ""
    """Whole URL for traces; comes before `endpoint`."""
    metrics_endpoint: Annotated[Url, Ignored(_TRACES_ONLY)] = ""
    """No effect: only traces are sent."""
    logs_endpoint: Annotated[Url, Ignored(_TRACES_ONLY)] = ""
    """No effect: only traces are sent."""
    encoding: Literal["proto", "json"] = "proto"
    """Form of the body."""
    timeout: Duration = 30.0
    """Longest time of one attempt; then it is tried again. 0: no limit."""
    tls: TlsClient = TlsClient()
    """Certificates, for `https://`."""
    headers: dict[SentHeader, HeaderSecret] = Field(default_factory=dict)
    """Headers to send with each request, e.g. an API key. Values are never printed. A `User-Agent`
    or `Content-Type` stands in place of the exporter's own.
    """
    compression: Literal["gzip", "zstd", "none", ""] = "gzip"
    """Compression of bodies."""
    compression_params: CompressionParams = CompressionParams()
    """Settings of the compression."""
    proxy_url: Annotated[Secret, AfterValidator(_proxy)] | None = None
    """HTTP proxy, `http://host:port` with `user:password@` if it wants them. Never printed."""
    auth: AuthRef | None = None
    """Extension that adds credentials."""
    max_idle_conns: int = Field(default=100, ge=0)
    """Connections to keep open without requests."""
    idle_conn_timeout: Duration = 90.0
    """Close a connection without requests after this long. 0: never."""
    read_buffer_size: Annotated[Size, Ignored("buffers size themselves")] = 0
    """No effect: buffers size themselves."""
    write_buffer_size: Annotated[Size, Ignored("buffers size themselves")] = 0
    """No effect: buffers size themselves."""
    retry_on_failure: RetryOnFailure = RetryOnFailure()
    """What happens when the peer cannot take data now."""
    sending_queue: SendingQueue = SendingQueue()
    """How much may wait for it, how many requests are in flight and how large they are."""

    @model_validator(mode="after")
    def _some_endpoint(self) -> OtlpHttpConfig:
        if not self.endpoint and not self.traces_endpoint:
            fault(
                "missing-field",
                "field 'endpoint' is missing",
                expected="endpoint or traces_endpoint",
            )
        return self
