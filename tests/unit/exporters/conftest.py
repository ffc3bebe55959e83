from __future__ import annotations

from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from exporters.otlp.config import OtlpExporterConfig
from exporters.otlp.exporter import OtlpExporter
from exporters.otlp_http.config import OtlpHttpConfig
from exporters.otlp_http.exporter import OtlpHttpExporter
from spanmill.testing import settings
from tests.unit.exporters.peer_rig import GrpcPeer, Handler
from tests.unit.exporters.prometheus_rig import exporter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.prometheus.exporter import PrometheusExporter


@pytest.fixture
def exporter() -> Iterator[PrometheusExporter]:
    """Serve an exporter on a free port."""
    made = exporter_of(endpoint="127.0.0.1:0", enable_open_metrics=True, const_labels={"env": "ci"})
    made.start()
    yield made
    made.stop()


@pytest.fixture
def running():
    """Start exporters; they are stopped at the end."""
    made = []

    def start(kind, config_type, **config):
        exporter = kind(config_type(**config), settings("otlp"))
        exporter.start()
        made.append(exporter)
        return exporter

    yield start
    for each in made:
        each.stop()


@pytest.fixture
def over_grpc(running):
    """Make a gRPC exporter."""
    return lambda **config: running(OtlpExporter, OtlpExporterConfig, **config)


@pytest.fixture
def over_http(running):
    """Make an HTTP exporter."""
    return lambda **config: running(OtlpHttpExporter, OtlpHttpConfig, **config)


@pytest.fixture
def grpc_peer():
    """Start gRPC servers; they are closed at the end."""
    made = []

    def start(address="127.0.0.1:0", mutual=None):
        made.append(GrpcPeer(address, mutual))
        return made[-1]

    yield start
    for each in made:
        each.close()


@pytest.fixture
def http_peer():
    """Start HTTP servers; they are closed at the end."""
    made = []

    def start(context=None):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.seen, server.answer_bytes, server.hangs_up = [], 0, False
        server.daemon_threads = True
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        made.append(server)
        return server

    yield start
    for each in made:
        each.shutdown()
        each.server_close()
