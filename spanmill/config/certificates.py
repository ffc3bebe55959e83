"""Certificates of HTTP listeners, from files or text.

Traps: `ssl` reads certificates from files only, so text goes through a file that is gone before
anyone connects.
"""

from __future__ import annotations

import ssl
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from spanmill.config.values import reveal

if TYPE_CHECKING:
    from spanmill.config.network import TlsServer
    from spanmill.config.values import Secret

__all__ = ["cert_pem", "key_pem", "load_into", "ssl_context"]

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


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
        cert.write_bytes(cert_pem(tls))
        key.write_bytes(key_pem(tls))
        context.load_cert_chain(cert, key)
    if tls.client_ca_file:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=Path(tls.client_ca_file).read_text(encoding="ascii"))


def cert_pem(tls: TlsServer) -> bytes:
    """Return the own certificate. Raises `OSError` where the file cannot be read."""
    return _pem(tls.cert_file, tls.cert_pem)


def key_pem(tls: TlsServer) -> bytes:
    """Return the private key. Raises `OSError` where the file cannot be read."""
    return _pem(tls.key_file, tls.key_pem)


def _pem(name: str, text: Secret | None) -> bytes:
    return Path(name).read_bytes() if name else reveal(text).encode()
