"""When the certificates of the listeners are read again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from spanmill.config.certificates import CertificateFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from spanmill.config.network import TlsServer

__all__ = ["certificate_files", "reload_period_s"]

CLIENT_CA_PERIOD_S = 60.0


def reload_period_s(tls: TlsServer) -> float:
    """Return how often files may be looked at; 0 where never."""
    if tls.reload_interval:
        return tls.reload_interval
    return CLIENT_CA_PERIOD_S if tls.client_ca_file_reload else 0.0


def certificate_files(
    tls: TlsServer, now: Callable[[], float] = time.monotonic
) -> CertificateFiles:
    """Return the files of one listener."""
    names = (tls.cert_file, tls.key_file, tls.client_ca_file)
    return CertificateFiles(names, reload_period_s(tls), now)
