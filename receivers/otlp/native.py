"""The kernel's listener: this module only says what it serves, and counts what it refused."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeAlias

from receivers.otlp.answers import caller_refusal, count_refusal
from receivers.otlp.cors import Cors
from receivers.otlp.http_exchange import COMPRESSIONS
from spanmill.config.certificates import cert_pem, certificate_files, key_pem
from spanmill.kernel import Certificates, Listener, ListenerOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from structlog.typing import FilteringBoundLogger

    from receivers.otlp.config import CorsConfig, GrpcConfig, HttpConfig, OtlpConfig
    from receivers.otlp.cors import Headers
    from spanmill.component import Intake, Settings
    from spanmill.config.network import AuthRef, TlsServer
    from spanmill.kernel import Verdict

    Pairs: TypeAlias = list[tuple[str, str]]

__all__ = ["NativeListener"]

HEADERS_S = 10.0
REQUEST_S = 30.0
TRACES_PATH = "/v1/traces"


class NativeListener:
    """Both protocols. Every endpoint takes every kind of request, within its own limits."""

    def __init__(self, config: OtlpConfig, intake: Intake, settings: Settings) -> None:
        self._config, self._settings = config, settings
        self._stopped = Event()
        self._watchers: list[Thread] = []
        protocols = config.protocols
        given = {"grpc": protocols.grpc, "http": protocols.http}
        names = [name for name, each in given.items() if each is not None]
        options = [
            *([self._grpc(protocols.grpc)] if protocols.grpc else []),
            *([self._http(protocols.http)] if protocols.http else []),
        ]
        self._listener = Listener(intake.queue, options, telling(settings.logger))
        self.ports = dict(zip(names, self._listener.ports, strict=True))
        self._forget = settings.metrics.watch(self._count)
        for each in self._watchers:
            each.start()

    def stop_accepting(self) -> None:
        """Close the listeners; requests that were taken go on."""
        self._listener.stop_accepting()

    def stop(self, timeout_s: float) -> None:
        """Wait until what was taken is answered, at most `timeout_s`, then close everything."""
        self._listener.stop(timeout_s)
        self._stopped.set()
        self._forget()

    def _count(self) -> None:
        for transport, code, number in self._listener.take_refusals():
            count_refusal(self._settings.metrics, transport, code, number)

    def _grpc(self, config: GrpcConfig) -> ListenerOptions:
        server = config.keepalive.server_parameters
        return ListenerOptions(
            address=config.endpoint,
            receivers=self._receivers(),
            max_bytes=config.max_recv_msg_size_mib << 20,
            tenant_header=self._config.tenant_header.lower(),
            proof=self._proof(config.auth),
            certificates=self._certificates(config.tls),
            traces_path=TRACES_PATH,
            compressions=["none", "gzip", "zstd"],
            headers=[],
            cors=None,
            keep_alive=True,
            deadlines_s=(HEADERS_S, REQUEST_S, REQUEST_S, server.max_connection_idle),
            ping_s=(server.time, server.timeout),
            age_s=(server.max_connection_age, server.max_connection_age_grace),
            max_streams=config.max_concurrent_streams,
        )

    def _http(self, config: HttpConfig) -> ListenerOptions:
        taken = [each or "identity" for each in config.compression_algorithms]
        return ListenerOptions(
            address=config.endpoint,
            receivers=self._receivers(),
            max_bytes=config.max_request_body_size,
            tenant_header=self._config.tenant_header.lower(),
            proof=self._proof(config.auth),
            certificates=self._certificates(config.tls),
            traces_path=config.traces_url_path,
            compressions=[COMPRESSIONS[each.encode()] for each in taken],
            headers=[(name.lower(), value) for name, value in config.response_headers.items()],
            cors=None if config.cors is None else cors_parts(config.cors),
            keep_alive=config.keep_alives_enabled,
            deadlines_s=(
                config.read_header_timeout,
                config.read_timeout,
                config.write_timeout,
                config.idle_timeout,
            ),
            ping_s=(0.0, 0.0),
            age_s=(0.0, 0.0),
            max_streams=0,
        )

    def _receivers(self) -> tuple[str, str]:
        return f"{self._settings.id} grpc", f"{self._settings.id} http"

    def _proof(
        self, reference: AuthRef | None
    ) -> tuple[str, Callable[[str], Verdict | None]] | None:
        if reference is None:
            return None
        authenticator = self._settings.authenticator(reference.authenticator)
        logger = self._settings.logger
        return authenticator.header, lambda value: caller_refusal(authenticator, value, logger)

    def _certificates(self, tls: TlsServer | None) -> Certificates | None:
        if tls is None:
            return None
        served = read(tls)
        files = certificate_files(tls, self._settings.logger)
        if period_s := tls.reload_period_s:

            def watch() -> None:
                while not self._stopped.wait(period_s):
                    files.reread(lambda: served.replace(read(tls)))

            self._watchers.append(Thread(target=watch, name="otlp-certificates", daemon=True))
        return served


def telling(logger: FilteringBoundLogger) -> Callable[[str], None]:
    """Return what tells of connections. It must not lead to the listener, which holds it."""
    return lambda error: logger.warning("a connection could not be accepted", error=error)


def read(tls: TlsServer) -> Certificates:
    """Read the certificates of a listener. Raises `OSError`."""
    tls12, tls13 = tls.speaks
    return Certificates(
        cert_pem(tls),
        key_pem(tls),
        Path(tls.client_ca_file).read_bytes() if tls.client_ca_file else None,
        tls12=tls12,
        tls13=tls13,
    )


def cors_parts(config: CorsConfig) -> tuple[Sequence[str], Pairs, Pairs]:
    """Return origins, headers of a preflight's answer, and headers of every other answer."""
    cors = Cors(config)
    return config.allowed_origins, texts(cors.preflight_headers), texts(cors.exposed_headers)


def texts(headers: Headers) -> Pairs:
    """Return headers as texts."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
