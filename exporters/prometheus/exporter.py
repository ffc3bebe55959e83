"""The `prometheus` exporter: a page of what its folds counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, choose_encoder

from exporters.prometheus.exposition import Exposition
from exporters.prometheus.fold import prometheus_fold
from exporters.prometheus.listener import Listener
from spanmill.config.certificates import ServedContext, certificate_files
from spanmill.model.tally import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.prometheus.config import PrometheusConfig
    from spanmill.component import Fold, Settings

__all__ = ["PrometheusExporter"]


class PrometheusExporter:
    """Serves folds of its own and of `span_metrics`, those of the same metric names added up."""

    def __init__(self, config: PrometheusConfig, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._folds: tuple[Counted, ...] = ()
        self._listener: Listener | None = None
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(
            Exposition(
                lambda: self._folds,
                namespace=config.namespace,
                const_labels=config.const_labels,
                timestamps=config.send_timestamps,
            )
        )

    @property
    def port(self) -> int:
        """Return the port of the page; 0 while it is not served."""
        return self._listener.port if self._listener else 0

    def start(self) -> None:
        """Open the listener. Raises `OSError`."""
        tls, served = self._config.tls, None
        if tls is not None:
            served = ServedContext(tls, certificate_files(tls, self._settings.logger)).context
        self._listener = Listener(
            self._config.endpoint, self._config.path, self.page, self._failed, served
        )

    def new_fold(self) -> Fold:
        """Make the fold of a pipeline that names this exporter directly."""
        return prometheus_fold(self._config, self._settings)

    def expose(self, folds: Sequence[Fold]) -> None:
        """Serve these folds from now on, and no others."""
        self._folds = tuple(each for each in folds if isinstance(each, Counted))

    def page(self, accept: str = "") -> tuple[bytes, str]:
        """Return the page and its content type, in the format that `accept` asks for."""
        if not self._config.enable_open_metrics:
            return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type

    def stop(self) -> None:
        """Close the listener."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _failed(self) -> None:
        self._settings.metrics.count("failed_scrapes")
