"""Certificates of the gRPC listener on grpcio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import grpc

from spanmill.config.certificates import cert_pem, certificate_files, key_pem

if TYPE_CHECKING:
    from collections.abc import Callable

    from structlog.typing import FilteringBoundLogger

    from spanmill.config.network import TlsServer

__all__ = ["grpc_credentials"]


def grpc_credentials(tls: TlsServer, logger: FilteringBoundLogger) -> grpc.ServerCredentials:
    """Return credentials for grpcio. Raises `OSError` where a file cannot be read."""
    files = certificate_files(tls, logger)
    config = _configuration(tls)
    wants_clients = bool(tls.client_ca_file)
    if not tls.reload_period_s:
        return grpc.ssl_server_credentials(
            [(key_pem(tls), cert_pem(tls))], _client_ca(tls), require_client_auth=wants_clients
        )

    def fetch() -> grpc.ServerCertificateConfiguration | None:
        return files.reread(lambda: _configuration(tls))

    # None means "as before", which the stubs do not know.
    fetcher = cast("Callable[[], grpc.ServerCertificateConfiguration]", fetch)
    return grpc.dynamic_ssl_server_credentials(
        config, fetcher, require_client_authentication=wants_clients
    )


def _configuration(tls: TlsServer) -> grpc.ServerCertificateConfiguration:
    return grpc.ssl_server_certificate_configuration(
        [(key_pem(tls), cert_pem(tls))], _client_ca(tls)
    )


def _client_ca(tls: TlsServer) -> bytes | None:
    return Path(tls.client_ca_file).read_bytes() if tls.client_ca_file else None
