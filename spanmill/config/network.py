"""Blocks that network components share, with the Collector's keys: TLS, retry, queue."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from spanmill.component import Config
from spanmill.config.values import Duration, Ignored, Secret, fault

__all__ = [
    "AuthRef",
    "Keepalive",
    "LocalQueue",
    "QueueBatch",
    "RetryOnFailure",
    "SendingQueue",
    "TlsClient",
    "TlsFiles",
    "TlsServer",
]


CLIENT_CA_PERIOD_S = 60.0
"""How often `client_ca_file_reload` looks, where `reload_interval` says nothing."""


class TlsFiles(Config):
    """Certificates and versions, the part that servers and clients share."""

    ca_file: str = ""
    """PEM file of the authorities to trust. Empty: the system's."""
    ca_pem: Secret | None = None
    """The same as text instead of a file. Not both."""
    cert_file: str = ""
    """PEM file of the own certificate, with its chain."""
    cert_pem: Secret | None = None
    """The same as text instead of a file. Not both."""
    key_file: str = ""
    """PEM file of the private key that belongs to the certificate."""
    key_pem: Secret | None = None
    """The same as text instead of a file. Not both."""
    include_system_ca_certs_pool: bool = False
    """Trust the system's authorities beside `ca_file`."""
    min_version: Literal["1.2", "1.3"] = "1.2"
    """Oldest TLS version to speak."""
    max_version: Literal["", "1.2", "1.3"] = ""
    """Newest TLS version to speak. Empty: the newest there is."""
    reload_interval: Duration = 0.0
    """How often certificate files are read again. 0: only at a reload of the configuration."""

    @property
    def speaks(self) -> tuple[bool, bool]:
        """Whether TLS 1.2 is spoken, and TLS 1.3."""
        return self.min_version == "1.2", self.max_version in {"", "1.3"}

    @model_validator(mode="after")
    def _file_or_text(self) -> TlsFiles:
        for name in ("ca", "cert", "key"):
            if getattr(self, f"{name}_file") and getattr(self, f"{name}_pem") is not None:
                fault(
                    "bad-value",
                    f"both {name}_file and {name}_pem",
                    at=f"{name}_file",
                    expected="one of them",
                )
        has_cert = bool(self.cert_file) or self.cert_pem is not None
        has_key = bool(self.key_file) or self.key_pem is not None
        if has_cert != has_key:
            fault(
                "missing-field",
                "a certificate and its key belong together",
                expected="cert_file and key_file",
            )
        return self


class TlsServer(TlsFiles):
    """TLS of a listener. Without this block it speaks plain text."""

    client_ca_file: str = ""
    """PEM file of the authorities that sign clients. Set: every client must present a certificate
    (mTLS).
    """
    client_ca_file_reload: bool = False
    """Read `client_ca_file` again when it changes."""

    @property
    def reload_period_s(self) -> float:
        """How often files may be looked at; 0 where never."""
        return self.reload_interval or (CLIENT_CA_PERIOD_S if self.client_ca_file_reload else 0.0)


class TlsClient(TlsFiles):
    """TLS of an exporter. On unless `insecure` is set."""

    insecure: bool = False
    """True turns TLS off for gRPC. Spans then cross the network readable by everyone on the way."""
    insecure_skip_verify: bool = False
    """True accepts any certificate. Anyone on the way can then pose as the peer."""
    server_name_override: str = ""
    """Name to expect in the peer's certificate. Empty: the host of the endpoint."""


class AuthRef(Config):
    """Which extension authenticates."""

    authenticator: str
    """Id of the extension, e.g. `bearertokenauth`; it must also stand in `service.extensions`."""


class Keepalive(Config):
    """HTTP/2 pings of a client."""

    time: Duration = 0.0
    """Ping after this long without traffic. 0: never."""
    timeout: Duration = 20.0
    """Close the connection when a ping is not answered for this long."""
    permit_without_stream: bool = False
    """Ping also while no request is under way."""


