"""Configuration of the `otlp` receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from spanmill.component import Config
from spanmill.config.network import AuthRef, TlsServer
from spanmill.config.values import (
    Caution,
    Duration,
    HeaderName,
    HeaderText,
    Ignored,
    ListenEndpoint,
    Size,
    fault,
    is_loopback,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CorsConfig",
    "GrpcConfig",
    "HttpConfig",
    "OtlpConfig",
    "ProtocolsConfig",
    "ServerKeepalive",
]

_BUFFERS = "buffers size themselves"
_NO_METADATA = "request metadata is not kept, but for tenant_header"
_KIB = 1 << 10
_MIB = 1 << 20


def _need_certificate(tls: TlsServer | None) -> None:
    if tls is not None and not tls.cert_file and tls.cert_pem is None:
        fault(
            "missing-field",
            "a listener with TLS needs a certificate",
            at="tls",
            expected="cert_file and key_file",
        )


class ServerParameters(Config):
    """When the server pings and when it closes connections."""

    max_connection_idle: Duration = 0.0
    """Close a connection without requests after this long. 0: never."""
    max_connection_age: Duration = 0.0
    """Close every connection after this long, so that clients behind a plain balancer spread anew.
    0: never.
    """
    max_connection_age_grace: Duration = 0.0
    """Time that requests under way get after `max_connection_age`. 0: as long as they take."""
    time: Duration = 7200.0
    """Ping a silent client after this long."""
    timeout: Duration = 20.0
    """Close the connection when a ping is not answered for this long."""


class EnforcementPolicy(Config):
    """How often clients may ping."""

    min_time: Duration = 300.0
    """A client that pings more often is disconnected."""
    permit_without_stream: bool = False
    """Clients may ping while no request is under way."""


class ServerKeepalive(Config):
    """HTTP/2 pings."""

    server_parameters: ServerParameters = ServerParameters()
    """What the server does."""
    enforcement_policy: EnforcementPolicy = EnforcementPolicy()
    """What clients may do."""


def _with_path(value: object) -> object:
    """Read the endpoint of a unix socket as the Collector does: as a path."""
    if not isinstance(value, dict) or value.get("transport") != "unix":
        return value
    path = value.get("endpoint")
    if path is None:
        fault("missing-field", "a unix socket has no default path", expected="endpoint")
    if isinstance(path, str) and path and not path.startswith("unix:"):
        return {**value, "endpoint": f"unix:{path}"}
    return value


class GrpcConfig(Config):
    """The gRPC listener."""

    endpoint: ListenEndpoint = "127.0.0.1:4317"
    """Address to listen on. Another address than loopback needs `tls` or `auth`: anyone who reaches
    it can write spans.
    """
    transport: Literal["tcp", "unix"] = "tcp"
    """Kind of socket; with `unix` the endpoint is a path.

    Clients on gRPC's C core (Python, Ruby, C++) then need the channel option
    `grpc.default_authority=localhost`, or this receiver `listener: python`: the authority that they
    make of a path is not one.
    """
    max_recv_msg_size_mib: int = Field(default=64, ge=1, le=1024)
    """Largest request in MiB, before and after inflation, 1 to 1024. A larger one is refused for
    good with RESOURCE_EXHAUSTED.

    The Collector's default is 4, which a long prompt exceeds.
    """
    max_concurrent_streams: int = Field(default=0, ge=0)
    """Requests under way on one connection. 0: the library's own limit."""
    read_buffer_size: Annotated[Size, Ignored(_BUFFERS)] = 524_288
    """No effect: buffers size themselves."""
    write_buffer_size: Annotated[Size, Ignored(_BUFFERS)] = 0
    """No effect: buffers size themselves."""
    keepalive: ServerKeepalive = ServerKeepalive()
    """HTTP/2 pings and the age of connections."""
    tls: TlsServer | None = None
    """Certificates. Without them the listener speaks plain text."""
    auth: AuthRef | None = None
    """Who may send. Without it everyone who reaches the endpoint."""
    include_metadata: Annotated[bool, Ignored(_NO_METADATA)] = False
    """No effect: request metadata is not kept, but for `tenant_header`."""

    _path = model_validator(mode="before")(_with_path)

    @model_validator(mode="after")
    def _tls_possible(self) -> GrpcConfig:
        _need_certificate(self.tls)
        return self


class CorsConfig(Config):
    """Which web pages may send spans from a browser."""

    allowed_origins: tuple[str, ...] = ()
    """Origins such as `https://*.example.com`. A bare `*` lets every page on the web send."""
    allowed_headers: tuple[str, ...] = ()
    """Request headers to allow beside the standard ones."""
    exposed_headers: tuple[str, ...] = ()
    """Response headers that pages may read."""
    max_age: int = Field(default=0, ge=0)
    """Seconds for which browsers may remember the answer."""


