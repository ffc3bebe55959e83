"""Accepts the Collector's `health_check` extension, which is the admin server here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spanmill.component import Config, Factory, Kind, Settings, Signal
from spanmill.config.network import TlsServer
from spanmill.config.values import Endpoint, Ignored

__all__ = ["FACTORY", "HealthCheckConfig", "HealthCheckExtension"]


class ResponseBody(Config):
    """What the page says."""

    healthy: str = ""
    """Text while healthy. Empty: a JSON object."""
    unhealthy: str = ""
    """Text while not. Empty: a JSON object."""


class HealthCheckConfig(Config):
    """Moves the admin server, which says 503 when spans cannot be taken or exporters are stuck."""

    endpoint: Endpoint = "127.0.0.1:13133"
    """Address of the admin server."""
    path: str = Field(default="/", pattern="^/")
    """One more path that answers the health check, beside `/healthz`."""
    response_body: ResponseBody | None = None
    """What the page says."""
    tls: TlsServer | None = None
    """Certificates. Without them the page is plain text."""
    check_collector_pipeline: Annotated[
        dict[str, object], Ignored("pipelines are always checked")
    ] = Field(default_factory=dict)
    """No effect: pipelines are always checked."""


class HealthCheckExtension:
    """Has nothing to run: the engine moves its admin server by `config`."""

    def __init__(self, config: HealthCheckConfig, settings: Settings) -> None:
        del settings
        self.config = config

    def start(self) -> None:
        """Nothing to open."""

    def stop(self) -> None:
        """Nothing to close."""


FACTORY = Factory(
    name="health_check",
    kind=Kind.EXTENSION,
    role="extension",
    config_type=HealthCheckConfig,
    create=HealthCheckExtension,
    signals=frozenset(Signal),
)
