"""Certificates of the listeners: from files or text, read again when they change.

Traps: `ssl` reads certificates from files only, so text goes through a file that is gone before
anyone connects. A file that cannot be read while the listener runs leaves the old certificate in
place, because the alternative is an outage.
"""

from __future__ import annotations

import ssl
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import grpc

from spanmill.config.values import reveal

if TYPE_CHECKING:
    from collections.abc import Callable

    from spanmill.config.network import TlsServer
    from spanmill.config.values import Secret

__all__ = ["CertificateFiles", "grpc_credentials", "reload_period_s", "ssl_context"]

T = TypeVar("T")

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
CLIENT_CA_PERIOD_S = 60.0


def grpc_credentials(tls: TlsServer) -> grpc.ServerCredentials:
    """Return credentials for grpcio. Raises `OSError` where a file cannot be read."""
    files = CertificateFiles(tls)
    config = _configuration(tls)
    wants_clients = bool(tls.client_ca_file)
    if not reload_period_s(tls):
        return grpc.ssl_server_credentials(
            [(_key(tls), _cert(tls))], _client_ca(tls), require_client_auth=wants_clients
        )

    def fetch() -> grpc.ServerCertificateConfiguration | None:
        return files.reread(lambda: _configuration(tls))

    # None means "as before", which the stubs do not know.
    fetcher = cast("Callable[[], grpc.ServerCertificateConfiguration]", fetch)
    return grpc.dynamic_ssl_server_credentials(
        config, fetcher, require_client_authentication=wants_clients
    )


def ssl_context(tls: TlsServer) -> ssl.SSLContext:
    """Return a context for the HTTP listener. Raises `OSError` where a file cannot be read."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = VERSIONS[tls.min_version]
    if tls.max_version:
        context.maximum_version = VERSIONS[tls.max_version]
    context.set_alpn_protocols(["http/1.1"])
    load_into(context, tls)
    return context


def load_into(context: ssl.SSLContext, tls: TlsServer) -> None:
    """Load the certificates; connections that are open keep the old ones. Raises `OSError`."""
    with tempfile.TemporaryDirectory() as folder:  # readable by its owner alone
        cert, key = Path(folder, "cert.pem"), Path(folder, "key.pem")
        cert.write_bytes(_cert(tls))
        key.write_bytes(_key(tls))
        context.load_cert_chain(cert, key)
    if tls.client_ca_file:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=Path(tls.client_ca_file).read_text(encoding="ascii"))


def reload_period_s(tls: TlsServer) -> float:
    """Return how often files may be looked at; 0 where never."""
    if tls.reload_interval:
        return tls.reload_interval
    return CLIENT_CA_PERIOD_S if tls.client_ca_file_reload else 0.0


class CertificateFiles:
    """Remembers what the files of one listener looked like."""

    def __init__(self, tls: TlsServer, now: Callable[[], float] = time.monotonic) -> None:
        names = (tls.cert_file, tls.key_file, tls.client_ca_file)
        self._paths = [Path(name) for name in names if name]
        self._period_s = reload_period_s(tls)
        self._now = now
        self._looked = now()
        self._seen = self._look()

    def reread(self, read: Callable[[], T]) -> T | None:
        """Return what `read` makes of the files when they changed.

        None where they did not, or cannot be read now.
        """
        if self._now() - self._looked < self._period_s:
            return None
        self._looked = self._now()
        try:
            seen = self._look()
            if seen == self._seen:
                return None
            made = read()
        except (OSError, ssl.SSLError):
            return None  # half written, most likely: the next look finds the rest
        self._seen = seen
        return made

    def _look(self) -> list[tuple[int, int, int]]:
        stats = [path.stat() for path in self._paths]
        return [(each.st_mtime_ns, each.st_size, each.st_ino) for each in stats]


def _configuration(tls: TlsServer) -> grpc.ServerCertificateConfiguration:
    return grpc.ssl_server_certificate_configuration([(_key(tls), _cert(tls))], _client_ca(tls))


def _cert(tls: TlsServer) -> bytes:
    return _pem(tls.cert_file, tls.cert_pem)


def _key(tls: TlsServer) -> bytes:
    return _pem(tls.key_file, tls.key_pem)


def _client_ca(tls: TlsServer) -> bytes | None:
    return Path(tls.client_ca_file).read_bytes() if tls.client_ca_file else None


def _pem(name: str, text: Secret | None) -> bytes:
    return Path(name).read_bytes() if name else reveal(text).encode()
