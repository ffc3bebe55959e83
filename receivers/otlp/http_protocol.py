"""HTTP/1.1 on one connection: uvicorn's protocol, with the time and size limits that it lacks.

Traps: uvicorn waits for ever for a request that trickles in, and its parser takes headers of any
size. A timer for each request would cost more than the parsing, so connections carry a deadline and
one sweep looks at all of them. A body must bring so much between two looks, unless it waits for us.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from receivers.otlp.answers import RESOURCE_EXHAUSTED, http_status
from spanmill.kernel import Verdict

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

    from uvicorn.config import Config
    from uvicorn.server import ServerState

__all__ = ["Deadlines", "OtlpHttpProtocol", "sweep"]

MAX_HEADERS_BYTES = 16 << 10
WINDOW_S, LEAST_BYTES = 5.0, 5 << 10
"""Time between two looks at a body, and what it must bring in it: 1 KiB a second."""
NEVER = float("inf")
UPGRADE_HEADERS = frozenset({b"connection", b"upgrade", b"http2-settings"})

TOO_LARGE_HEADERS = Verdict(
    RESOURCE_EXHAUSTED, f"headers are larger than {MAX_HEADERS_BYTES} bytes"
)
NOT_HTTP = Verdict(3, "not an HTTP/1.1 request")

SILENT = logging.getLogger("spanmill.receivers.otlp.http")
"""What uvicorn has to say about one request; a peer must not be able to fill the log."""
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False
SILENT.setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long each part of an exchange may take, in seconds; `NEVER` where there is no limit."""

    headers: float
    request: float
    write: float
    idle: float


class OtlpHttpProtocol(HttpToolsProtocol):
    """One connection. `deadline` is the loop's time at which the sweep closes it."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        deadlines: Deadlines,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(config, server_state, {}, loop)
        self.logger = SILENT
        self.deadline = NEVER
        self._deadlines = deadlines
        self._reading = False
        self._began = 0.0
        self._in_headers = True
        self._header_bytes = 0
        self._body_bytes = 0

    # --- limits -----------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give the client the time of headers to begin."""
        super().connection_made(cast("asyncio.Transport", transport))
        self.deadline = self.loop.time() + self._deadlines.headers

    def data_received(self, data: bytes) -> None:
        """Parse, unless the headers grow too large."""
        if self._in_headers:
            # Counted here and not by header, because an endless one never comes to its end.
            self._header_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._go_on_without_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self.refuse(NOT_HTTP, http_status(NOT_HTTP))
        if self._in_headers and self._header_bytes > MAX_HEADERS_BYTES:
            self.refuse(TOO_LARGE_HEADERS, 431)

    def _go_on_without_upgrade(self, rest: bytes) -> None:
        """Read the request as if it offered no other protocol, which a server may always do.

        The parser gives up at the end of the headers then and would leave the body unread; Java's
        client offers HTTP/2 in this way.
        """
        method = self.parser.get_method()
        if method == b"CONNECT":
            self.refuse(NOT_HTTP, http_status(NOT_HTTP))
            return
        kept = [(name, value) for name, value in self.headers if name not in UPGRADE_HEADERS]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in kept)
        self.parser = httptools.HttpRequestParser(self)
        self._in_headers, self._header_bytes = True, 0
        self.data_received(method + b" " + self.url + b" HTTP/1.1\r\n" + lines + b"\r\n" + rest)

    def on_message_begin(self) -> None:
        """Start the clock of the headers."""
        super().on_message_begin()
        self._began = self.loop.time()
        self._reading = True
        self.deadline = self._began + self._deadlines.headers

    def on_headers_complete(self) -> None:
        """Start the request, unless its headers are too large."""
        if self.parser.should_upgrade():
            return
        # What came so far is no less than the headers, so they are summed up only where it is much.
        if self._header_bytes > MAX_HEADERS_BYTES and self._too_large():
            self.refuse(TOO_LARGE_HEADERS, 431)
            return
        self._in_headers, self._header_bytes = False, 0
        super().on_headers_complete()
        self.deadline = self._next_look()

    def _next_look(self) -> float:
        self._body_bytes = 0
        return min(self.loop.time() + WINDOW_S, self._began + self._deadlines.request)

    def has_more_time(self) -> bool:
        """Whether a connection at its deadline has a body that comes fast enough; then a new one.

        What is not read at the moment cannot come.
        """
        if not self._reading or self._in_headers or self.transport.is_closing():
            return False
        if self.flow.write_paused or self.deadline >= self._began + self._deadlines.request:
            return False
        if self._body_bytes < LEAST_BYTES and not self.flow.read_paused:
            return False
        self.deadline = self._next_look()
        return True

    def _too_large(self) -> bool:
        sizes = (len(name) + len(value) for name, value in self.headers)
        return sum(sizes) + len(self.url) > MAX_HEADERS_BYTES

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body; what was refused is read and thrown away."""
        self._body_bytes += len(body)
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Leave the rest of the time to the engine, which answers every request."""
        if self.parser.should_upgrade() or self.transport.is_closing():
            return
        self._reading, self._in_headers = False, True
        super().on_message_complete()
        self.deadline = self._idle_until() if self.cycle.response_complete else NEVER

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the rest of the one that was refused early."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            self.deadline = self.loop.time() + self._deadlines.write
            return
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
        elif not self._reading:
            self.deadline = self._idle_until()
        if not self.pipeline:  # else a client that reads nothing would fill the memory
            self.flow.resume_reading()

    def pause_writing(self) -> None:
        """Give the client time to read answers."""
        super().pause_writing()
        self.deadline = self.loop.time() + self._deadlines.write

    def resume_writing(self) -> None:
        """Go on with whatever was under way."""
        super().resume_writing()
        self.deadline = self._next_look() if self._reading else NEVER

    def close_late(self) -> None:
        """Close a connection whose deadline is over, whatever it still has to say."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.close()
        self.deadline = self.loop.time() + self._deadlines.write

    # --- answers outside an exchange --------------------------------------------------------------

    def refuse(self, verdict: Verdict, status: int) -> None:
        """Answer without an exchange and close."""
        if self.transport.is_closing():
            return
        body = verdict.response("json")
        self.transport.write(
            STATUS_LINE[status]
            + b"content-type: application/json\r\nconnection: close\r\ncontent-length: "
            + str(len(body)).encode()
            + b"\r\n\r\n"
            + body
        )
        self.transport.close()
        self.deadline = self.loop.time() + self._deadlines.write

    def _idle_until(self) -> float:
        return self.loop.time() + self._deadlines.idle


def sweep(connections: Iterable[Any], now: float) -> int:
    """Close every connection whose time is over; return how many were."""
    late = [each for each in connections if each.deadline <= now and not each.has_more_time()]
    for each in late:
        each.close_late()
    return len(late)