class RetryOnFailure(Config):
    """What happens when the peer cannot take data now.

    A delay that the peer asks for comes before these numbers. Each wait is drawn from 0 up to the
    interval, so that clients do not come all at once, and one attempt a second is made in any case,
    so that a peer that is back is found at once.
    """

    enabled: bool = True
    """False: one attempt, then the spans are given up, and counted."""
    initial_interval: Duration = 5.0
    """Interval before the second attempt."""
    randomization_factor: Annotated[float, Ignored("waits are drawn from the whole interval")] = (
        Field(default=0.5, ge=0, lt=1)
    )
    """No effect: waits are drawn from the whole interval."""
    multiplier: float = Field(default=1.5, ge=1)
    """Factor by which the interval grows after each attempt."""
    max_interval: Duration = 30.0
    """Longest interval between two attempts."""
    max_elapsed_time: Duration = 0.0
    """Give up after this long; the spans are counted as expired. 0: never; only space and
    age of the log limit.

    The Collector drops after 300 s.
    """


class QueueBatch(Config):
    """How large requests are.

    Without it, requests of less than 1.75 MiB begin 50 ms apart.
    """

    flush_timeout: Duration = 0.2
    """Longest wait for `min_size`, more than 0."""
    min_size: int = Field(default=8192, ge=0)
    """Wait until so much can be sent, in `sizer` units, or 2 MiB of spans."""
    max_size: int = Field(default=0, ge=0)
    """Cut larger requests, in `sizer` units; a larger span is alone. 0: requests have about 2 MiB
    of spans.
    """
    sizer: Literal["items", "bytes"] = "items"
    """Whether sizes count spans or bytes."""

    @model_validator(mode="after")
    def _in_order(self) -> QueueBatch:
        if self.flush_timeout <= 0:
            fault(
                "out-of-range",
                "no time to wait",
                at="flush_timeout",
                expected="more than 0, e.g. 200ms",
            )
        if 0 < self.max_size < self.min_size:
            fault(
                "out-of-range",
                f"max_size is below min_size, which is {self.min_size}",
                at="max_size",
                expected="0, or at least min_size",
            )
        return self


class SendingQueue(Config):
    """The exporter's queue, which is its cursor in the log: a crash loses nothing."""

    enabled: bool = True
    """False is accepted and has no effect but one request in flight: the log is there in any case.
    """
    num_consumers: int = Field(default=10, ge=1, le=256)
    """Requests in flight at the same time. Order across requests is not kept above 1."""
    queue_size: int = Field(default=0, ge=0)
    """How much may wait for the exporter, in `sizer` units; then its receivers refuse new data,
    retryable. 0: as much as the log has room for.

    The Collector's default is 1000 requests in memory, beyond which it drops.
    """
    sizer: Literal["requests", "items", "bytes"] = "requests"
    """What `queue_size` counts: records of the log, spans, or bytes."""
    wait_for_result: Annotated[
        bool, Ignored("clients are answered when the log has their spans")
    ] = False
    """No effect: clients are answered when the log has their spans."""
    block_on_overflow: Annotated[bool, Ignored("a full log always refuses, retryable")] = False
    """No effect: a full log refuses, retryable, and never drops."""
    storage: Annotated[str | None, Ignored("the log is always on disk, see service.storage")] = None
    """No effect: the log is always on disk, see `service.storage`."""
    batch: QueueBatch | None = None
    """Size of requests."""


class LocalQueue(SendingQueue):
    """The queue of an exporter that writes in order, with one call at a time."""

    num_consumers: Annotated[int, Ignored("one call at a time keeps the order")] = Field(
        default=1, ge=1, le=256
    )
    """No effect: one call at a time keeps the order."""
    batch: Annotated[QueueBatch | None, Ignored("there are no requests whose size matters")] = None
    """No effect: there are no requests whose size matters."""
