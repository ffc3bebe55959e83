"""Accepts the Collector's `health_check` extension, which is the admin server here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from spanmill.component import Config, Factory, Kind, Settings, Signal
from spanmill.config.values import Caution, Endpoint, Ignored, is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FACTORY", "HealthCheckConfig"]


class HealthCheckConfig(Config):
    """Moves the admin server, which says 503 when spans cannot be taken or exporters are stuck."""

    endpoint: Endpoint = "127.0.0.1:13133"
    """Address of the admin server."""
    path: str = Field(default="/", pattern="^/")
    """One more path that answers the health check, beside `/livez` and `/readyz`."""
    response_body: Annotated[dict[str, str], Ignored("the page says 'ready' or 'not ready'")] = (
        Field(default_factory=dict)
    )
    """No effect: the page says `ready` or `not ready`."""
    check_collector_pipeline: Annotated[
        dict[str, object], Ignored("pipelines are always checked")
    ] = Field(default_factory=dict)
    """No effect: pipelines are always checked."""

    def cautions(self) -> Iterator[Caution]:
        """Warn of an admin server that everybody on the network can use."""
        if not is_loopback(self.endpoint):
            yield Caution(
                "open-listener",
                ("endpoint",),
                f"{self.endpoint} shows status to the whole network, and takes reloads from it",
                "Let only probes reach it, or bind to 127.0.0.1.",
            )


class HealthCheck:
    """Says where the admin listener is; the listener itself always runs."""

    def __init__(self, config: HealthCheckConfig, settings: Settings) -> None:
        self.config = config
        self.id = settings.id

    def start(self) -> None:
        """Nothing to open: the admin listener reads the configuration."""

    def stop(self) -> None:
        """Nothing to close."""


FACTORY = Factory(
    name="health_check",
    kind=Kind.EXTENSION,
    role="extension",
    config_type=HealthCheckConfig,
    create=HealthCheck,
    signals=frozenset(Signal),
)
