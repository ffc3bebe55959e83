"""Sends spans over HTTP/1.1, bytes in and bytes out.

Traps: `Retry-After` is seconds or a date; only 429, 502, 503 and 504 are retryable. 401, 403, 407
and redirects are held, because credentials and addresses get fixed and data does not come back.
"""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from exporters.answers import check_partial_success, status_message
from exporters.delivery import delivery_of
from exporters.peer import FAST_LEVEL, HELD_RETRY_S, USER_AGENT, ClientCertificates, Peer, seconds
from spanmill.component import Reads
from spanmill.config.values import reveal
from spanmill.errors import Rejected, RetryLater
from spanmill.kernel import Sender

if TYPE_CHECKING:
    from exporters.otlp_http.config import OtlpHttpConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["OtlpHttpExporter"]

OK = range(200, 300)
RETRYABLE = frozenset({429, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
HELD = frozenset({401, 403, 407}) | MOVED
"""What is wrong with the configuration and not with the data, which waits until it is put right."""
ABOUT_DATA = frozenset({400, 413, 422, 500})
"""What a peer may answer because of one span, so that the others are worth another try."""
MOVE = "it redirects, so the endpoint has to be corrected"
CONTENT_TYPE = {"proto": "application/x-protobuf", "json": "application/json"}
PORTS = {"http": 80, "https": 443}
BEST_GZIP, USUAL_GZIP = 9, 6


class OtlpHttpExporter:
    """A connection for each request under way, kept for the next one."""

    def __init__(self, config: OtlpHttpConfig, settings: Settings) -> None:
        self.reads = Reads()
        self.delivery = delivery_of(config.sending_queue, config.retry_on_failure)
        self._config = config
        self._settings = settings
        self._is_json = config.encoding == "json"
        self._peer: Peer | None = None

    def start(self) -> None:
        """Read the certificates. It connects when something is sent. Raises `OSError`."""
        config = self._config
        url = urlsplit(config.traces_endpoint or config.endpoint)
        if not config.traces_endpoint:
            url = url._replace(path=url.path.rstrip("/") + "/v1/traces")
        host, port = url.hostname or "", url.port or PORTS[url.scheme]
        certificates = None
        if url.scheme == "https":
            certificates = ClientCertificates(config.tls, host, "http/1.1", self._settings.logger)
        sender = Sender.http(
            f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            url._replace(fragment="").geturl(),
            list(headers_of(config).items()),
            encoding=encoding_of(config),
            timeout_s=seconds(config.timeout),
            certificates=certificates.served if certificates else None,
            max_idle=config.max_idle_conns,
            idle_s=config.idle_conn_timeout,
            proxy=proxy_of(reveal(config.proxy_url)),
        )
        self._peer = Peer(sender, certificates, config.auth, self._settings)

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 a peer wants spans alone
        """Send one request and read the answer."""
        if self._peer is None:
            raise RetryLater("not started")
        reply = self._peer.send(batch.to_otlp_json() if self._is_json else batch.to_otlp())
        if reply.status in OK:
            check_partial_success(reply.body, self._settings, is_json=self._is_json)
            return True
        message = MOVE if reply.status in MOVED else status_message(reply.body)
        reason = f"HTTP {reply.status}: {message[:300]}" if message else f"HTTP {reply.status}"
        if reply.status in RETRYABLE:
            delay = delay_s(reply.retry_after, self._settings.clock())
            raise RetryLater(reason, after_s=delay)
        if reply.status in HELD:
            raise RetryLater(reason, after_s=HELD_RETRY_S)
        raise Rejected(reason, whole=reply.status not in ABOUT_DATA)

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Close the connections."""
        if self._peer is not None:
            self._peer.close()


def headers_of(config: OtlpHttpConfig) -> dict[str, str]:
    """Return the headers of each request, each once: those of the configuration go before."""
    own = {"content-type": CONTENT_TYPE[config.encoding], "user-agent": USER_AGENT}
    return own | {name.lower(): reveal(value) for name, value in config.headers.items()}


def encoding_of(config: OtlpHttpConfig) -> tuple[str, int]:
    """Return the compression and its level."""
    level = config.compression_params.level or FAST_LEVEL
    match config.compression:
        case "gzip":
            return "gzip", min(level, BEST_GZIP) if level > 0 else USUAL_GZIP
        case "zstd":
            return "zstd", level
        case _:
            return "", 0


def proxy_of(text: str) -> tuple[str, int, tuple[str, str] | None] | None:
    """Return host, port, and user with password."""
    if not text:
        return None
    url = urlsplit(text)
    user = (unquote(url.username), unquote(url.password or "")) if url.username else None
    return url.hostname or "", url.port or PORTS["http"], user


def delay_s(text: str, now: float) -> float | None:
    """Return the delay of a `Retry-After` header; None where it cannot be read."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except ValueError:
        return None
