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

from spanmill.config.validity import warn_of_dates
from spanmill.config.values import reveal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from structlog.typing import FilteringBoundLogger

    from spanmill.config.network import TlsFiles, TlsServer
    from spanmill.config.values import Secret

__all__ = [
    "CertificateFiles",
    "ServedContext",
    "ca_pem",
    "cert_pem",
    "certificate_files",
    "key_pem",
]

T = TypeVar("T")

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


def _context(tls: TlsServer) -> ssl.SSLContext:
    """Return a context for an HTTP listener. Raises `OSError` where a file cannot be read."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = VERSIONS[tls.min_version]
    if tls.max_version:
        context.maximum_version = VERSIONS[tls.max_version]
    context.set_alpn_protocols(["http/1.1"])
    with tempfile.TemporaryDirectory() as folder:  # readable by its owner alone
        cert, key = Path(folder, "cert.pem"), Path(folder, "key.pem")
        cert.write_bytes(cert_pem(tls))
        key.write_bytes(key_pem(tls))
        context.load_cert_chain(cert, key)
    if tls.client_ca_file:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cafile=tls.client_ca_file)
    return context


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


def certificate_files(
    tls: TlsServer, logger: FilteringBoundLogger, now: Callable[[], float] = time.monotonic
) -> CertificateFiles:
    """Return the files of a listener, whose own certificate should be good today.

    Raises `OSError` where it cannot be read.
    """
    warn_of_dates(cert_pem(tls), logger)
    names = (tls.cert_file, tls.key_file, tls.client_ca_file)
    return CertificateFiles(names, tls.reload_period_s, logger, now)


class CertificateFiles:
    """Remembers what files looked like. An empty name is none."""

    def __init__(
        self,
        names: Sequence[str],
        period_s: float,
        logger: FilteringBoundLogger,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._logger = logger
        self._is_readable = True
        self._paths = [Path(name) for name in names if name]
        self._period_s = period_s
        self._now = now
        self._looked = now()
        self._seen = self._look()

    def reread(self, read: Callable[[], T]) -> T | None:
        """Return what `read` makes of the files when they changed.

        None where they did not, or cannot be read now, which is logged once.
        """
        if self._now() - self._looked < self._period_s:
            return None
        self._looked = self._now()
        try:
            seen = self._look()
            if seen == self._seen:
                return None
            made = read()
        except OSError as error:  # half written, most likely: the next look finds the rest
            if self._is_readable:
                files = [str(path) for path in self._paths]
                self._logger.warning("certificates cannot be read", error=str(error), files=files)
            self._is_readable = False
            return None
        self._seen, self._is_readable = seen, True
        return made

    def _look(self) -> list[tuple[int, int, int]]:
        stats = [path.stat() for path in self._paths]
        return [(each.st_mtime_ns, each.st_size, each.st_ino) for each in stats]


class ServedContext:
    """What a listener of `ssl` shows and whom it trusts: for each connection, what was read last.

    A context cannot forget an authority, so each reading makes a new one. Raises `OSError` where a
    file cannot be read.
    """

    def __init__(self, tls: TlsServer, files: CertificateFiles) -> None:
        self._tls, self._files = tls, files
        self._current = self.context = _context(tls)
        if tls.reload_period_s:
            self.context.sni_callback = self._choose

    def _choose(self, connection: ssl.SSLObject, name: str | None, first: ssl.SSLContext) -> None:
        del name, first
        self._current = self._files.reread(lambda: _context(self._tls)) or self._current
        connection.context = self._current
