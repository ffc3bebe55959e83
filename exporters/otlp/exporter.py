"""Sends spans over gRPC, as bytes: no message is ever built from objects.

Traps: RESOURCE_EXHAUSTED is retryable only with a RetryInfo; credentials that are refused are held
and not dropped, because credentials get fixed and data does not come back.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import grpc

from exporters.answers import RESPONSE_BYTES, check_partial_success, retry_delay_s
from exporters.delivery import delivery_of
from spanmill import __version__
from spanmill.component import Reads
from spanmill.config.values import reveal
from spanmill.errors import Rejected, RetryLater

if TYPE_CHECKING:
    from exporters.otlp.config import OtlpExporterConfig
    from spanmill.component import Records, Settings
    from spanmill.config.network import TlsClient
    from spanmill.kernel import SpanBatch

__all__ = ["OtlpExporter"]

METHOD = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
DETAILS = "grpc-status-details-bin"
RETRYABLE = frozenset(
    {
        grpc.StatusCode.CANCELLED,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.ABORTED,
        grpc.StatusCode.OUT_OF_RANGE,
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DATA_LOSS,
    }
)
HELD = frozenset({grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED})
HELD_RETRY_S = 10.0


class OtlpExporter:
    """One channel, shared by the consumers."""

    def __init__(self, config: OtlpExporterConfig, settings: Settings) -> None:
        self.reads = Reads()
        self.delivery = delivery_of(config.sending_queue, config.retry_on_failure)
        self._config = config
        self._settings = settings
        self._channel: grpc.Channel | None = None
        self._call: grpc.UnaryUnaryMultiCallable[bytes, bytes] | None = None
        self._metadata = tuple(
            (key.lower(), reveal(value)) for key, value in config.headers.items()
        )

    def start(self) -> None:
        """Open the channel; it connects by itself, now and after every loss."""
        target, secure = target_of(self._config)
        options = options_of(self._config)
        compression = (
            grpc.Compression.NoCompression
            if self._config.compression in {"none", ""}
            else grpc.Compression.Gzip
        )
        if secure:
            credentials = credentials_of(self._config.tls)
            self._channel = grpc.secure_channel(target, credentials, options, compression)
        else:
            self._channel = grpc.insecure_channel(target, options, compression)
        self._call = self._channel.unary_unary(METHOD)

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 a peer wants spans alone
        """Send one request and read the answer."""
        if self._call is None:
            raise RetryLater("not started")
        try:
            answer = self._call(
                bytes(batch.to_otlp()),
                timeout=self._config.timeout,
                metadata=self._proof() + self._metadata,
                wait_for_ready=self._config.wait_for_ready,
            )
        except grpc.RpcError as error:
            raise failure(error) from error
        check_partial_success(answer, self._settings.logger)
        return True

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Close the channel."""
        if self._channel is not None:
            self._channel.close()
            self._channel = self._call = None

    def _proof(self) -> tuple[tuple[str, str], ...]:
        if self._config.auth is None:
            return ()
        authenticator = self._settings.authenticator(self._config.auth.authenticator)
        return ((authenticator.header, authenticator.proof()),)


def failure(error: grpc.RpcError) -> RetryLater | Rejected:
    """Return what a failed call means. Source: OTLP 1.11, gRPC response table."""
    if not hasattr(error, "code"):  # the channel was closed under the call
        return RetryLater(str(error))
    call = cast("grpc.Call", error)
    code = call.code()
    reason = f"{code.name}: {(call.details() or '')[:300]}"
    details = dict(call.trailing_metadata() or ()).get(DETAILS, b"")
    delay = retry_delay_s(details if isinstance(details, bytes) else details.encode())
    if code in RETRYABLE or (code is grpc.StatusCode.RESOURCE_EXHAUSTED and delay is not None):
        return RetryLater(reason, after_s=delay)
    if code in HELD:
        return RetryLater(reason, after_s=HELD_RETRY_S)
    return Rejected(reason)


def target_of(config: OtlpExporterConfig) -> tuple[str, bool]:
    """Return the target for gRPC, and whether it speaks TLS."""
    scheme, separator, rest = config.endpoint.partition("://")
    if separator and scheme in {"http", "https"}:
        return rest.rstrip("/"), scheme == "https"
    return config.endpoint, not config.tls.insecure


def options_of(config: OtlpExporterConfig) -> list[tuple[str, str | int]]:
    """Return the channel's options."""
    options: list[tuple[str, str | int]] = [
        ("grpc.max_receive_message_length", RESPONSE_BYTES),
        ("grpc.max_send_message_length", -1),
        ("grpc.lb_policy_name", config.balancer_name),
        ("grpc.primary_user_agent", config.user_agent or f"spanmill/{__version__}"),
        ("grpc.initial_reconnect_backoff_ms", 200),
        ("grpc.max_reconnect_backoff_ms", 2_000),
        ("grpc.use_local_subchannel_pool", 1),
    ]
    if config.authority:
        options.append(("grpc.default_authority", config.authority))
    if config.tls.server_name_override:
        options.append(("grpc.ssl_target_name_override", config.tls.server_name_override))
    if config.keepalive is not None and config.keepalive.time:
        options += [
            ("grpc.keepalive_time_ms", int(config.keepalive.time * 1000)),
            ("grpc.keepalive_timeout_ms", int(config.keepalive.timeout * 1000)),
            ("grpc.keepalive_permit_without_calls", int(config.keepalive.permit_without_stream)),
        ]
    return options


def credentials_of(tls: TlsClient) -> grpc.ChannelCredentials:
    """Read the certificates. Raises `OSError`."""

    def pem(path: str, text: object) -> bytes | None:
        if path:
            return Path(path).read_bytes()
        return reveal(text).encode() if text is not None else None  # type: ignore[arg-type]

    return grpc.ssl_channel_credentials(
        pem(tls.ca_file, tls.ca_pem),
        pem(tls.key_file, tls.key_pem),
        pem(tls.cert_file, tls.cert_pem),
    )
