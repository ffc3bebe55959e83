"""One OTLP peer: its certificates, which follow their files, and the credentials for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill import __version__
from spanmill.config.certificates import CertificateFiles, ca_pem, cert_pem, key_pem
from spanmill.errors import RetryLater
from spanmill.kernel import PeerCertificates

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Settings
    from spanmill.config.network import AuthRef, TlsClient
    from spanmill.kernel import Buffer, PeerReply, Sender

__all__ = ["FAST_LEVEL", "HELD_RETRY_S", "USER_AGENT", "ClientCertificates", "Peer", "seconds"]

USER_AGENT = f"spanmill/{__version__}"
FAST_LEVEL = 1
"""Of compression: the network is seldom worth more CPU."""
HELD_RETRY_S = 10.0
"""Between attempts while credentials are refused: they get fixed, and data does not come back."""
NO_LIMIT_S = 86_400.0


def seconds(timeout: float) -> float:
    """Return the time of one attempt; 0 in a configuration is no limit, which is a day."""
    return timeout or NO_LIMIT_S


class ClientCertificates:
    """What the client shows and trusts. Raises `OSError` where a file cannot be read."""

    def __init__(
        self, tls: TlsClient, host: str, protocol: str, logger: FilteringBoundLogger
    ) -> None:
        self._tls, self._name, self._protocol = tls, tls.server_name_override or host, protocol
        self.served = self._read()
        names = (tls.ca_file, tls.cert_file, tls.key_file)
        period_s = tls.reload_interval
        self._files = CertificateFiles(names, period_s, logger) if period_s else None

    def follow(self) -> None:
        """Use what is in the files now, if it is time to look and they changed."""
        made = self._files.reread(self._read) if self._files else None
        if made is not None:
            self.served.replace(made)

    def _read(self) -> PeerCertificates:
        tls, authorities = self._tls, ca_pem(self._tls)
        tls12, tls13 = tls.speaks
        has_identity = bool(tls.cert_file or tls.cert_pem)
        return PeerCertificates(
            self._name,
            self._protocol,
            authorities,
            (cert_pem(tls), key_pem(tls)) if has_identity else None,
            system=authorities is None or tls.include_system_ca_certs_pool,
            anyone=tls.insecure_skip_verify,
            tls12=tls12,
            tls13=tls13,
        )


class Peer:
    """Sends bodies and returns answers; what keeps one from arriving is a reason to retry."""

    def __init__(
        self,
        sender: Sender,
        certificates: ClientCertificates | None,
        auth: AuthRef | None,
        settings: Settings,
    ) -> None:
        self._sender = sender
        self._certificates = certificates
        self._authenticator = settings.authenticator(auth.authenticator) if auth else None

    def send(self, body: Buffer) -> PeerReply:
        """Send one request. Raises `RetryLater`."""
        if self._certificates is not None:
            self._certificates.follow()
        proof = self._authenticator
        headers = [] if proof is None else [(proof.header, proof.proof())]
        try:
            return self._sender.send(body, headers)
        except OSError as error:
            raise RetryLater(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Close every connection; requests that wait for an answer end."""
        self._sender.close()
