"""A small HTTP server with one page, for scrapers.

Traps: whoever reaches the port may be slow, or send nothing at all. Connections have a deadline and
a limit, and the handshake runs in the connection's own thread, so that one peer cannot keep out the
others.
"""

from __future__ import annotations

import gzip
import socket
from collections import Counter
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

__all__ = ["Listener"]

MAX_CONNECTIONS = 16
TIMEOUT_S = 10.0


class _Handler(BaseHTTPRequestHandler):
    timeout = TIMEOUT_S
    server_version = "Spanmill"
    sys_version = ""

    def do_GET(self) -> None:
        server = cast("Listener", self.server)
        if self.path.partition("?")[0] != server.path:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body, content_type = server.page(self.headers.get("Accept", ""))
        self.send_response(HTTPStatus.OK)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's names
        """Say nothing: scrapes come all the time."""


class Listener(ThreadingTCPServer):
    """Serves `page`, which gets the `Accept` header and returns the body and its type."""

    allow_reuse_address = True
    # At a reload the new listener opens before the old one closes; no other program may join.
    allow_reuse_port = True
    daemon_threads = True
    ours: ClassVar[Counter[int]] = Counter()
    """Listeners of this process by port."""

    def __init__(
        self,
        endpoint: str,
        path: str,
        page: Callable[[str], tuple[bytes, str]],
        failed: Callable[[], None],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Open the listener. Raises `OSError`."""
        host, _, port = endpoint.rpartition(":")
        host = host.strip("[]")
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.path = path
        self.page = page
        self._failed = failed
        self._free = BoundedSemaphore(MAX_CONNECTIONS)
        place = host, int(port)
        try:
            if not self.ours[int(port)]:
                socket.create_server(place, family=self.address_family).close()
            super().__init__(place, _Handler)
        except OSError as error:
            raise OSError(error.errno, f"cannot listen on {endpoint}: {error.strerror}") from error
        self.ours[self.port] += 1
        if tls is not None:
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = Thread(target=self.serve_forever, name="prometheus", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self.socket.getsockname()[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection, or close it where there are too many."""
        if not self._free.acquire(blocking=False):
            self._failed()
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread to be had: the next scrape may be luckier
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection and make room for another."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Count a scrape that broke off; a scanner that hangs up is not worth a line."""
        del request, client_address
        self._failed()

    def close(self) -> None:
        """Stop listening."""
        self.ours[self.port] -= 1
        self.shutdown()
        self.server_close()
        self._thread.join()
