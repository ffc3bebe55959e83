"""The `otlp` receiver: opens the listeners that the configuration names, and closes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receivers.otlp.grpc_server import Exports, GrpcServer
from receivers.otlp.http_app import HttpApp
from receivers.otlp.http_server import HttpServer

if TYPE_CHECKING:
    from receivers.otlp.config import GrpcConfig, HttpConfig, OtlpConfig
    from spanmill.component import Authenticator, Intake, Settings
    from spanmill.config.network import AuthRef

__all__ = ["OtlpReceiver"]

GRACE_S = 30.0
STOP_S = 5.0
"""The engine answers in milliseconds; after this long it is not going to."""


class OtlpReceiver:
    """Receives OTLP over gRPC and HTTP. May be started again after `stop`."""

    def __init__(self, config: OtlpConfig, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._grpc: GrpcServer | None = None
        self._http: HttpServer | None = None

    @property
    def ports(self) -> dict[str, int]:
        """Ports of the open listeners by protocol, for configurations that ask for any free one."""
        open_now = {"grpc": self._grpc, "http": self._http}
        return {name: each.port for name, each in open_now.items() if each is not None}

    def start(self, intake: Intake) -> None:
        """Open the listeners. Raises `OSError`; then none is open."""
        protocols = self._config.protocols
        try:
            if protocols.grpc is not None:
                self._grpc = self._open_grpc(protocols.grpc, intake)
            if protocols.http is not None:
                self._http = self._open_http(protocols.http, intake)
        except BaseException:
            self.stop()
            raise

    def stop_accepting(self) -> None:
        """Close the listeners; requests that were taken go on."""
        if self._grpc is not None:
            self._grpc.stop_accepting(GRACE_S)
        if self._http is not None:
            self._http.stop_accepting()

    def stop(self) -> None:
        """Wait a moment for answers that are under way, then close every connection."""
        grpc, self._grpc = self._grpc, None
        http, self._http = self._http, None
        if grpc is not None:
            grpc.stop(STOP_S)
        if http is not None:
            http.stop(STOP_S)

    def _open_grpc(self, config: GrpcConfig, intake: Intake) -> GrpcServer:
        exports = Exports(
            queue=intake.queue,
            max_bytes=config.max_recv_msg_size_mib << 20,
            receiver=f"{self._settings.id} grpc",
            tenant_header=self._config.tenant_header.lower(),
            authenticator=self._authenticator(config.auth),
            settings=self._settings,
        )
        return GrpcServer(config, exports)

    def _open_http(self, config: HttpConfig, intake: Intake) -> HttpServer:
        app = HttpApp(
            config,
            intake.queue,
            f"{self._settings.id} http",
            self._config.tenant_header,
            self._authenticator(config.auth),
            self._settings,
        )
        return HttpServer(config, app)

    def _authenticator(self, reference: AuthRef | None) -> Authenticator | None:
        if reference is None:
            return None
        return self._settings.authenticator(reference.authenticator)
