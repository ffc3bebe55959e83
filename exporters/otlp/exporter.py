"""Sends spans over gRPC, as bytes: no message is ever built from objects.

Traps: RESOURCE_EXHAUSTED is retryable only with a RetryInfo; credentials that are refused are held
and not dropped, because credentials get fixed and data does not come back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exporters.answers import check_partial_success, retry_delay_s
from exporters.delivery import delivery_of
from exporters.peer import FAST_LEVEL, HELD_RETRY_S, USER_AGENT, ClientCertificates, Peer, seconds
from spanmill.component import Reads
from spanmill.config.values import reveal
from spanmill.errors import Rejected, RetryLater
from spanmill.kernel import Sender

if TYPE_CHECKING:
    from exporters.otlp.config import OtlpExporterConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["OtlpExporter"]

METHOD = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
CODES = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
]
"""Names of the status codes of gRPC, by number."""
RETRYABLE = frozenset(
    {"CANCELLED", "DEADLINE_EXCEEDED", "ABORTED", "OUT_OF_RANGE", "UNAVAILABLE", "DATA_LOSS"}
)
HELD = frozenset({"UNAUTHENTICATED", "PERMISSION_DENIED"})
ABOUT_REQUEST = frozenset({"NOT_FOUND", "UNIMPLEMENTED", "FAILED_PRECONDITION"})
"""What no span is to blame for, so that parts of a batch would fare alike."""
SCHEME = re.compile(r"(https?|dns|ipv4|ipv6):/{0,3}")
ENCODINGS = {"gzip": "gzip", "snappy": "gzip", "zstd": "zstd", "none": "", "": ""}


class OtlpExporter:
    """One connection for each address of the peer, shared by the consumers."""

    def __init__(self, config: OtlpExporterConfig, settings: Settings) -> None:
        self.reads = Reads()
        self.delivery = delivery_of(config.sending_queue, config.retry_on_failure)
        self._config = config
        self._settings = settings
        self._peer: Peer | None = None

    def start(self) -> None:
        """Read the certificates. It connects when something is sent. Raises `OSError`."""
        config = self._config
        target, secure = target_of(config)
        name = "localhost" if target.startswith("unix:") else target
        host = urlsplit(f"//{name}").hostname or name
        certificates = (
            ClientCertificates(config.tls, host, "h2", self._settings.logger) if secure else None
        )
        keepalive = config.keepalive
        sender = Sender.grpc(
            target,
            f"{'https' if secure else 'http'}://{config.authority or name}{METHOD}",
            list(metadata_of(config).items()),
            encoding=(ENCODINGS[config.compression], FAST_LEVEL),
            timeout_s=seconds(config.timeout),
            certificates=certificates.served if certificates else None,
            round_robin=config.balancer_name == "round_robin",
            wait_for_ready=config.wait_for_ready,
            ping_s=(keepalive.time, keepalive.timeout, keepalive.permit_without_stream)
            if keepalive
            else (0.0, 0.0, False),
        )
        self._peer = Peer(sender, certificates, config.auth, self._settings)

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 a peer wants spans alone
        """Send one request and read the answer."""
        if self._peer is None:
            raise RetryLater("not started")
        reply = self._peer.send(batch.to_otlp())
        code, message, details = reply.grpc or (2, "", b"")
        if code != 0:
            raise failure(code, message, details)
        check_partial_success(reply.body, self._settings)
        return True

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Close the connections."""
        if self._peer is not None:
            self._peer.close()


def failure(code: int, message: str, details: bytes) -> RetryLater | Rejected:
    """Return what a failed call means. Source: OTLP 1.11, gRPC response table."""
    name = CODES[code] if code < len(CODES) else f"code {code}"
    reason = f"{name}: {message[:300]}"
    delay = retry_delay_s(details)
    if name in RETRYABLE or (name == "RESOURCE_EXHAUSTED" and delay is not None):
        return RetryLater(reason, after_s=delay)
    if name in HELD:
        return RetryLater(reason, after_s=HELD_RETRY_S)
    return Rejected(reason, whole=name in ABOUT_REQUEST)


def metadata_of(config: OtlpExporterConfig) -> dict[str, str]:
    """Return the metadata of each call, each once: what gRPC reserves goes before, as in Go."""
    own = {"content-type": "application/grpc", "user-agent": config.user_agent or USER_AGENT}
    return {name.lower(): reveal(value) for name, value in config.headers.items()} | own


def target_of(config: OtlpExporterConfig) -> tuple[str, bool]:
    """Return host:port or unix:path, and whether it speaks TLS."""
    if config.endpoint.startswith("unix:"):
        path = re.sub("^unix:(?://)?", "", config.endpoint)
        return f"unix:{path}", not config.tls.insecure
    scheme = SCHEME.match(config.endpoint)
    target = SCHEME.sub("", config.endpoint, count=1).rstrip("/").rpartition("/")[2]
    if scheme is not None and scheme[1] in {"http", "https"}:
        return target, scheme[1] == "https"
    return target, not config.tls.insecure
