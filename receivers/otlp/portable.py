"""The listeners on grpcio and uvicorn: the portable path, and what the kernel's is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receivers.otlp.grpc_server import Exports, GrpcServer
from receivers.otlp.http_app import HttpApp
from receivers.otlp.http_server import HttpServer

if TYPE_CHECKING:
    from receivers.otlp.config import GrpcConfig, HttpConfig, OtlpConfig
    from spanmill.component import Authenticator, Intake, Settings
    from spanmill.config.network import AuthRef

__all__ = ["PortableListener"]

GRACE_S = 30.0


class PortableListener:
    """Both protocols, each with a server of its own."""

    def __init__(self, config: OtlpConfig, intake: Intake, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self.grpc: GrpcServer | None = None
        self.http: HttpServer | None = None
        try:
            if config.protocols.grpc is not None:
                self.grpc = self._open_grpc(config.protocols.grpc, intake)
            if config.protocols.http is not None:
                self.http = self._open_http(config.protocols.http, intake)
        except BaseException:
            self.stop(0.0)
            raise

    @property
    def ports(self) -> dict[str, int]:
        """Ports of the open listeners by protocol."""
        open_now = {"grpc": self.grpc, "http": self.http}
        return {name: each.port for name, each in open_now.items() if each is not None}

    def stop_accepting(self) -> None:
        """Close the listeners; requests that were taken go on."""
        if self.grpc is not None:
            self.grpc.stop_accepting(GRACE_S)
        if self.http is not None:
            self.http.stop_accepting()

    def stop(self, timeout_s: float) -> None:
        """Wait until what was taken is answered, at most `timeout_s`, then close everything."""
        for each in (self.grpc, self.http):
            if each is not None:
                each.stop(timeout_s)

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
        return HttpServer(config, app, self._settings.logger)

    def _authenticator(self, reference: AuthRef | None) -> Authenticator | None:
        if reference is None:
            return None
        return self._settings.authenticator(reference.authenticator)
