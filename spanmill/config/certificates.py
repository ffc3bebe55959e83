"""Certificates from files or text, read again when they change.

Traps: `ssl` reads certificates from files only, so text goes through a file that is gone before
anyone connects. A file that cannot be read while something runs leaves the old certificate in
place, because the alternative is an outage.
"""

from __future__ import annotations

import ssl
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spanmill.config.values import reveal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spanmill.config.network import TlsFiles, TlsServer
    from spanmill.config.values import Secret

__all__ = ["CertificateFiles", "ca_pem", "cert_pem", "key_pem", "load_into", "ssl_context"]

T = TypeVar("T")

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


def ca_pem(tls: TlsFiles) -> bytes | None:
    """Return the authorities to trust, where they are named. Raises `OSError` as below."""
    return _pem(tls.ca_file, tls.ca_pem) if tls.ca_file or tls.ca_pem else None


def cert_pem(tls: TlsFiles) -> bytes:
    """Return the own certificate. Raises `OSError` where the file cannot be read."""
    return _pem(tls.cert_file, tls.cert_pem)


def key_pem(tls: TlsFiles) -> bytes:
    """Return the private key. Raises `OSError` where the file cannot be read."""
    return _pem(tls.key_file, tls.key_pem)


def _pem(name: str, text: Secret | None) -> bytes:
    return Path(name).read_bytes() if name else reveal(text).encode()


class CertificateFiles:
    """Remembers what files looked like. An empty name is none."""

    def __init__(
        self, names: Sequence[str], period_s: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._paths = [Path(name) for name in names if name]
        self._period_s = period_s
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
