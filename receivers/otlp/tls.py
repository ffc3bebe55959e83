"""Certificates of the listeners: from files or text, read again when they change.

Traps: a file that cannot be read while the listener runs leaves the old certificate in
place, because the alternative is an outage.
"""

from __future__ import annotations

import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spanmill.config.certificates import load_into, ssl_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from spanmill.config.network import TlsServer

__all__ = ["CertificateFiles", "load_into", "reload_period_s", "ssl_context"]

T = TypeVar("T")

CLIENT_CA_PERIOD_S = 60.0


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
