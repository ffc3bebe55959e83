"""Sends spans over HTTP: one connection a consumer thread, bytes in and bytes out.

Traps: `Retry-After` is seconds or a date; only 429, 502, 503 and 504 are retryable, and 401 and 403
are held, because credentials get fixed and data does not come back.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import zlib
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import zstandard

from exporters.answers import RESPONSE_BYTES, check_partial_success
from exporters.delivery import delivery_of
from spanmill import __version__
from spanmill.component import Reads
from spanmill.config.values import reveal
from spanmill.errors import Rejected, RetryLater

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.otlp_http.config import OtlpHttpConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["OtlpHttpExporter"]

OK = range(200, 300)
RETRYABLE = frozenset({429, 502, 503, 504})
HELD = frozenset({401, 403})
HELD_RETRY_S = 10.0
CONTENT_TYPE = {"proto": "application/x-protobuf", "json": "application/json"}
FAST_LEVEL = 1
GZIP_WINDOW = 31


class OtlpHttpExporter:
    """Connections are made when a thread first sends, and made anew after a failure."""

    def __init__(self, config: OtlpHttpConfig, settings: Settings) -> None:
        self.reads = Reads()
        self.delivery = delivery_of(config.sending_queue, config.retry_on_failure)
        self._config = config
        self._settings = settings
        url = urlsplit(config.traces_endpoint or config.endpoint.rstrip("/") + "/v1/traces")
        self._url = url
        self._path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        self._is_json = config.encoding == "json"
        self._compress = compressor(config)
        self._local = threading.local()
        self._open: list[http.client.HTTPConnection] = []
        self._lock = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        self._headers = {
            "Content-Type": CONTENT_TYPE[config.encoding],
            "User-Agent": f"spanmill/{__version__}",
            **({"Content-Encoding": config.compression} if self._compress else {}),
            **{key: reveal(value) for key, value in config.headers.items()},
        }

    def start(self) -> None:
        """Read the certificates. Raises `OSError`."""
        if self._url.scheme == "https":
            self._tls = context_of(self._config)

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 a peer wants spans alone
        """Send one request and read the answer."""
        body = bytes(batch.to_otlp_json() if self._is_json else batch.to_otlp())
        if self._compress is not None:
            body = self._compress(body)
        try:
            status, retry_after, answer = self._post(body)
        except (OSError, http.client.HTTPException) as error:
            self._forget()
            raise RetryLater(f"{type(error).__name__}: {error}") from error
        if status in OK:
            check_partial_success(answer, self._settings.logger, is_json=self._is_json)
            return True
        reason = f"HTTP {status}"
        if status in RETRYABLE:
            raise RetryLater(reason, after_s=delay_s(retry_after, self._settings.clock()))
        if status in HELD:
            raise RetryLater(reason, after_s=HELD_RETRY_S)
        raise Rejected(reason)

    def next_flush(self) -> float | None:
        """Nothing is held."""
        return None

    def flush(self) -> None:
        """Nothing is held."""

    def stop(self) -> None:
        """Close every connection."""
        with self._lock:
            while self._open:
                self._open.pop().close()

    def _post(self, body: bytes) -> tuple[int, str, bytes]:
        connection = self._connection()
        connection.request("POST", self._path, body, self._headers | self._proof())
        response = connection.getresponse()
        answer = response.read(RESPONSE_BYTES + 1)
        if len(answer) > RESPONSE_BYTES:
            self._forget()
            answer = b""
        return response.status, response.headers.get("Retry-After", ""), answer

    def _connection(self) -> http.client.HTTPConnection:
        held: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if held is not None:
            return held
        host, port, timeout = self._url.hostname or "", self._url.port, self._config.timeout
        if self._tls is not None:
            made: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=timeout, context=self._tls
            )
        else:
            made = http.client.HTTPConnection(host, port, timeout=timeout)
        self._local.connection = made
        with self._lock:
            self._open.append(made)
        return made

    def _forget(self) -> None:
        held: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        self._local.connection = None
        if held is not None:
            held.close()
            with self._lock:
                if held in self._open:
                    self._open.remove(held)

    def _proof(self) -> dict[str, str]:
        if self._config.auth is None:
            return {}
        authenticator = self._settings.authenticator(self._config.auth.authenticator)
        return {authenticator.header: authenticator.proof()}


def compressor(config: OtlpHttpConfig) -> Callable[[bytes], bytes] | None:
    """Return the function that compresses a body; None where nothing does."""
    level = config.compression_params.level or FAST_LEVEL
    if config.compression == "gzip":

        def gzip(body: bytes) -> bytes:
            packer = zlib.compressobj(min(level, 9), wbits=GZIP_WINDOW)
            return packer.compress(body) + packer.flush()

        return gzip
    if config.compression == "zstd":
        return lambda body: zstandard.ZstdCompressor(level=level).compress(body)
    return None


def context_of(config: OtlpHttpConfig) -> ssl.SSLContext:
    """Return the TLS context. Raises `OSError`."""
    tls = config.tls
    context = ssl.create_default_context(
        cafile=tls.ca_file or None, cadata=reveal(tls.ca_pem) if tls.ca_pem else None
    )
    if tls.insecure_skip_verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if tls.cert_file:
        context.load_cert_chain(tls.cert_file, tls.key_file)
    if tls.min_version == "1.3":
        context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def delay_s(text: str, now: float) -> float | None:
    """Return the delay of a `Retry-After` header; None where it cannot be read."""
    if not text:
        return None
    try:
        return max(float(text), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except ValueError:
        return None