class HttpConfig(Config):
    """The HTTP listener, protobuf and JSON."""

    endpoint: ListenEndpoint = "127.0.0.1:4318"
    """Address to listen on. Another address than loopback needs `tls` or `auth`: anyone who reaches
    it can write spans.
    """
    transport: Literal["tcp", "unix"] = "tcp"
    """Kind of socket; with `unix` the endpoint is a path."""
    max_request_body_size: Size = 64 * _MIB
    """Largest body, before and after inflation, 1KiB to 1GiB. A larger one is refused for good with
    413.

    The Collector's default is 20 MiB.
    """
    traces_url_path: str = Field(default="/v1/traces", pattern="^/")
    """Path that takes traces."""
    metrics_url_path: Annotated[str, Ignored("only traces are taken")] = "/v1/metrics"
    """No effect: only traces are taken."""
    logs_url_path: Annotated[str, Ignored("only traces are taken")] = "/v1/logs"
    """No effect: only traces are taken."""
    tls: TlsServer | None = None
    """Certificates. Without them the listener speaks plain text."""
    auth: AuthRef | None = None
    """Who may send. Without it everyone who reaches the endpoint."""
    include_metadata: Annotated[bool, Ignored(_NO_METADATA)] = False
    """No effect: request headers are not kept, but for `tenant_header`."""
    cors: CorsConfig | None = None
    """Which web pages may send. Without it none."""
    compression_algorithms: tuple[Literal["", "gzip", "zstd"], ...] = ("", "gzip", "zstd")
    """Content encodings to accept; `""` is no compression. Another one is refused with 415."""
    response_headers: dict[HeaderName, HeaderText] = Field(default_factory=dict)
    """Headers to add to every response."""
    read_timeout: Duration = 30.0
    """Longest time to read one request; then the connection is closed. 0: no limit, which lets slow
    clients hold memory. A body must bring 1 KiB a second, looked at every 5 seconds.
    """
    read_header_timeout: Duration = 10.0
    """Longest time to read the headers of a request."""
    write_timeout: Duration = 30.0
    """Longest time to write a response."""
    idle_timeout: Duration = 60.0
    """Close a connection without requests after this long."""
    keep_alives_enabled: bool = True
    """False closes the connection after every response."""

    _path = model_validator(mode="before")(_with_path)

    @model_validator(mode="after")
    def _body_in_range(self) -> HttpConfig:
        _need_certificate(self.tls)
        if not _KIB <= self.max_request_body_size <= 1024 * _MIB:
            fault(
                "out-of-range",
                "the limit is out of range",
                at="max_request_body_size",
                expected="1KiB to 1GiB",
            )
        return self


def _present(value: object) -> object:
    """Read `grpc:` with nothing under it as the protocol with its defaults."""
    if isinstance(value, dict):
        return {key: {} if each is None else each for key, each in value.items()}
    return value


class ProtocolsConfig(Config):
    """Which listeners to open. A protocol whose key is missing is off."""

    grpc: GrpcConfig | None = None
    """OTLP over gRPC. A bare `grpc:` takes the defaults."""
    http: HttpConfig | None = None
    """OTLP over HTTP. A bare `http:` takes the defaults."""

    @model_validator(mode="after")
    def _at_least_one(self) -> ProtocolsConfig:
        if self.grpc is None and self.http is None:
            fault("missing-field", "no protocol", expected="grpc, http or both")
        return self


def _both() -> ProtocolsConfig:
    return ProtocolsConfig(grpc=GrpcConfig(), http=HttpConfig())


def _portable_cautions(grpc: GrpcConfig) -> Iterator[Caution]:
    """Say what grpcio does not do."""
    if grpc.tls is None:
        return
    stock = (
        ("min_version", grpc.tls.min_version, "1.2"),
        ("max_version", grpc.tls.max_version, ""),
    )
    for name, value, default in stock:
        if value != default:
            yield Caution(
                "ignored-field",
                ("protocols", "grpc", "tls", name),
                "no effect: the gRPC library always speaks TLS 1.2 and 1.3",
                "Use 'listener: native' where only 1.3 is allowed.",
            )


def _native_cautions(grpc: GrpcConfig) -> Iterator[Caution]:
    """Say what the kernel's listener does not do."""
    if grpc.keepalive.enforcement_policy != EnforcementPolicy():
        yield Caution(
            "ignored-field",
            ("protocols", "grpc", "keepalive", "enforcement_policy"),
            "no effect: pings cost the native listener next to nothing, and it answers them all",
            "Remove it, or use 'listener: python'.",
        )


class OtlpConfig(Config):
    """Receives OTLP over gRPC and HTTP.

    A client is told "ok" when its spans are in the log. With nothing under `otlp:` both listeners
    open on loopback.
    """

    protocols: Annotated[ProtocolsConfig, BeforeValidator(_present)] = Field(default_factory=_both)
    """Which listeners to open."""
    listener: Literal["native", "python"] = "native"
    """Who reads the requests: `native` is the kernel, without Python for each request; `python` is
    grpcio and uvicorn, several times the CPU.
    """
    tenant_header: str = Field(default="", max_length=256)
    """Name of the request header or gRPC metadata key whose value names the tenant. Empty: no
    tenant.

    The value is taken as the client sends it: trust it only behind `auth` or a proxy that sets it.
    """

    def cautions(self) -> Iterator[Caution]:
        """Warn of listeners that everybody can write to, and of what has no effect."""
        grpc = self.protocols.grpc
        if grpc is not None:
            own = _native_cautions if self.listener == "native" else _portable_cautions
            yield from own(grpc)
        for name, each in (("grpc", self.protocols.grpc), ("http", self.protocols.http)):
            if (
                each is None
                or is_loopback(each.endpoint)
                or each.tls is not None
                or each.auth is not None
            ):
                continue
            yield Caution(
                "open-listener",
                ("protocols", name, "endpoint"),
                f"{each.endpoint} is open to the network without TLS or authentication",
                "Add 'tls' or 'auth', or bind to 127.0.0.1.",
            )
