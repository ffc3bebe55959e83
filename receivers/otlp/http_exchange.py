"""What a request must look like, and an answer: all of OTLP/HTTP that needs no I/O.

Source: OTLP 1.11, "OTLP/HTTP"; RFC 9110.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Literal

from receivers.otlp.answers import (
    NOT_FOUND,
    RESOURCE_EXHAUSTED,
    UNAUTHENTICATED,
    UNIMPLEMENTED,
    http_status,
    retry_after_header,
)
from receivers.otlp.cors import Cors
from spanmill.kernel import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from receivers.otlp.config import HttpConfig
    from receivers.otlp.cors import Headers
    from spanmill.component import Authenticator

    Encoding = Literal["proto", "json"]
    Compression = Literal["none", "gzip", "zstd"]
    Response = tuple[dict[str, Any], bytes]

__all__ = ["Answers", "GoneError", "Posted", "Refused", "RequestRules", "too_large"]

ENCODINGS: Mapping[bytes, Encoding] = {
    b"application/x-protobuf": "proto",
    b"application/json": "json",
}
COMPRESSIONS: Mapping[bytes, Compression] = {
    b"": "none",
    b"identity": "none",
    b"gzip": "gzip",
    b"zstd": "zstd",
}
CONTENT_TYPES = {"proto": b"application/x-protobuf", "json": b"application/json"}
WITH_DELAY = frozenset({429, 503})


class GoneError(Exception):
    """The client closed the connection before its request was complete."""


class Refused(Exception):
    """The request is answered without the engine.

    `status` is given where the verdict alone does not tell it.
    """

    def __init__(self, verdict: Verdict, status: int = 0, headers: Headers | None = None) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict
        self.status = status or http_status(verdict)
        self.headers = headers or []


@dataclass(frozen=True, slots=True)
class Posted:
    """What the headers of a good request say about its body."""

    encoding: Encoding
    compression: Compression
    length: int
    """0 where it is not known before the end."""

    @property
    def plain(self) -> bool:
        """Whether the body is taken as it is."""
        return self.encoding == "proto" and self.compression == "none"


def too_large(max_bytes: int) -> Verdict:
    """Return the refusal of a body that is over the limit, for good."""
    return Verdict(RESOURCE_EXHAUSTED, f"request is larger than {max_bytes} bytes")


class RequestRules:
    """Checks a request by its headers."""

    def __init__(self, config: HttpConfig, authenticator: Authenticator | None) -> None:
        self._path = config.traces_url_path
        self._max_bytes = config.max_request_body_size
        self._authenticator = authenticator
        self._cors = None if config.cors is None else Cors(config.cors)
        self._compressions: Mapping[bytes, Compression] = {
            name: compression
            for name, compression in COMPRESSIONS.items()
            if name.decode().replace("identity", "") in config.compression_algorithms
        }
        self._accept = b", ".join(name for name in self._compressions if name)

    def is_preflight(self, method: str, headers: Mapping[bytes, bytes]) -> bool:
        """Say whether a browser asks before it sends; it cannot prove who it is yet."""
        return self._cors is not None and self._cors.is_preflight(method, headers)

    def check(self, method: str, path: str, headers: Mapping[bytes, bytes]) -> Posted:
        """Return what the body will be. Raises `Refused`."""
        self._check_caller(headers)
        if path != self._path:
            raise Refused(Verdict(NOT_FOUND, "no such path"))
        if method != "POST":
            raise Refused(Verdict(UNIMPLEMENTED, "send POST"), 405, [(b"allow", b"POST")])
        encoding = encoding_of(headers)
        if encoding is None:
            message = "expected application/x-protobuf or application/json"
            raise Refused(Verdict(UNIMPLEMENTED, message), 415)
        coding = headers.get(b"content-encoding", b"").strip().lower()
        compression = self._compressions.get(coding)
        if compression is None:
            message = f"expected content-encoding: {self._accept.decode()}"
            headers_out = [(b"accept-encoding", self._accept)]
            raise Refused(Verdict(UNIMPLEMENTED, message), 415, headers_out)
        length = int(headers.get(b"content-length", b"0"))
        if length > self._max_bytes:
            raise Refused(too_large(self._max_bytes))
        return Posted(encoding, compression, length)

    def _check_caller(self, headers: Mapping[bytes, bytes]) -> None:
        if self._authenticator is None:
            return
        value = headers.get(self._authenticator.header.encode(), b"").decode("latin-1")
        if not self._authenticator.check(value):
            raise Refused(UNAUTHENTICATED, headers=[(b"www-authenticate", b"Bearer")])


def encoding_of(headers: Mapping[bytes, bytes]) -> Encoding | None:
    """Return the encoding that the content type names; parameters do not matter."""
    stated = headers.get(b"content-type", b"")
    return ENCODINGS.get(stated) or ENCODINGS.get(stated.partition(b";")[0].strip().lower())


class Answers:
    """Makes responses. Headers that are the same for all are made once a second."""

    def __init__(self, config: HttpConfig, clock: Callable[[], float]) -> None:
        self._cors = None if config.cors is None else Cors(config.cors)
        self._fixed: Headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in config.response_headers.items()
        ]
        if not config.keep_alives_enabled:
            self._fixed.append((b"connection", b"close"))
        self._clock = clock
        self._second = 0
        self._shared: Headers = []

    def preflight(self, headers: Mapping[bytes, bytes]) -> Response:
        """Answer a preflight."""
        allowed = [] if self._cors is None else self._cors.preflight(headers)
        return {
            "type": "http.response.start",
            "status": 204,
            "headers": self._base() + allowed,
        }, b""

    def to(self, verdict: Verdict, headers: Mapping[bytes, bytes], *, closing: bool) -> Response:
        """Answer with a verdict."""
        return self._response(verdict, http_status(verdict), [], headers, closing=closing)

    def refusal(
        self, refused: Refused, headers: Mapping[bytes, bytes], *, closing: bool
    ) -> Response:
        """Answer with a refusal that the engine had no part in."""
        return self._response(
            refused.verdict, refused.status, refused.headers, headers, closing=closing
        )

    def _response(
        self,
        verdict: Verdict,
        status: int,
        extra: Headers,
        headers: Mapping[bytes, bytes],
        *,
        closing: bool,
    ) -> Response:
        # Who states no type that we know is a person with curl, and can read JSON.
        encoding = encoding_of(headers) or "json"
        body = verdict.response(encoding)
        out = [
            *self._base(),
            (b"content-type", CONTENT_TYPES[encoding]),
            (b"content-length", str(len(body)).encode()),
            *extra,
        ]
        if status in WITH_DELAY:
            out.append((b"retry-after", retry_after_header(verdict)))
        if closing:
            out.append((b"connection", b"close"))
        if self._cors is not None:
            out += self._cors.response(headers)
        return {"type": "http.response.start", "status": status, "headers": out}, body

    def _base(self) -> Headers:
        second = int(self._clock())
        if second != self._second:
            self._second = second
            self._shared = [(b"date", formatdate(second, usegmt=True).encode()), *self._fixed]
        return self._shared
