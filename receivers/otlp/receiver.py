"""The `otlp` receiver: opens the listeners that the configuration names, and closes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from receivers.otlp.config import OtlpConfig
    from receivers.otlp.native import NativeListener
    from receivers.otlp.portable import PortableListener
    from spanmill.component import Intake, Settings

__all__ = ["OtlpReceiver"]

STOP_S = 5.0
"""The engine answers in milliseconds; after this long it is not going to."""


class OtlpReceiver:
    """Receives OTLP over gRPC and HTTP. May be started again after `stop`."""

    def __init__(self, config: OtlpConfig, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._listener: NativeListener | PortableListener | None = None

    @property
    def ports(self) -> dict[str, int]:
        """Ports of the open listeners by protocol, for configurations that ask for any free one."""
        return {} if self._listener is None else self._listener.ports

    def start(self, intake: Intake) -> None:
        """Open the listeners. Raises `OSError`; then none is open."""
        self._listener = open_listener(self._config, intake, self._settings)

    def stop_accepting(self) -> None:
        """Close the listeners; requests that were taken go on."""
        if self._listener is not None:
            self._listener.stop_accepting()

    def stop(self) -> None:
        """Wait a moment for answers that are under way, then close every connection."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop(STOP_S)


def open_listener(
    config: OtlpConfig, intake: Intake, settings: Settings
) -> NativeListener | PortableListener:
    """Open the listeners that the configuration names. Raises `OSError`."""
    if config.listener == "native":
        from receivers.otlp.native import NativeListener  # noqa: PLC0415  # needs neither grpcio nor uvicorn

        return NativeListener(config, intake, settings)
    from receivers.otlp.portable import PortableListener  # noqa: PLC0415

    return PortableListener(config, intake, settings)
